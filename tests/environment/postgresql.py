"""A PostgreSQL for the tests: a given one, or a temporary one that ends with the program that asked."""

from __future__ import annotations

import atexit
import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if os.name != "nt":
    import pwd

from tests.environment.postgresql_binaries import PostgresqlMissing, binaries

GIVEN = "CLIENTELE_TEST_POSTGRESQL"
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
DURABLE = {"fsync": "on", "synchronous_commit": "on"}
ALWAYS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "256MB",
    "max_connections": "200",
    "jit": "off",
    "log_min_messages": "fatal",
}


def postgresql_url() -> str:
    """The URL of a PostgreSQL in which the tests may create databases.

    `CLIENTELE_TEST_POSTGRESQL` or a PostgreSQL `DATABASE_URL` where given; else a temporary cluster, started
    once and named in `CLIENTELE_TEST_POSTGRESQL`, so that pytest's workers, being children, share it.
    Raises PostgresqlMissing.
    """
    if os.environ.get(GIVEN):
        return os.environ[GIVEN]
    if os.environ.get("DATABASE_URL", "").startswith(("postgres://", "postgresql://")):
        return os.environ["DATABASE_URL"]
    url, stop = start_postgresql()
    os.environ[GIVEN] = url
    atexit.register(stop)
    return url


def start_postgresql(*, durable: bool = False) -> tuple[str, Any]:
    """Starts a temporary cluster; gives its URL and the function that ends it.

    It also ends, and leaves nothing behind, when this program dies. `durable` waits for the disk as in
    earnest, for benchmarks. Raises PostgresqlMissing.
    """
    keeper = subprocess.Popen(
        [sys.executable, "-m", "tests.environment.postgresql", *(["--durable"] if durable else [])],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    questions, answers = keeper.stdin, keeper.stdout
    assert questions is not None
    assert answers is not None
    url = answers.readline().strip()
    if not url:
        raise PostgresqlMissing("PostgreSQL for the tests did not start; the reason stands above.")

    def stop() -> None:
        questions.close()
        keeper.wait(timeout=60)

    return url, stop


@contextlib.contextmanager
def cluster(settings: dict[str, str]) -> Iterator[str]:
    """A PostgreSQL in a temporary folder, on a free port of this machine, for as long as the block lasts."""
    programs = binaries()
    folder = Path(tempfile.mkdtemp(prefix="clientele-postgresql-"))
    person = _unprivileged()
    try:
        password = secrets.token_urlsafe(16)
        (folder / "password").write_text(password)
        _give(folder, person)
        _initialise(programs, folder, person)
        server, port = _start(programs, folder, person, settings)
        try:
            yield f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGQUIT)
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(programs: Path, folder: Path, person: dict[str, Any]) -> None:
    made = subprocess.run(
        [
            programs / "initdb",
            *("--pgdata", folder / "data", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"),
            *("--auth=scram-sha-256", f"--pwfile={folder / 'password'}"),
        ],
        capture_output=True,
        text=True,
        cwd=folder,
        **person,
    )
    if made.returncode:
        raise PostgresqlMissing(f"PostgreSQL for the tests could not be set up: {made.stderr.strip()}")


def _start(
    programs: Path, folder: Path, person: dict[str, Any], settings: dict[str, str]
) -> tuple[subprocess.Popen[bytes], int]:
    for _ in range(5):  # another program may take the free port first
        port = _free_port()
        wanted = [f"--{name}={value}" for name, value in {**ALWAYS, **settings, "port": str(port)}.items()]
        log = (folder / "log").open("wb")
        server = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *wanted],
            stdout=log,
            stderr=log,
            cwd=folder,
            **person,
        )
        if _becomes_ready(server, folder / "data"):
            return server, port
    raise PostgresqlMissing(f"PostgreSQL for the tests did not start: {(folder / 'log').read_text().strip()}")


def _becomes_ready(server: subprocess.Popen[bytes], data: Path) -> bool:
    until = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError, IndexError):
            if (data / "postmaster.pid").read_text().splitlines()[7].strip() == "ready":
                return True
        time.sleep(0.02)
    server.kill()
    server.wait()
    return False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root runs it as somebody else."""
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    people = {entry.pw_name: entry for entry in pwd.getpwall()}
    person = people.get("postgres") or people["nobody"]
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


def _give(folder: Path, person: dict[str, Any]) -> None:
    if person:
        for path in (folder, folder / "password"):
            os.chown(path, person["user"], person["group"])


def main() -> None:
    """Prints the URL of a temporary cluster and ends it when standard input does."""
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: sys.exit())
    try:
        with cluster(DURABLE if "--durable" in sys.argv else FAST) as url:
            print(url, flush=True)
            sys.stdin.read()
    except PostgresqlMissing as missing:
        sys.exit(str(missing))


if __name__ == "__main__":
    main()
