"""Each invariant holds of what operations write, and finds the fault it is there for."""

import pytest
from django.db import connection, transaction

from clientele.customers.operations import add_contact, add_note, create_tag, update_customer
from clientele.search import walls as search
from clientele.trail import walls as trail
from clientele.upkeep.queries.invariants import findings
from tests.cast import NOW


@pytest.fixture
def found(organization, anders, olive, dana):
    add_contact(anders, values={"name": "Lise Anders"}, by=olive, at=NOW)
    add_note(anders, kind="comment", body="Rings twice.", by=dana, at=NOW)
    create_tag(name="Catering", by=olive, at=NOW)
    update_customer(anders, changes={"phone": "01632 960 418"}, tags=["Catering"], by=olive, at=NOW)

    def look(*, after=()):
        """What is found after statements that are taken back at once."""
        with transaction.atomic():
            with connection.cursor() as cursor:
                for statement in after:
                    cursor.execute(statement)
            told = list(findings([organization]))
            transaction.set_rollback(True)
        return told

    return look


def test_what_operations_write_is_whole(found):
    assert found() == []


@pytest.mark.parametrize(
    "statement, told",
    [
        ("UPDATE customers_customer SET name_key = 'other'", "name_key of customer {pk} does not follow"),
        ("UPDATE customers_customer SET name_sort = 'other'", "name_sort of customer {pk} does not follow"),
        ("UPDATE customers_customer SET phone_key = ''", "phone_key of customer {pk} does not follow"),
        ("UPDATE customers_customer SET version = 9", "customer {pk} has version 9, its trail tells 2"),
        ("UPDATE customers_customer SET status = 'inactive'", "1 customers are inactive, 0 are kept as that"),
        ("UPDATE customers_customer SET code = 'OTHER'", "customer {pk} is found as it once was"),
        ("UPDATE overview_totals SET active = 7", "1 customers are active, 7 are kept as that"),
        ("UPDATE customers_tagging SET customer_state = 'inactive'", "customer {pk} is found by a tag as it once was"),
        ("UPDATE customers_customer SET projects = 3", "projects of customer {pk} is kept as 3, counted it is 0"),
        ("UPDATE search_document SET name_sort = 'other'", "customer {pk} is found as it once was"),
        ("DELETE FROM search_document", "customer {pk} cannot be found"),
        ("UPDATE search_document SET object_id = 999", "a customer that is gone, 999, is still found"),
        ("UPDATE accounts_member SET is_active = false WHERE id = {olive}", "nobody is owner"),
    ],
)
def test_a_fault_is_found(found, anders, olive, organization, statement, told):
    names = {"pk": anders.pk, "olive": olive.pk}
    assert f"{organization.slug}: {told.format(**names)}" in "\n".join(found(after=[statement.format(**names)]))


def test_a_reference_into_another_organisation_is_found(found, anders, organization, foreign_customer):
    with connection.constraint_checks_disabled():
        told = found(after=[f"UPDATE customers_note SET customer_id = {foreign_customer.pk}"])
    assert f"{organization.slug}: note 1 refers by customer to {foreign_customer.pk}, which is not in here" in [
        line.replace(line.split("note ")[1].split()[0], "1", 1) if ": note " in line else line for line in told
    ]


def test_a_circle_of_merges_is_found(found, a_customer, anders, organization):
    other = a_customer("Anders Bakery")
    circle = [
        f"UPDATE customers_customer SET archived_at = '2026-11-22', merged_into_id = {two} WHERE id = {one}"
        for one, two in ((anders.pk, other.pk), (other.pk, anders.pk))
    ]
    told = found(after=circle)
    assert f"{organization.slug}: customer {anders.pk} was merged in a circle" in told


def test_missing_walls_are_found(found):
    trail.remove_walls()
    try:
        assert "trail_entry_refuses_update is missing from the database" in list(findings([]))
    finally:
        trail.build_walls()
    assert list(findings([])) == []
    assert search.missing_walls(connection) == []
