from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from clientele.customers.models import Customer, Tag
from clientele.kit.rows import blank_row, filled, insert_rows, positions, write_rows
from clientele.kit.tenancy import ForeignOrganization
from clientele.projects.models import Project
from clientele.trail.models import Entry
from clientele.trail.operations import record, recorded, told_together
from tests.cast import NOW


def a_tag(organization, name):
    row = blank_row(Tag)
    given = {"organization_id": organization.pk, "name": name, "name_key": name.lower(), "created_at": NOW}
    for column, value in given.items():
        row[positions(Tag)[column]] = value
    return row


def test_rows_become_records_as_if_saved_one_by_one(organization):
    north, south = insert_rows(Tag, [a_tag(organization, "North"), a_tag(organization, "South")])
    saved = Tag.objects.create(organization=organization, name="West", name_key="west", created_at=NOW)
    assert north.pk < south.pk < saved.pk
    assert list(Tag.objects.order_by("pk").values_list("name", "color", "version")) == [
        ("North", "grey", 1),
        ("South", "grey", 1),
        ("West", "grey", 1),
    ]
    assert Tag.objects.get(pk=north.pk).created_at == datetime(2026, 11, 22, 12, tzinfo=UTC)
    north.name = "Far north"
    north.save()
    assert Tag.objects.count() == 3


@pytest.mark.parametrize("number", [1, 30])
def test_amounts_in_rows_are_stored_as_one_that_is_saved(organization, number):
    own = {"organization_id": organization.pk, "status": "active", "created_at": NOW, "updated_at": NOW}
    rows = [blank_row(Customer) for _ in range(number)]
    for place, row in enumerate(rows):
        for column, value in (
            own | {"name": f"C{place}", "name_key": f"c{place}", "outstanding": Decimal("12.50")}
        ).items():
            row[positions(Customer)[column]] = value
    insert_rows(Customer, rows)
    assert set(Customer.objects.values_list("outstanding", "owed")) == {(Decimal("12.50"), None)}


@pytest.mark.parametrize("number", [2, 30])
def test_json_in_rows_is_read_as_it_was_given(anders, dana, number):
    told = {"notes": [None, 'A "new"\\line\n\tand 東 🙂'], "tags": [None, ["a", 1, True, None]], "": [{}, []]}
    own = {
        "organization_id": dana.organization_id,
        "at": NOW,
        "name": "x",
        "subject_kind": "y",
        "subject_id": anders.pk,
    }
    insert_rows(Entry, [filled(Entry, **own, changes=told, facts={"row": place}) for place in range(number)])
    read = Entry.objects.filter(name="x").order_by("pk").values_list("changes", "facts")
    assert list(read) == [(told, {"row": place}) for place in range(number)]
    assert Entry.objects.filter(name="x", changes__has_key="notes", facts__row=1).count() == 1


def test_rows_keep_to_their_organisation(organization, outpost):
    with pytest.raises(ForeignOrganization):
        write_rows(Tag, [a_tag(organization, "North"), a_tag(outpost, "Theirs")])
    assert Tag.objects.count() == 0


def test_the_database_still_refuses(organization):
    with pytest.raises(IntegrityError), transaction.atomic():
        write_rows(Tag, [a_tag(organization, "North"), a_tag(organization, "NORTH")])


def test_no_rows_are_no_work(organization, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert insert_rows(Tag, []) == []


def test_a_blank_row_has_the_defaults_of_its_model():
    row = dict(zip(positions(Customer), blank_row(Customer), strict=True))
    assert (row["status"], row["email"], row["archived_at"], row["version"]) == ("active", "", None, 1)


def test_those_who_listen_are_told_once_of_a_block(anders, dana):
    heard = []

    def listen(entries, **_):
        heard.append([entry.name for entry in entries])

    recorded.connect(listen)
    try:
        with transaction.atomic(), told_together():
            record("customers.updated", anders, by=dana, at=NOW)
            with told_together():
                record("customers.tag_created", anders, by=dana, at=NOW)
            assert heard == []
        assert heard == [["customers.updated", "customers.tag_created"]]
        with pytest.raises(KeyError):
            fail_after_a_record(anders, dana)
        assert len(heard) == 1
        assert Entry.objects.filter(subject_id=anders.pk, name="customers.updated").count() == 1
    finally:
        recorded.disconnect(listen)


@transaction.atomic
@told_together()
def fail_after_a_record(customer, by):
    record("customers.updated", customer, by=by, at=NOW)
    raise KeyError


def test_many_rows_keep_every_character_and_are_refused_together(organization):
    names = [f"{number} \t\\N \\. \"quoted\" 'Ünïcode' 漢字 {{}}" for number in range(60)]
    write_rows(Tag, [a_tag(organization, name) for name in names])
    assert list(Tag.objects.order_by("pk").values_list("name", flat=True)) == names
    with pytest.raises(IntegrityError), transaction.atomic():
        write_rows(
            Tag, [a_tag(organization, f"New {number}") for number in range(60)] + [a_tag(organization, names[7])]
        )
    assert Tag.objects.count() == 60


def test_amounts_are_written_as_they_are_read(anders):
    row, places = blank_row(Project), positions(Project)
    given = {"organization_id": anders.organization_id, "customer_id": anders.pk, "name": "Boiler", "status": "draft"}
    for column, value in {**given, "hourly_rate": Decimal("62.50"), "created_at": NOW, "updated_at": NOW}.items():
        row[places[column]] = value
    insert_rows(Project, [row])
    assert Project.objects.get().hourly_rate == Decimal("62.50")


@pytest.mark.parametrize("number", [499, 500, 1_003])
def test_many_rows_are_few_statements_and_stand_in_their_order(organization, number, django_assert_max_num_queries):
    names = [f"Tag {place}" for place in range(number)]
    with django_assert_max_num_queries(4):
        tags = insert_rows(Tag, [a_tag(organization, name) for name in names])
    assert [tag.name for tag in tags] == names
    assert list(Tag.objects.order_by("pk").values_list("pk", "name")) == [(tag.pk, tag.name) for tag in tags]


def test_rows_past_a_statement_are_refused_with_those_before_them(organization):
    names = [f"Tag {place}" for place in range(700)]
    with pytest.raises(IntegrityError), transaction.atomic():
        write_rows(Tag, [a_tag(organization, name) for name in (*names, names[3])])
    assert Tag.objects.count() == 0
