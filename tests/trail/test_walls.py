import pytest
from django.core import checks
from django.db import DatabaseError, connection, transaction

from clientele.trail.models import Entry
from clientele.trail.sealing import seal_entries
from clientele.trail.walls import TABLE, build_walls, missing_walls, remove_walls
from tests.cast import NOW


@pytest.fixture
def entry(anders):
    return Entry.objects.latest("pk")


def run(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("sql", [f"UPDATE {TABLE} SET author = 'Nobody'", f"DELETE FROM {TABLE}"])
def test_the_database_refuses_to_change_or_remove_what_happened(entry, sql):
    with pytest.raises(DatabaseError, match="append-only"):
        run(sql)
    assert Entry.objects.get(pk=entry.pk).author == entry.author


@pytest.mark.parametrize("sql", ["UPDATE trail_seal SET sha256 = 'x'", "DELETE FROM trail_seal"])
def test_the_database_refuses_to_change_or_remove_a_seal(entry, sql):
    seal_entries(up_to=entry.pk, at=NOW)
    with pytest.raises(DatabaseError, match="append-only"):
        run(sql)


def test_so_it_does_when_asked_through_the_models(entry):
    entry.author = "Nobody"
    for act in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(author="Nobody"),
        lambda: Entry.objects.bulk_update([entry], ["author"]),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()
    entry.refresh_from_db()
    assert entry.author == "Olive Owner"


def test_an_entry_can_still_be_added(entry, organization):
    Entry.objects.create(organization=organization, at=NOW, name="x", subject_kind="x", subject_id=1)


def test_a_missing_wall_is_told_by_the_check_and_can_be_built_again(entry):
    remove_walls()
    assert len(missing_walls(connection)) == 4
    messages = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    assert {message.id for message in messages} >= {"trail.E001"}
    build_walls()
    build_walls()
    assert missing_walls(connection) == []
