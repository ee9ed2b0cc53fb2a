import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clientele.kit.tenancy import inside
from clientele.search.fragments import fragments_of, scope_mark
from clientele.search.queries import index as reading
from clientele.search.queries.index import Index

pytestmark = pytest.mark.usefixtures("organization")


def found(text: str, most: int = 100, states: tuple[str, ...] = ()) -> list[int]:
    return sorted(key for key, _ in Index(fragments_of(text)).first(most, states).found)


def asked_of_fts(text: str) -> str:
    with CaptureQueriesContext(connection) as asked:
        Index(fragments_of(text)).first(10)
    return asked[-1]["sql"]


def test_pieces_that_stand_apart_are_no_hit(a_customer):
    a_customer("Ridgeway Idgebury")
    whole = a_customer("Abridgebury")
    assert found("idgebur") == sorted([whole.pk, whole.pk - 1])
    assert found("ridgebur") == [whole.pk]


def test_only_hits_in_the_states_asked_for_are_read(a_customer):
    active = a_customer("Ridge One")
    inactive = a_customer("Ridge Two", status="inactive")
    assert found("ridge") == [active.pk, inactive.pk]
    assert found("ridge", states=("inactive",)) == [inactive.pk]
    assert found("ridge", states=("archived",)) == []


def test_how_many_there_may_be_is_told_by_how_far_one_came(a_customer):
    for number in range(20):
        a_customer(f"Ridge {number:02}")
    index = Index(fragments_of("ridge"))
    assert index.first(20).about == 20
    assert 15 <= index.first(5).about <= 25
    assert index.first(100).about == 20


def test_the_rarest_pieces_are_asked_for_and_long_words_too(a_customer, monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by itself")
    monkeypatch.setattr(reading, "_DEEP", 3)
    monkeypatch.setattr(reading, "_READ_TOGETHER", 2)
    for number in range(12):
        a_customer(f"Harbour {number}")
    a_customer("Harbourquill")
    told = asked_of_fts("harbourquill")
    assert "har" not in told.partition("MATCH")[2].partition("AND d.org")[0]
    assert found("harbourquill" + "x" * 150) == []
    assert len(found("harbour")) == 13


def test_an_organisation_with_few_of_all_documents_reads_its_own(a_customer, foreign_customer, organization):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has the organisation in its index")
    with inside(foreign_customer.organization):
        mark = scope_mark(foreign_customer.organization_id, "customer")
        assert mark in asked_of_fts("secret")
        assert found("secret") == [foreign_customer.pk]
    assert found("secret") == []
