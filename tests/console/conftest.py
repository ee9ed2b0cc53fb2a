"""Databases that real programs can open: migrated once, copied for each."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.console.program import Program, Server


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path | str]:
    """A migrated database: a SQLite file, or the name of a PostgreSQL one."""
    folder = tmp_path_factory.mktemp("migrated")
    if os.environ["CLIENTELE_TEST_DB"] == "sqlite":
        file = folder / "clientele.sqlite3"
        done = Program(folder, f"sqlite:///{file}").run("migrate")
        assert done.returncode == 0, done.stderr
        yield file
        return
    name = f"program_template_{os.getpid()}"
    with _new_database(name) as url:
        done = Program(folder, url).run("migrate")
        assert done.returncode == 0, done.stderr
        yield name


@pytest.fixture
def program(migrated: Path | str, tmp_path: Path) -> Iterator[Program]:
    """`clientele` on a migrated, empty database."""
    if isinstance(migrated, Path):
        shutil.copy(migrated, tmp_path / "clientele.sqlite3")
        yield Program(tmp_path, f"sqlite:///{tmp_path / 'clientele.sqlite3'}")
        return
    with _new_database(f"program_{os.getpid()}", template=migrated) as url:
        yield Program(tmp_path, url)


@pytest.fixture
def fresh_program(tmp_path: Path) -> Iterator[Program]:
    """`clientele` on a database in which there is nothing."""
    if os.environ["CLIENTELE_TEST_DB"] == "sqlite":
        yield Program(tmp_path, f"sqlite:///{tmp_path / 'clientele.sqlite3'}")
        return
    with _new_database(f"program_fresh_{os.getpid()}") as url:
        yield Program(tmp_path, url)


@pytest.fixture
def server(program: Program) -> Iterator[Server]:
    """A running `clientele serve` that has greeted."""
    started = program.start("serve")
    try:
        started.wait_until_it_greets()
        yield started
    finally:
        started.stop()


class _new_database:
    """A PostgreSQL database for a block."""

    def __init__(self, name: str, template: str = "template1") -> None:
        self.name, self.template = name, template
        self.url = os.environ["DATABASE_URL"]

    def __enter__(self) -> str:
        self._do(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        self._do(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')
        return self.url.rpartition("/")[0] + f"/{self.name}"

    def __exit__(self, *_: object) -> None:
        self._do(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)
