"""A canary among the secrets sings nowhere: not in the database, a backup, an export, or what was said."""

import sqlite3
import zipfile
from contextlib import closing

import psycopg
import pytest

from clientele.kit.sealed import fresh_key
from tests.console.test_backup import fill, in_sqlite

SECRET = "CANARYCANARYCANARYCANARYCANARYCA"


@pytest.fixture
def filled(program):
    fill(program, 1)
    return program


def stored(program) -> str:
    query = "SELECT CAST(data AS text) FROM mfa_authenticator ORDER BY id"
    if in_sqlite(program):
        with closing(sqlite3.connect(program.data / "clientele.sqlite3")) as database:
            return str(database.execute(query).fetchall())
    with psycopg.connect(program.environment["DATABASE_URL"]) as database:
        return str(database.execute(query).fetchall())


def test_no_clear_secret_is_anywhere(filled):
    assert stored(filled).count("sealed:") == 2
    told = [filled.run("backup", "all.zip"), filled.run("export", "--organization", "firm", "--to", "firm.zip")]
    told += [filled.run("verify-data"), filled.run("rotate-keys")]
    assert [done.returncode for done in told] == [0] * 4
    said = "".join(done.stdout + done.stderr for done in told)
    seen = 0
    for path in filled.data.rglob("*"):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                members = [archive.read(name) for name in archive.namelist()]
                seen += sum(b"sealed:" in member for member in members)
                assert not any(SECRET.encode() in member for member in members)
        elif path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path
    assert seen == 1
    assert SECRET not in said + stored(filled)
    assert filled.environment["CLIENTELE_KEYS"] not in said


def test_keys_are_rotated_by_the_real_program(filled):
    older = filled.environment["CLIENTELE_KEYS"]
    newer = filled.run("rotate-keys", "--new-key").stdout.strip()
    before = stored(filled)
    done = filled.run("rotate-keys", CLIENTELE_KEYS=newer)
    assert (done.returncode, done.stdout) == (1, "0 secrets under the newest of 1 key, 0 of them changed now.\n")
    assert done.stderr.count("CLIENTELE_KEYS lacks the key it was encrypted with.") == 2
    assert stored(filled) == before
    done = filled.run("rotate-keys", CLIENTELE_KEYS=f"{newer},{older}")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2 secrets under the newest of 2 keys, 2 of them changed now.\n")
    assert filled.run("verify-data", CLIENTELE_KEYS=newer).returncode == 0
    assert filled.run("verify-data").returncode == 1


def test_a_restore_tells_which_secrets_its_keys_do_not_open(filled):
    assert filled.run("backup", "all.zip").returncode == 0
    done = filled.run("restore", "all.zip", "--yes", CLIENTELE_KEYS=fresh_key())
    assert done.returncode == 0
    assert done.stderr.count("lacks the key") == 2


def test_what_was_clear_is_sealed_by_the_upgrade_and_leaves_no_trace(filled):
    data = f'{{"secret": "{SECRET}"}}'
    statements = [
        ("UPDATE mfa_authenticator SET data = %s WHERE type = 'totp'", (data,)),
        ("DELETE FROM django_migrations WHERE name = %s", ("0010_sealed_second_factors",)),
    ]
    if in_sqlite(filled):
        with closing(sqlite3.connect(filled.data / "clientele.sqlite3")) as database, database:
            for statement, values in statements:
                database.execute(statement.replace("%s", "?"), values)
    else:
        with psycopg.connect(filled.environment["DATABASE_URL"]) as database:
            for statement, values in statements:
                database.execute(statement, values)
    assert SECRET in stored(filled)
    assert filled.run("migrate").returncode == 0
    assert SECRET not in stored(filled)
    if in_sqlite(filled):
        files = filled.data.glob("clientele.sqlite3*")
        assert [path.name for path in files if SECRET.encode() in path.read_bytes()] == []
