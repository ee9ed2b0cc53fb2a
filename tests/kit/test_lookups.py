import pytest
from django.db import connection
from django.db.models.functions import Lower

from clientele.customers.models import Customer
from clientele.kit.statistics import refresh_statistics


@pytest.fixture
def three(organization, a_customer):
    return [
        a_customer(name, code=code) for name, code in (('O\'Neill, "Pat"', "A"), ("Ünïcode 漢字", "B"), ("Plain", ""))
    ]


def names(customers):
    return list(customers.order_by("pk").values_list("name", flat=True))


def test_texts_are_found_whatever_stands_in_them(three):
    asked = [customer.name_key for customer in three[:2]] + ["nobody", "\\"]
    assert names(Customer.objects.filter(name_key__among=asked)) == [customer.name for customer in three[:2]]


def test_among_no_texts_there_is_nothing(three):
    assert names(Customer.objects.filter(name_key__among=[])) == []


def test_what_is_worked_out_of_a_column_can_be_among_texts(three):
    assert names(Customer.objects.annotate(low=Lower("code")).filter(low__among=["b", "c"])) == [three[1].name]


def test_many_names_are_found_in_the_index_however_small_the_table_was_when_last_looked_at(three):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL sees how large a table is")
    refresh_statistics()
    asked = [customer.name_key for customer in three] * 400
    plan = Customer.objects.current().filter(name_key__among=asked).explain()
    assert "USING INDEX customer_name_once (organization_id=? AND name_key=?)" in plan
