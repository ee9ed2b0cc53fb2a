import pytest

from clientele.customers.models import Customer
from clientele.customers.operations import create_customer, update_customer
from clientele.kit.refusals import Refusal
from clientele.kit.tenancy import inside
from clientele.overview.models import Totals
from clientele.overview.operations import recount
from clientele.overview.queries import differences, totals_for
from clientele.trail.operations import record_many
from tests.cast import NOW


def test_an_organisation_without_customers_has_none_of_any_status(organization):
    assert totals_for(organization).by_state == {"active": 0, "inactive": 0, "archived": 0}


def test_a_new_customer_is_counted_under_its_status(organization, a_customer):
    a_customer("Anders")
    a_customer("Beacon")
    a_customer("Castle", status="inactive")
    assert totals_for(organization).by_state == {"active": 2, "inactive": 1, "archived": 0}


def test_a_change_of_status_moves_one(organization, olive, anders):
    update_customer(anders, changes={"status": "inactive"}, by=olive, at=NOW)
    assert totals_for(organization).by_state == {"active": 0, "inactive": 1, "archived": 0}
    update_customer(anders, changes={"status": "active"}, by=olive, at=NOW)
    assert totals_for(organization).by_state == {"active": 1, "inactive": 0, "archived": 0}


def test_another_change_moves_nothing(organization, olive, anders, django_assert_num_queries):
    before = totals_for(organization).by_state
    update_customer(anders, changes={"phone": "01632 960 418"}, by=olive, at=NOW)
    assert totals_for(organization).by_state == before


def test_archiving_and_restoring_move_one_from_its_status_and_back(organization, olive, anders, db):
    Customer.objects.filter(pk=anders.pk).update(archived_at=NOW)
    record_many("customers.updated", [(anders, {"archived_at": [None, NOW.isoformat()]})], by=olive, at=NOW)
    assert totals_for(organization).by_state == {"active": 0, "inactive": 0, "archived": 1}
    record_many("customers.updated", [(anders, {"archived_at": [NOW.isoformat(), None]})], by=olive, at=NOW)
    assert totals_for(organization).by_state == {"active": 1, "inactive": 0, "archived": 0}


def test_a_customer_that_is_gone_is_counted_no_more(organization, olive, anders):
    gone = {"name": [anders.name, None], "status": ["active", None]}
    record_many("customers.updated", [(anders, gone)], by=olive, at=NOW)
    assert totals_for(organization).by_state == {"active": 0, "inactive": 0, "archived": 0}


def test_many_at_once_are_counted_in_one_statement(organization, olive, a_customer, django_assert_max_num_queries):
    some = [a_customer(f"Customer {number}") for number in range(30)]
    moved = [(customer, {"status": ["active", "inactive"]}) for customer in some]
    with django_assert_max_num_queries(8):
        record_many("customers.updated", moved, by=olive, at=NOW)
    assert totals_for(organization).by_state == {"active": 0, "inactive": 30, "archived": 0}


def test_each_organisation_has_its_own_totals(organization, anders, foreign_customer, outpost):
    assert totals_for(organization).active == 1
    with inside(outpost):
        assert totals_for(outpost).active == 1


def test_differences_name_what_is_not_as_counted_and_recount_mends_it(organization, a_customer):
    a_customer("Anders")
    a_customer("Beacon", status="inactive")
    assert differences(organization) == {}
    Totals.objects.update(active=7, archived=1)
    assert differences(organization) == {"active": (7, 1), "archived": (1, 0)}
    recount(organization)
    assert differences(organization) == {}


def test_a_refused_creation_leaves_the_totals_alone(organization, olive, anders):
    with pytest.raises(Refusal, match="already exists"):
        create_customer(values={"name": anders.name}, by=olive, at=NOW)
    assert totals_for(organization).active == 1
