import itertools
import json

import pytest
from django.db import connection, transaction

from clientele.accounts.operations.organization import update_organization
from clientele.customers.operations import update_customer
from clientele.kit.tenancy import inside
from clientele.trail import sealing
from clientele.trail.models import Entry, Seal
from clientele.trail.sealing import SEALED, seal_entries
from clientele.trail.verifying import broken_seals, chain
from clientele.trail.walls import remove_walls
from tests.cast import NOW


@pytest.fixture
def highest(organization, anders, olive, foreign_customer):
    """Seven entries of Brightwater among those of another firm; the id of the last of all."""
    for number in range(3):
        update_customer(anders, changes={"phone": f"01632 96041{number}"}, by=olive, at=NOW)
        anders.refresh_from_db()
    return Entry.objects.latest("pk").pk


def execute(sql, values=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def told_after(*statements):
    """What is found after statements that are taken back at once, with nobody to refuse them."""
    with transaction.atomic():
        remove_walls()
        for sql, *values in statements:
            execute(sql, values)
        found = list(broken_seals())
        transaction.set_rollback(True)
    return found


def test_all_that_happened_in_an_organisation_is_sealed_and_nothing_of_another(organization, outpost, highest):
    assert seal_entries(up_to=highest, at=NOW) > Entry.objects.count()
    assert seal_entries(up_to=highest, at=NOW) == 0
    seal = Seal.objects.get()
    assert [pk for pk, _ in seal.marks] == list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    assert chain().entries == seal.entries == Entry.objects.count()
    assert list(broken_seals()) == []
    with inside(outpost):
        assert list(broken_seals()) == []
        assert chain().waiting == 0


def test_what_happens_later_waits_and_is_the_next_link(organization, olive, anders, highest):
    seal_entries(up_to=highest - 1, at=NOW)
    assert (chain().seals, chain().waiting) == (1, 1)
    first = chain().sha256
    update_organization(organization, changes={"phone": "01632 960 400"}, by=olive, at=NOW)
    seal_entries(up_to=highest + 1, at=NOW)
    assert (chain().seals, chain().waiting) == (2, 0)
    assert chain().sha256 != first
    assert list(broken_seals()) == []


def test_much_is_sealed_in_portions(highest, monkeypatch):
    monkeypatch.setattr(sealing, "PORTION", 2)
    seal_entries(up_to=highest, at=NOW)
    assert chain().seals > 2
    assert chain().entries == Entry.objects.count()
    assert list(broken_seals()) == []


def test_a_seal_covers_every_column_of_an_entry():
    assert sorted(SEALED) == sorted(field.attname for field in Entry._meta.concrete_fields)


VALUES = {
    "at": "2020-01-01 00:00:00+00:00",
    "changes": json.dumps({"phone": ["", "0"]}),
    "facts": json.dumps({"version": 99}),
    "within_id": 12345,
    "member_id": 12345,
    "subject_id": 12345,
}


def test_every_change_of_an_entry_is_found_and_named(highest, outpost):
    seal_entries(up_to=highest, at=NOW)
    for pk, column in itertools.product(Entry.objects.values_list("pk", flat=True), SEALED[2:]):
        change = (f"UPDATE trail_entry SET {column} = %s WHERE id = %s", VALUES.get(column, "other"), pk)
        assert told_after(change) == [f"entry {pk} of the trail was changed"], column


def test_every_entry_that_is_gone_or_went_to_another_firm_is_named(highest, outpost, monkeypatch):
    monkeypatch.setattr(sealing, "PORTION", 3)
    seal_entries(up_to=highest, at=NOW)
    for pk in Entry.objects.values_list("pk", flat=True):
        assert told_after(("DELETE FROM trail_entry WHERE id = %s", pk)) == [f"entry {pk} of the trail was removed"]
        moved = ("UPDATE trail_entry SET organization_id = %s WHERE id = %s", outpost.pk, pk)
        assert told_after(moved) == [f"entry {pk} of the trail was removed"]


def test_an_entry_that_slipped_in_is_named_wherever_it_is(highest, organization, outpost, monkeypatch):
    monkeypatch.setattr(sealing, "PORTION", 3)
    seal_entries(up_to=highest, at=NOW)
    with inside(outpost):
        free = list(Entry.objects.values_list("pk", flat=True))
    columns = ", ".join(SEALED[2:])
    copied = f"INSERT INTO trail_entry (id, organization_id, {columns}) SELECT %s, %s, {columns} FROM trail_entry"
    gone = "DELETE FROM trail_entry WHERE id = %s"
    latest = Entry.objects.latest("pk").pk
    for pk in [0, *(pk for pk in free if pk < latest)]:
        told = told_after((gone, pk), (f"{copied} WHERE id = %s", pk, organization.pk, latest))
        assert told == ([f"entry {pk} of the trail was slipped in"] if pk else told)


@pytest.mark.parametrize(
    "change",
    [
        "sealed_at = '2020-01-01 00:00:00+00:00'",
        "first_id = first_id - 1",
        "entries = 7777",
        "sha256 = 'x'",
        "marks = '7'",
    ],
)
def test_a_changed_seal_is_named(highest, change, monkeypatch):
    monkeypatch.setattr(sealing, "PORTION", 4)
    seal_entries(up_to=highest, at=NOW)
    told = told_after((f"UPDATE trail_seal SET {change} WHERE number = 1",))
    assert [line for line in told if line.startswith("seal 1 of the trail was changed")]


def test_a_removed_seal_is_named(highest, monkeypatch):
    monkeypatch.setattr(sealing, "PORTION", 2)
    seal_entries(up_to=highest, at=NOW)
    assert chain().seals > 2
    told = told_after(("DELETE FROM trail_seal WHERE number = 2",))
    assert told[0] == "seal 2 of the trail was removed"


def test_the_last_seal_is_missed_where_another_firm_went_on(highest, outpost, otto):
    seal_entries(up_to=highest, at=NOW)
    last = Entry.objects.latest("pk").pk
    with inside(outpost):
        update_organization(outpost, changes={"phone": "01632 960 400"}, by=otto, at=NOW)
    seal_entries(up_to=highest + 1, at=NOW)
    told = told_after(("DELETE FROM trail_seal WHERE number = 1 AND last_id = %s", last))
    assert told[-1] == f"entry {last} of the trail was slipped in, or its seal was removed"


def test_an_entry_rewritten_together_with_its_mark_breaks_the_chain(highest):
    seal_entries(up_to=highest, at=NOW)
    seal = Seal.objects.get()
    pk = seal.marks[0][0]
    row = list(Entry.objects.filter(pk=pk).values_list(*SEALED).get())
    row[SEALED.index("author")] = "Nobody"
    marks = [[pk, sealing.mark_of(sealing.line_of(tuple(row)))], *seal.marks[1:]]
    told = told_after(
        ("UPDATE trail_entry SET author = 'Nobody' WHERE id = %s", pk),
        ("UPDATE trail_seal SET marks = %s", json.dumps(marks)),
    )
    assert told == ["seal 1 of the trail was changed, or what it follows"]
