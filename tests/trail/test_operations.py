from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from clientele.trail.models import Entry
from clientele.trail.operations import changes_between, plain, record, record_many, recorded
from tests.cast import NOW


@pytest.mark.django_db(transaction=True)
def test_an_entry_without_its_transaction_is_refused(anders, olive):
    with pytest.raises(transaction.TransactionManagementError):
        record("customers.updated", anders, by=olive, at=NOW)


def test_an_entry_is_taken_back_with_its_change(anders, olive):
    def fail():
        with transaction.atomic():
            record("customers.updated", anders, by=olive, at=NOW)
            raise RuntimeError

    before = Entry.objects.count()
    with pytest.raises(RuntimeError):
        fail()
    assert Entry.objects.count() == before


def test_those_who_listen_are_told_once_of_all_entries(anders, olive):
    heard = []

    def hear(entries, **_):
        heard.append([entry.name for entry in entries])

    recorded.connect(hear)
    try:
        record_many("customers.updated", [(anders, {}), (anders, {"phone": ["", "1"]})], by=olive, at=NOW)
        record_many("customers.updated", [], by=olive, at=NOW)
    finally:
        recorded.disconnect(hear)
    assert heard == [["customers.updated", "customers.updated"]]


def test_an_entry_outlives_what_it_tells_of(anders, olive):
    entry = record("customers.updated", anders, by=olive, at=NOW, file="a.csv")
    entry.refresh_from_db()
    assert (entry.subject_kind, entry.subject_id, entry.subject_text) == ("customer", anders.pk, str(anders))
    assert (entry.within_kind, entry.within_id) == ("customer", anders.pk)
    assert (entry.member_id, entry.author, entry.facts) == (olive.pk, "Olive Owner", {"file": "a.csv"})


def test_what_nobody_did_has_no_author(anders):
    entry = record("customers.updated", anders, by=None, at=NOW)
    assert (entry.member_id, entry.author) == (None, "")


@pytest.mark.parametrize(
    "value, remembered",
    [
        (Decimal("17.500"), "17.500"),
        (date(2026, 5, 1), "2026-05-01"),
        (datetime(2026, 5, 1, 12, tzinfo=UTC), "2026-05-01T12:00:00+00:00"),
        ({"one"}, ["one"]),
        ((Decimal(1), None), ["1", None]),
        ("text", "text"),
        (True, True),
    ],
)
def test_values_are_remembered_as_json(value, remembered):
    assert plain(value) == remembered


def test_only_what_differs_is_a_change():
    before = {"name": "A", "phone": "", "rate": Decimal("1.0")}
    after = {"name": "B", "phone": "", "rate": Decimal("1.00"), "city": "Easton"}
    assert changes_between(before, after) == {"name": ["A", "B"], "city": [None, "Easton"]}
