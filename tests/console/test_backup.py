import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.console.program import ROOT, Program
from tests.upkeep.damage import FOUND_BY_READING, damaged

ROWS = {
    "customers_customer",
    "customers_note",
    "customers_contact",
    "customers_tagging",
    "trail_entry",
    "trail_seal",
    "accounts_user",
}


def fill(program: Program, number: int = 3) -> None:
    environment = program.environment | {"DJANGO_SETTINGS_MODULE": "clientele.config.settings"}
    command = [sys.executable, "-m", "tests.console.fill", str(number)]
    subprocess.run(command, env=environment, cwd=ROOT, check=True)


@pytest.fixture
def filled(program: Program) -> Program:
    fill(program)
    return program


def tables_of(archive: Path) -> dict[str, dict]:
    with zipfile.ZipFile(archive) as opened:
        return json.loads(opened.read("manifest.json"))["tables"]


def in_sqlite(program: Program) -> bool:
    return program.environment["DATABASE_URL"].startswith("sqlite")


def test_what_is_restored_is_what_was_backed_up_and_what_was_there_is_kept(filled, tmp_path_factory):
    first = filled.data / "first.zip"
    done = filled.run("backup", str(first))
    assert done.returncode == 0, done.stderr
    assert "it was restored aside and is the same. SECRET_KEY and CLIENTELE_KEYS are not in it." in done.stdout
    assert done.stdout.endswith("\nIt is not encrypted, since CLIENTELE_BACKUP_KEY is not set.\n")
    assert first.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in filled.data.glob(".*")] == []
    before = tables_of(first)
    assert all(before[table]["rows"] >= 1 for table in ROWS)

    done = filled.run("organization", "create", "--name", "Later", "--slug", "later")
    assert done.returncode == 0, done.stderr
    (filled.data / "files" / "later.txt").write_text("later")
    done = filled.run("restore", str(first), "--yes")
    assert done.returncode == 0, done.stderr
    (aside,) = filled.data.glob("before-restore-*")
    assert str(aside) in done.stdout
    assert (aside / "files" / "later.txt").read_text() == "later"
    assert (filled.data / "files" / "firm" / "ünïcode.bin").read_bytes() == bytes(range(256)) * 10
    assert not (filled.data / "files" / "later.txt").exists()
    if in_sqlite(filled):
        with sqlite3.connect(aside / "clientele.sqlite3") as kept:
            assert kept.execute("SELECT count(*) FROM accounts_organization").fetchone() == (2,)
    else:
        assert tables_of(aside / "clientele.zip")["accounts_organization"]["rows"] == 2

    assert filled.run("verify-data").stdout == "All is well in 1 organisation.\n"
    second = filled.data / "second.zip"
    assert filled.run("backup", str(second)).returncode == 0
    assert tables_of(second) == before
    assert filled.run("organization", "create", "--name", "Next", "--slug", "next").returncode == 0


def test_a_firm_moves_from_one_database_to_the_other(filled, tmp_path_factory):
    archive = filled.data / "move.zip"
    assert filled.run("backup", str(archive)).returncode == 0
    folder = tmp_path_factory.mktemp("other")
    other = Program(folder, f"sqlite:///{folder / 'clientele.sqlite3'}")
    done = other.run("restore", str(archive), "--yes")
    assert done.returncode == 0, done.stderr
    assert other.run("verify-data").stdout == "All is well in 1 organisation.\n"
    back = folder / "back.zip"
    assert other.run("backup", str(back)).returncode == 0
    assert tables_of(back) == tables_of(archive)
    if not in_sqlite(filled):
        done = filled.run("restore", str(back), "--yes")
        assert done.returncode == 0, done.stderr
        assert filled.run("verify-data").returncode == 0


def test_damaged_and_foreign_archives_are_refused_and_nothing_is_touched(filled, tmp_path_factory):
    archive = tmp_path_factory.mktemp("archive") / "whole.zip"
    assert filled.run("backup", str(archive)).returncode == 0
    before = tables_of(archive)
    for how, reason in FOUND_BY_READING.items():
        done = filled.run("restore", str(damaged(archive, how)), "--yes")
        assert (done.returncode, done.stdout) == (1, ""), how
        assert done.stderr.startswith("clientele: Nothing was changed. "), how
        assert reason in done.stderr, how
        assert done.stderr.count("\n") == 1, done.stderr
    assert list(filled.data.glob("before-restore-*")) == []
    after = filled.data / "after.zip"
    assert filled.run("backup", str(after)).returncode == 0
    assert tables_of(after) == before


