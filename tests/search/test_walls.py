import pytest
from django.core import checks
from django.db import connection

from clientele.customers.models import Customer
from clientele.search.queries import matching
from clientele.search.walls import build_walls, missing_walls


def test_the_index_stands(db):
    assert missing_walls(connection) == []
    assert checks.run_checks(tags=[checks.Tags.database], databases=["default"]) == []


def test_a_missing_part_is_told_of_and_built_anew(anders):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its index by itself")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER search_document_changed")
    (told,) = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    assert told.id == "search.E001"
    build_walls()
    assert missing_walls(connection) == []
    assert matching(Customer.objects.all(), "ders").get() == anders


def test_the_index_is_used(anders):
    found = matching(Customer.objects.all(), "nders")
    plan = found.explain()
    assert "search_index" in plan or connection.vendor == "postgresql"
