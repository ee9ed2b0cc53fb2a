"""The commands of a working copy. `make` calls them; without make: python3 dev.py run."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")


def runs(python: str) -> bool:
    return bool(shutil.which(python)) and not subprocess.call([python, "-c", ""], stderr=subprocess.DEVNULL)


def begin_again_with_a_newer_python() -> int:
    python = next(filter(runs, PYTHONS), None)
    if python:
        return subprocess.call([python, *sys.argv])
    print("Clientele needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info))
    return 1


if sys.version_info < (3, 11):  # noqa: UP036  what is installed may still be older
    sys.exit(begin_again_with_a_newer_python())

from dev_install import (  # noqa: E402
    CACHE,
    ROOT,
    Stop,
    build_front_end,
    install,
    install_front_end,
    make_venv,
    npm_command,
    program,
    quietly,
    say,
    step,
    tool,
)

MADE_HERE = (
    ".venv",
    ".cache",
    ".hypothesis",
    "build",
    "clientele/billing/documents/fonts",
    "clientele/ui/static/clientele",
    "dist",
    "node_modules",
)


def run(*arguments: str) -> int:
    """install, build, load the demo firm and serve it"""
    install()
    build_front_end()
    return hand_over(tool("clientele"), "demo", *arguments)


def test(*arguments: str) -> int:
    """every test: unit, house, contract, SQLite and PostgreSQL, browser"""
    install(development=True)
    build_front_end()
    browser = subprocess.run([tool("python"), "-m", "tests.environment.browser"], cwd=ROOT, stdout=subprocess.PIPE)
    if browser.returncode:
        return browser.returncode
    spread = ("-n", os.environ.get("WORKERS", "2"), "--dist=worksteal")
    suites = {
        "tests on PostgreSQL": ("postgresql", *spread, "--ignore=tests/walks", "--ignore=tests/house", "tests"),
        "walks in the browser": ("sqlite", *spread, "tests/walks"),
        "tests on SQLite": ("sqlite", *spread, "--ignore=tests/walks", "tests"),
    }
    if arguments:
        suites = {"tests on PostgreSQL": ("postgresql", *arguments), "tests on SQLite": ("sqlite", *arguments)}
    failed = [name for name, suite in suites.items() if pytest(name, *suite)]
    if failed:
        say(f"\nFailed: {', '.join(failed)}")
    return int(bool(failed))


def check(*arguments: str) -> int:
    """lint, types, floors, templates, migrations, front end"""
    install(development=True)
    build_front_end()
    scratch = CACHE / "check"
    environment = {"CLIENTELE_DATA": str(scratch), "DATABASE_URL": f"sqlite:///{scratch / 'check.sqlite3'}"}
    scratch.mkdir(parents=True, exist_ok=True)
    checks = {
        "types": [tool("mypy")],
        "lint": [tool("ruff"), "check", "--output-format=concise"],
        "format": [tool("ruff"), "format", "--check"],
        "floors": [tool("lint-imports"), "--no-logo", "--cache-dir", ".cache/floors"],
        "templates": [tool("djlint"), "clientele", "--lint", "--quiet"],
        "migrations": [tool("python"), "-m", "django", "makemigrations", "--check", "--dry-run", "--skip-checks"],
        "front end": npm_command("run", "--silent", "check"),
        "no registry named": [tool("python"), "-m", "tests.environment.registries"],
    }
    environment["DJANGO_SETTINGS_MODULE"] = "clientele.config.settings"
    with ThreadPoolExecutor(max_workers=2) as pool:
        outcomes = list(pool.map(lambda item: quietly(item[0], item[1], environment), checks.items()))
    return int(not all(outcomes))


def fix(*arguments: str) -> int:
    """mend what lint and format can mend by themselves"""
    install(development=True)
    install_front_end()
    commands = {
        "lint": [tool("ruff"), "check", "--fix", "--exit-zero", "--quiet"],
        "format": [tool("ruff"), "format", "--quiet"],
        "front end": npm_command("run", "--silent", "fix"),
        "picture": [tool("python"), "docs/picture.py"],
    }
    outcomes = [quietly(name, command) for name, command in commands.items()]
    return int(not all(outcomes))


def bench(*arguments: str) -> int:
    """measure speed and memory beside a bare view"""
    install(development=True)
    build_front_end()
    return hand_over(tool("python"), "-m", "bench", *arguments)


def gallery(*arguments: str) -> int:
    """show every component in every variant at /gallery/"""
    os.environ["CLIENTELE_DEVELOPMENT"] = "1"
    say("The gallery stands at /gallery/ of the address below.")
    return run(*arguments)


def picture(*arguments: str) -> int:
    """draw the floors into docs/architecture.svg"""
    install(development=True)
    return hand_over(tool("python"), "docs/picture.py", *arguments)


def docs_screenshot(*arguments: str) -> int:
    """take the README's picture from the demo"""
    install(development=True)
    build_front_end()
    return hand_over(tool("python"), "docs/screenshot.py", *arguments)


def lock(*arguments: str) -> int:
    """pin every dependency anew in constraints.txt"""
    fresh = CACHE / "lock"
    make_venv(fresh)
    python = str(program(fresh, "python"))
    wanted = ["-e", f"{ROOT}[dev]"]
    step(
        "Resolving dependencies",
        [python, "-m", "pip", "install", "-q", *wanted],
        {"CLIENTELE_SKIP_FRONTEND": "1"},
    )
    command = [
        python,
        "-m",
        "pip",
        "freeze",
        "--exclude-editable",
        "--exclude",
        "pip",
        "--exclude",
        "setuptools",
    ]
    frozen = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    (ROOT / "constraints.txt").write_text(frozen)
    shutil.rmtree(fresh)
    return 0


def clean(*arguments: str) -> int:
    """remove what these commands made; your data/ stays"""
    for name in MADE_HERE:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for folder in ROOT.glob("[!.]*/**/__pycache__"):
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def help_(*arguments: str) -> int:
    width = max(map(len, COMMANDS))
    for name, command in COMMANDS.items():
        say(f"make {name:<{width}}  {command.__doc__}")
    say("\nWithout make: python3 dev.py run. Arguments: make test ARGS=tests/customers")
    return 0


def pytest(name: str, database: str, *arguments: str) -> int:
    say(f"\n{name[0].upper()}{name[1:]}: pytest {' '.join(arguments)}")
    environment = {**os.environ, "CLIENTELE_TEST_DB": database}
    return subprocess.run([tool("python"), "-m", "pytest", *arguments], cwd=ROOT, env=environment).returncode


def hand_over(*command: str) -> int:
    """Becomes the command, so that it gets the signals; Windows has no such thing."""
    if os.name == "nt":
        return subprocess.run(command, cwd=ROOT).returncode
    os.chdir(ROOT)
    return os.execv(command[0], command)


COMMANDS = {
    "run": run,
    "test": test,
    "check": check,
    "fix": fix,
    "bench": bench,
    "gallery": gallery,
    "picture": picture,
    "docs-screenshot": docs_screenshot,
    "lock": lock,
    "clean": clean,
}


def main(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "help"
    if name in ("help", "-h", "--help"):
        return help_()
    if name not in COMMANDS:
        say(f"There is no command {name}.\n")
        help_()
        return 2
    try:
        return COMMANDS[name](*arguments[1:])
    except Stop as stop:
        say(str(stop))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
