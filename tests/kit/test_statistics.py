import pytest
from django.db import connection

from clientele.customers.models import Customer
from clientele.kit.statistics import refresh_statistics


def test_it_may_be_called_at_any_time_and_changes_nothing_that_is_stored(organization, anders):
    for _ in range(3):
        refresh_statistics()
    assert list(Customer.objects.all()) == [anders]


def test_it_knows_how_much_there_is(organization, a_customer):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its own")
    for number in range(40):
        a_customer(f"Customer {number}")
    refresh_statistics()
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE idx = 'customers_by_name'")
        assert cursor.fetchone()[0].split()[0] == "40"
