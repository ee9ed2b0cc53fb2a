import hashlib
import zipfile

import pytest

from clientele.upkeep.operations.archive import (
    BadArchive,
    Manifest,
    opened,
    read_table,
    refuse_escape,
    write_manifest,
    write_part,
)
from tests.upkeep.damage import FOUND_AT_ONCE, damaged


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "whole.zip"
    with zipfile.ZipFile(path, "w") as target:
        manifest = Manifest("0.1.0", "2026-11-22T12:00:00+00:00", "sqlite", [["customers", "0001_initial"]])
        lines = [b'["Kunde 1"]\n', b'["Kunde 2"]\n']
        manifest.tables["customers_customer"] = write_part(target, "tables/customers_customer.jsonl", lines)
        manifest.files["firm/ünïcode.bin"] = write_part(target, "files/firm/ünïcode.bin", [b"bytes"])
        write_manifest(target, manifest)
    return path


def test_an_archive_reads_as_it_was_written(archive):
    with opened(archive) as (source, manifest):
        part = manifest.tables["customers_customer"]
        assert (part.rows, part.sha256) == (2, hashlib.sha256(b'["Kunde 1"]\n["Kunde 2"]\n').hexdigest())
        assert list(read_table(source, "customers_customer", part)) == [b'["Kunde 1"]\n', b'["Kunde 2"]\n']


@pytest.mark.parametrize("how, reason", FOUND_AT_ONCE.items())
def test_a_damaged_archive_is_not_opened(archive, how, reason):
    with pytest.raises(BadArchive, match=reason), opened(damaged(archive, how)):
        pass


@pytest.mark.parametrize("how", ["another value", "a row less"])
def test_a_changed_table_is_found_when_it_was_read(archive, how):
    with opened(damaged(archive, how)) as (source, manifest), pytest.raises(BadArchive, match="not what was written"):
        list(read_table(source, "customers_customer", manifest.tables["customers_customer"]))


def test_more_than_was_written_is_not_read(archive):
    with opened(archive) as (source, manifest):
        manifest.tables["customers_customer"].size = 5
        with pytest.raises(BadArchive, match="longer than it was"):
            list(read_table(source, "customers_customer", manifest.tables["customers_customer"]))


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/passwd", "a\\..\\x", "C:x", "a\0b", "", "."])
def test_names_that_lead_out_are_refused(name):
    with pytest.raises(BadArchive, match="leads out"):
        refuse_escape(name)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(BadArchive, match="There is no file"), opened(tmp_path / "none.zip"):
        pass
