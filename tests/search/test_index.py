import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clientele.kit.tenancy import inside
from clientele.search import operations
from clientele.search.choices import PROJECT
from clientele.search.fragments import fragments_of, scope_mark
from clientele.search.models import Piece
from clientele.search.operations import sample_pieces
from clientele.search.queries.index import Index, Rows, telling_pieces
from clientele.search.queries.rarity import forget_shares, shares_of

pytestmark = pytest.mark.usefixtures("organization")


def found(text: str, most: int = 100, states: tuple[str, ...] = ()) -> list[int]:
    return sorted(key for _, key in Index(fragments_of(text)).first(most, states))


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
        rows = Index(fragments_of("ridge")).few(most)
        assert rows.is_all
        assert rows.about == 20
        assert sorted(key for _, key in rows.found) == keys
    assert Index(fragments_of("quay")).few(20) == Rows([], 0)


def test_of_many_none_is_read_and_how_far_one_came_tells_how_many_there_may_be(a_customer):
    """Of documents on SQLite, of the pages they lie on on PostgreSQL: as many hits are on each that was not read."""
    for number in range(60):
        a_customer(f"{'Ridge' if number % 3 == 0 else 'Quay'} {number:02}")
    rows = Index(fragments_of("ridge")).few(9)
    assert not rows.found
    assert not rows.is_all
    if connection.vendor == "sqlite":
        assert rows.about == 10 * 60 // 28
    else:
        assert 10 <= rows.about <= 10 * _pages()


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
    assert telling_pieces(["harbour"])[0] in ("har", "arb", "rbo")
    assert set(telling_pieces(["quillbour"])) <= {"qui", "uil", "ill", "llb", "lbo"}
    assert len(telling_pieces(["quillbour"])) == 2
    both = telling_pieces(["bour road"])
    assert len(both) == 2
    assert set(both) & {"roa", "oad", " ro"}


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
