import sqlite3
from contextlib import closing

import psycopg

from tests.console.program import Program
from tests.console.test_backup import fill, in_sqlite


def execute(program: Program, *statements: str) -> None:
    if in_sqlite(program):
        with closing(sqlite3.connect(program.data / "clientele.sqlite3")) as database, database:
            for statement in statements:
                database.execute(statement)
        return
    with psycopg.connect(program.environment["DATABASE_URL"]) as database:
        for statement in statements:
            database.execute(statement)


def test_the_chain_goes_with_a_backup_and_tells_what_was_touched(program, tmp_path_factory):
    fill(program, 2)
    done = program.run("verify-audit")
    assert (done.returncode, done.stderr) == (0, "")
    assert " entries in 1 seal are as they were written, 0 not sealed yet. The chain ends in " in done.stdout
    assert program.run("backup", "all.zip").returncode == 0

    folder = tmp_path_factory.mktemp("other")
    other = Program(folder, f"sqlite:///{folder / 'clientele.sqlite3'}")
    assert other.run("restore", str(program.data / "all.zip"), "--yes").returncode == 0
    assert other.run("verify-audit").stdout == done.stdout

    on = "" if in_sqlite(program) else " ON trail_entry"
    execute(
        program,
        f"DROP TRIGGER trail_entry_refuses_update{on}",
        "UPDATE trail_entry SET author = 'Nobody' WHERE id = 3",
    )
    assert program.run("migrate").returncode == 0
    done = program.run("verify-audit", "--organization", "firm")
    assert (done.returncode, done.stdout) == (1, "firm: entry 3 of the trail was changed\n")
    done = program.run("verify-data")
    assert (done.returncode, done.stdout) == (1, "firm: entry 3 of the trail was changed\n")
