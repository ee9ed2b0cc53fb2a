from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps as django_apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clientele.customers.models import Customer
from clientele.customers.queries import in_order
from clientele.kit.tenancy import inside
from clientele.search import operations
from clientele.search.choices import PROJECT
from clientele.search.fragments import LETTERS, SIGNS, fragments_of, in_letters, scope_mark
from clientele.search.models import STRETCH, Document, Piece
from clientele.search.operations import sample_pieces
from clientele.search.queries.index import Hits, Index, Part
from clientele.search.queries.rarity import forget_shares, shares_of
from clientele.search.queries.telling import telling_of

pytestmark = pytest.mark.usefixtures("organization")


def found(text: str, most: int = 100, states: tuple[str, ...] = ()) -> list[int]:
    return sorted(Index(fragments_of(text)).first(most, states))


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


def test_few_are_read_and_told_exactly(a_customer):
    keys = [a_customer(f"Ridge {number:02}").pk for number in range(20)]
    for most in (20, 100):
        hits = Index(fragments_of("ridge")).few(most)
        assert hits.is_all
        assert hits.number == 20
        assert sorted(hits.keys) == keys
    assert Index(fragments_of("quay")).few(20) == Hits([], 0)


def test_of_many_none_is_read_and_how_far_one_came_tells_how_many_there_may_be(a_customer):
    """Of documents on SQLite, of the pages they lie on on PostgreSQL: as many hits are on each that was not read."""
    for number in range(60):
        a_customer(f"{'Ridge' if number % 3 == 0 else 'Quay'} {number:02}")
    hits = Index(fragments_of("ridge")).few(9)
    assert not hits.keys
    assert not hits.is_all
    if connection.vendor == "sqlite":
        assert hits.number == 10 * Document.objects.latest("pk").pk // 28
    else:
        assert 10 <= hits.number <= 10 * _pages()


@pytest.mark.parametrize("sort", ["name", "-name", "created_at", "-created_at"])
def test_a_part_of_the_hits_is_a_page_in_its_order_and_the_last_one_past_the_end(a_customer, sort):
    for name in ("Ridge C", "Ridge A", "Ridge E", "Ridge B", "Ridge D"):
        a_customer(name)
    ordered = list(in_order(Customer.objects.filter(name__startswith="Ridge"), sort).values_list("pk", flat=True))
    index = Index(fragments_of("ridge"))
    for number, keys in ((1, ordered[:2]), (2, ordered[2:4]), (3, ordered[4:]), (9, ordered[4:])):
        assert index.few(5, part=Part(sort, number, 2)) == Hits(keys, 5)
        assert index.first(5, part=Part(sort, number, 2)) == keys
    assert index.few(5, ("archived",), part=Part(sort, 3, 2)) == Hits([], 0)
    assert index.first(5, ("archived",), part=Part(sort, 3, 2)) == []


@pytest.fixture
def asked_at_first(monkeypatch):
    """What the first look at whether there are many told, each time."""
    told = []

    def asked(self, *args):
        told.append(looked(self, *args))
        return told[-1]

    looked = Index._are_more
    monkeypatch.setattr(Index, "_are_more", asked)
    return told


def test_where_many_are_expected_it_is_first_seen_whether_there_are(a_customer, sampled, asked_at_first):
    keys = [a_customer(f"Harbour {number}").pk for number in range(9)]
    wanted = fragments_of("harbour")
    assert Index(wanted).few(3, stored=9).is_all is False
    assert asked_at_first == []
    sampled()
    assert Index(wanted).few(3, stored=9).is_all is False
    assert asked_at_first.pop() is True
    assert Index(wanted).few(3, ("active", "inactive"), stored=9).is_all is False
    assert asked_at_first.pop() is True
    assert sorted(Index(wanted).few(9, stored=9).keys) == keys
    assert asked_at_first == []


def test_where_fewer_stand_together_than_chance_would_have_it_all_are_found(a_customer, sampled, asked_at_first):
    for number in range(5):
        a_customer(f"Harbour {number}")
        a_customer(f"Quill {number}")
    both = a_customer("Harbour Quill").pk
    sampled()
    assert Index(fragments_of("harbour quill")).few(1, stored=100) == Hits([both], 1)
    assert asked_at_first == [False]
    assert Index(fragments_of("harbour")).few(4, ("archived",), stored=100) == Hits([], 0)
    assert asked_at_first == [False, False]


def test_what_was_added_long_ago_is_found_though_the_last_stretches_are_looked_at_first(
    a_customer, sampled, asked_at_first
):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite reads its index no further than is asked for")
    keys = [a_customer(f"Harbour {number}").pk for number in range(9)]
    sampled()
    late = a_customer("Late").pk
    Document.objects.filter(object_id=late).update(id=60 << STRETCH)
    assert Index(fragments_of("harbour")).few(3, stored=60 << STRETCH).is_all is False
    assert asked_at_first == [False]
    assert sorted(Index(fragments_of("harbour")).few(9, stored=100).keys) == keys


