"""Where one run keeps its data: a folder and a database of its own, and the environment that names them."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parent.parent
SECRET_KEY = "only-for-benchmarks-" + "0123456789abcdef" * 4
SEALING_KEY = "b25seS1mb3ItYmVuY2htYXJrcy0wMTIzNDU2Nzg5YWI="


@dataclass(frozen=True)
class Place:
    """An installation for one database and one size."""

    folder: Path
    database: str
    size: int

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CLIENTELE_")}
        return kept | {
            "CLIENTELE_DATA": str(self.folder),
            "DATABASE_URL": self.database,
            "SECRET_KEY": SECRET_KEY,
            "CLIENTELE_KEYS": SEALING_KEY,
            "DJANGO_SETTINGS_MODULE": "clientele.config.settings",
            "PYTHONPATH": str(ROOT),
        }

    @property
    def is_sqlite(self) -> bool:
        return self.database.startswith("sqlite:")

    def ask(self, module: str, *arguments: str) -> Any:
        """Run a module of this folder inside the installation and answer the JSON of its last line."""
        command = [sys.executable, "-W", "ignore", "-m", "bench.inside", module, *arguments]
        quiet = {**self.environment, "CLIENTELE_LOG_LEVEL": "warning"}
        done = subprocess.run(command, env=quiet, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise SystemExit(f"bench.{module} ended with {done.returncode}")
        return json.loads(done.stdout.strip().rpartition("\n")[2])


@contextmanager
def place_for(vendor: str, size: int, server: str) -> Iterator[Place]:
    """An installation that is gone when the block ends; `server` is a PostgreSQL in which a database is made."""
    folder = Path(tempfile.mkdtemp(prefix="clientele-bench-"))
    try:
        if vendor == "sqlite":
            yield Place(folder, f"sqlite:///{folder}/clientele.sqlite3", size)
        else:
            with _database(server) as url:
                yield Place(folder, url, size)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _database(server: str) -> Iterator[str]:
    name = f"bench_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    try:
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