def test_a_restore_needs_a_yes_and_a_backup_a_new_name(filled):
    archive = filled.data / "b.zip"
    assert filled.run("backup", str(archive)).returncode == 0
    done = filled.run("restore", str(archive))
    assert (done.returncode, done.stderr) == (
        1, "clientele: Nothing was changed. To go on without being asked: --yes\n"
    )  # fmt: skip
    done = filled.run("backup", str(archive))
    assert (done.returncode, done.stderr) == (1, f"clientele: {archive} exists already.\n")


def test_nothing_is_restored_under_a_running_program(program, server, tmp_path):
    archive = tmp_path / "b.zip"
    assert program.run("backup", str(archive)).returncode == 0
    done = program.run("restore", str(archive), "--yes")
    assert done.returncode == 1
    assert done.stderr in {
        "clientele: Nothing was changed. Clientele is running. Stop it first.\n",
        "clientele: Nothing was changed. Another program has the database open. Stop it first.\n",
    }
    assert server.get("/readyz")[0] == 200


def test_a_backup_that_cannot_be_restored_is_no_backup(filled):
    if not in_sqlite(filled):
        pytest.skip("a PostgreSQL database refuses the row itself")
    with sqlite3.connect(filled.data / "clientele.sqlite3") as database:
        database.execute("UPDATE customers_contact SET customer_id = 999999 WHERE id = 1")
    archive = filled.data / "b.zip"
    done = filled.run("backup", str(archive))
    assert done.returncode == 1
    assert done.stderr.startswith("clientele: No backup was made. ")
    assert not archive.exists()
    shutil.rmtree(filled.data / "files")


def test_a_proven_backup_is_remembered_here_and_not_in_the_archive(program):
    for number in range(2):
        assert program.run("backup", f"{number}.zip").returncode == 0
    query = "SELECT rows, size, is_encrypted FROM upkeep_backup ORDER BY id"
    if in_sqlite(program):
        with closing(sqlite3.connect(program.data / "clientele.sqlite3")) as database:
            kept = database.execute(query).fetchall()
    else:
        with psycopg.connect(program.environment["DATABASE_URL"]) as database:
            kept = database.execute(query).fetchall()
    assert [bool(encrypted) for _, _, encrypted in kept] == [False, False]
    assert kept[0][1] == (program.data / "0.zip").stat().st_size
    assert "upkeep_backup" not in tables_of(program.data / "1.zip")


def test_an_encrypted_archive_shows_nothing_and_opens_with_its_key_alone(filled):
    archive, key = filled.data / "all.clientele", "a key for backups " * 3
    done = filled.run("backup", str(archive), CLIENTELE_BACKUP_KEY=key)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("\nIt is encrypted, and opens with CLIENTELE_BACKUP_KEY alone.\n")
    assert key.strip() not in done.stdout
    content = archive.read_bytes()
    assert not zipfile.is_zipfile(archive)
    assert not any(word in content for word in (b"customers_customer", b"manifest.json", b"firm/"))
    assert filled.run("organization", "create", "--name", "Later", "--slug", "later").returncode == 0
    refused = {
        "": "The archive is encrypted. Add the line CLIENTELE_BACKUP_KEY=",
        "another key for backups that is as long as it": "encrypted with another CLIENTELE_BACKUP_KEY than this one.",
    }
    for other, reason in refused.items():
        done = filled.run("restore", str(archive), "--yes", CLIENTELE_BACKUP_KEY=other)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert reason in done.stderr
    spoilt = filled.data / "spoilt"
    middle = len(content) // 2
    for damage in (content[:-1], content[:middle], content[:middle] + b"?" + content[middle + 1 :], content + b"?"):
        spoilt.write_bytes(damage)
        done = filled.run("restore", str(spoilt), "--yes", CLIENTELE_BACKUP_KEY=key)
        assert done.returncode == 1
        assert done.stderr.startswith("clientele: Nothing was changed. The archive is damaged: ")
    assert list(filled.data.glob("before-restore-*")) == []
    assert filled.run("verify-data").stdout == "All is well in 2 organisations.\n"
    done = filled.run("restore", str(archive), "--yes", CLIENTELE_BACKUP_KEY=key)
    assert (done.returncode, done.stderr) == (0, "")
    assert filled.run("verify-data").stdout == "All is well in 1 organisation.\n"