def test_postgresql_reads_its_index_for_the_last_stretches_alone(a_customer, sampled):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite reads its index no further than is asked for")
    a_customer("Harbour")
    sampled()
    with CaptureQueriesContext(connection) as asked:
        Index(fragments_of("harbour")).few(1_000, stored=60 << STRETCH)
    assert any(f"(d.id >> {STRETCH}) = ANY" in one["sql"] for one in asked)
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'search_index'")
        assert f"id >> {STRETCH}" in cursor.fetchone()[0]


def test_a_likely_share_is_that_of_words_that_hang_together_by_chance(a_customer, sampled):
    for number in range(10):
        a_customer(f"Harbour {'Quill' if number < 5 else 'Road'} {number}")
    assert telling_of(["harbour"]).likely_share == 0
    sampled()
    assert telling_of(["harbour"]).likely_share == 0.98
    both = telling_of(["harbour", "quill"])
    assert both.pieces[0] in ("qui", "uil", "ill")
    assert both.likely_share == pytest.approx((0.5 - 2 * 0.5**0.5 / 100) * 0.98)
    assert telling_of(["&&&"], of=str.isalnum).likely_share == 0
    assert telling_of(["harbour", "&&&"], of=str.isalnum).likely_share == 0


def test_both_databases_ask_for_pieces_across_words_and_signs(a_customer, sampled):
    both = a_customer("Greaves & Bell").pk
    for name in ("Greaves & Hull", "Bell & Greaves", "Greaves Bell", "Hull & Bell"):
        a_customer(name)
    sampled()
    with CaptureQueriesContext(connection) as asked:
        assert Index(fragments_of("greaves & b").as_phrase).first(9) == [both]
    assert any("QJQ" in one["sql"] or "JQb" in one["sql"] or "sQJ" in one["sql"] for one in asked)


def test_documents_of_an_older_version_are_written_in_letters(a_customer):
    pks = [a_customer("O'Brien & Sons (North), Ltd.", email="a_b+c@b-c.example", phone="+44 20/7946 0018").pk]
    module = import_module("clientele.search.migrations.0005_index_in_stretches")
    document = Document.objects.get(object_id=pks[0])
    before = document.text.translate(str.maketrans(LETTERS, SIGNS))
    assert "o'brien & sons (north), ltd.\n" in before
    Document.objects.filter(pk=document.pk).update(text=before)
    module.write_signs_as_letters(django_apps, SimpleNamespace(connection=connection))
    assert Document.objects.get(pk=document.pk).text == document.text
    assert found("brien & sons (n") == pks
    assert (module.SIGNS, module.LETTERS) == (SIGNS, LETTERS)


def _pages() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('search_document') / 8192")
        return int(cursor.fetchone()[0])


@pytest.fixture
def sampled():
    """Sample the documents that are there, and let the searches of other tests know nothing of it."""
    yield lambda: (sample_pieces(), forget_shares())
    forget_shares()


def test_the_rarest_piece_of_each_word_is_asked_for_and_two_of_a_single_word(a_customer, sampled):
    for number in range(12):
        a_customer(f"Harbour {number}")
    a_customer("Quillbour Road")
    sampled()
    assert telling_of(["harbour"]).pieces[0] in ("har", "arb", "rbo")
    assert set(telling_of(["quillbour"]).pieces) <= {"qui", "uil", "ill", "llb", "lbo"}
    assert len(telling_of(["quillbour"]).pieces) == 2
    both = telling_of([in_letters("bour road")]).pieces
    assert len(both) == 2
    assert set(both) & {"roa", "oad", "Qro"}


def test_a_search_is_right_whatever_is_known_of_its_pieces(a_customer, sampled):
    hits = [a_customer(name).pk for name in ("Harbour & Bell", "B Harbourquill", "Ünderharbour", "North-Harbour 7")]
    for _ in range(2):
        assert found("harbour") == hits
        assert found("harbour & b") == hits[:1]
        assert found("h-harbour 7") == hits[3:]
        assert found("ünderh") == hits[2:3]
        assert found("harbourquill" + "x" * 150) == []
        sampled()


def test_pieces_are_sampled_over_all_documents_and_rare_ones_left_out(a_customer, sampled, monkeypatch):
    for number in range(9):
        a_customer(f"Harbour {number}")
    a_customer("Quill")
    monkeypatch.setattr(operations, "_COMMON", 2_000)
    sampled()
    assert shares_of(["har", "qui"]) == [9_000, 0]
    monkeypatch.setattr(operations, "_SAMPLED", 3)
    sampled()
    assert shares_of(["har"])[0] > 5_000


def test_where_nothing_is_stored_nothing_is_sampled(sampled):
    sampled()
    assert not Piece.objects.exists()


def test_postgresql_can_tell_from_the_statement_that_there_are_few_of_a_kind(a_customer):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has the kind in its index")
    a_customer("Ridge")
    with CaptureQueriesContext(connection) as asked:
        assert Index(fragments_of("ridge"), PROJECT).first(10) == []
    assert "d.kind = 'project'" in asked[-1]["sql"]


def test_an_organisation_with_few_of_all_documents_reads_its_own(a_customer, foreign_customer, organization):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has the organisation in its index")
    with inside(foreign_customer.organization):
        mark = scope_mark(foreign_customer.organization_id, "customer")
        assert mark in asked_of_fts("secret")
        assert found("secret") == [foreign_customer.pk]
    assert found("secret") == []
