"""A page of the list as people search it with every letter: statements written once for each way of asking."""

from functools import lru_cache

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from clientele.accounts.models import Member
from clientele.customers import policy
from clientele.customers.models import Customer, CustomerQuerySet
from clientele.customers.queries import CustomerFilter, in_order, in_states, listed_customers, shown_customers
from clientele.kit.lookups import LAST
from clientele.kit.paging import COUNTED_AT_MOST, Page, fewest_to_walk, last_page
from clientele.kit.prepared import Kind, Prepared, PreparedValues
from clientele.search.choices import CUSTOMER
from clientele.search.fragments import Fragments, fragments_of
from clientele.search.models import Document
from clientele.search.queries.hits import hits_of, page_matching
from clientele.search.queries.index import PLACES, Part

_SHAPES = 500


def page_of_found(
    member: Member,
    wanted: CustomerFilter,
    text: str,
    sort: str,
    *,
    only: tuple[str, ...],
    stored: int,
    number: int,
    size: int,
) -> Page:
    """A page of those customers of a list who match a text: as `page_matching` of `listed_customers`, but sooner."""
    archived, fragments = wanted.archived and policy.may_view_archived(member), fragments_of(text)
    if not (wanted.is_only_status and fragments.whole and policy.may_view(member)):
        customers = in_order(listed_customers(member, wanted), sort).only(*only)
        return page_matching(customers, text, number=number, size=size, stored=stored)
    states = (*wanted.statuses, "archived") if archived else wanted.statuses
    if not fragments.long:
        return _page_begun(member, states, fragments.whole, sort, only, number, size)
    most = fewest_to_walk(stored, number=number, size=size)
    part = Part(sort, number, size) if sort.removeprefix("-") in PLACES else None
    fragments, hits = hits_of(fragments, most, states, part, stored=stored)
    if not hits.is_all:
        rows = walked_customers(member, states, fragments, sort, only, number, size)
        return Page(rows, number, size, COUNTED_AT_MOST, is_more=True)
    number = last_page(hits.number, number=number, size=size)
    rows = shown_customers(member, hits.keys, sort, only, 1 if part else number, size, states)
    return Page(rows, number, size, hits.total, hits.is_more)


def walked_customers(
    member: Member,
    states: tuple[str, ...],
    fragments: Fragments,
    sort: str,
    only: tuple[str, ...],
    number: int,
    size: int,
) -> list[Customer]:
    """Those in these states in whom every fragment stands, each looked at in the order until the page is full.

    Documents tell the state, and their own order the one by name; where one fell behind its customer, those are asked.
    """
    if not policy.may_view(member):
        return []
    pieces = {f"piece{place}": piece for place, piece in enumerate(fragments.in_letters.every)}
    asked: dict[str, int | str] = {"organization": member.organization_id, **pieces}
    shape = states, len(pieces), sort, only, (number - 1) * size, number * size
    walk = _walk_of_documents if sort.removeprefix("-") == "name" else _walk
    found = walk(*shape)(**asked)
    if all(customer.state in states for customer in found):
        return found
    return _walk(*shape, twice=True)(**asked)


@lru_cache(maxsize=_SHAPES)
def _walk_of_documents(
    states: tuple[str, ...], pieces: int, sort: str, only: tuple[str, ...], start: int, stop: int
) -> Prepared[Customer]:
    """No customer is read but those shown."""
    minus = "-" if sort.startswith("-") else ""

    def build(organization: int, **pieces: str) -> CustomerQuerySet:
        there = Document.objects.filter(organization=organization, kind=CUSTOMER, state__in=states)
        keys = _holding(there, pieces).order_by(f"{minus}name_sort", f"{minus}object_id").values("object_id")
        shown = Customer.objects.filter(organization=organization, pk__in=keys[start:stop])
        found: CustomerQuerySet = in_order(shown, sort).only(*only)
        return found

    return Prepared(build, organization=int, **_words(pieces))


@lru_cache(maxsize=_SHAPES)
def _walk(
    states: tuple[str, ...],
    pieces: int,
    sort: str,
    only: tuple[str, ...],
    start: int,
    stop: int,
    *,
    twice: bool = False,
) -> Prepared[Customer]:
    """Whoever is not shown is passed over in the order's index alone; asked `twice`, of the customer too."""

    def build(organization: int, **pieces: str) -> CustomerQuerySet:
        there = Document.objects.filter(organization=organization, kind=CUSTOMER, object_id=OuterRef("pk"))
        document = _holding(there.filter(state__in=states), pieces)
        customers = Customer.objects.filter(Exists(document), organization=organization)
        found: CustomerQuerySet = in_order(customers.filter(in_states(states)) if twice else customers, sort)
        return found.only(*only)[start:stop]

    return Prepared(build, organization=int, **_words(pieces))


def _holding(documents: models.QuerySet[Document], pieces: dict[str, str]) -> models.QuerySet[Document]:
    for piece in pieces.values():
        documents = documents.filter(text__holds=piece)
    return documents


def _words(number: int) -> dict[str, Kind]:
    return {f"piece{place}": str for place in range(number)}


def _page_begun(
    member: Member, states: tuple[str, ...], text: str, sort: str, only: tuple[str, ...], number: int, size: int
) -> Page:
    """Below three letters: those whose name begins with the text, or whose code it is."""
    asked = _beginning(member, text)
    keys = _keys(states, len(asked), asked)
    if len(keys) <= COUNTED_AT_MOST:
        number = last_page(len(keys), number=number, size=size)
        rows = shown_customers(member, keys, sort, only, number, size, states)
        return Page(rows, number, size, len(keys))
    rows = _begun(states, len(asked), sort, only, (number - 1) * size, number * size)(**asked)
    return Page(rows, number, size, COUNTED_AT_MOST, is_more=True)


def begun_keys(member: Member, states: tuple[str, ...], text: str) -> list[int]:
    """The keys of those in these states whose name begins with the text or whose code it is, of 1,000 and one."""
    if not policy.may_view(member):
        return []
    asked = _beginning(member, text)
    return _keys(states, len(asked), asked)


_CODED = PreparedValues(
    lambda organization, text: (
        Customer.objects.alias(code_lower=Lower("code"))
        .filter(organization=organization, code_lower=text)
        .order_by()
        .values_list("pk")
    ),
    organization=int,
    text=str,
)


def _beginning(member: Member, text: str) -> dict[str, int | str]:
    """What the statements below ask for; the key of whoever has that code is read first, as no index finds both."""
    asked: dict[str, int | str] = {"organization": member.organization_id, "text": text, "end": text + LAST}
    codes = _CODED(organization=member.organization_id, text=text) if " " not in text else []
    return asked | ({"coded": codes[0][0]} if codes else {})


def _keys(states: tuple[str, ...], gaps: int, asked: dict[str, int | str]) -> list[int]:
    return [key for (key,) in _begun_keys(states, gaps, COUNTED_AT_MOST + 1)(**asked)]


@lru_cache(maxsize=_SHAPES)
def _begun_keys(states: tuple[str, ...], gaps: int, most: int) -> PreparedValues:
    return PreparedValues(
        lambda **asked: _of_beginning(states, **asked).order_by().values_list("pk")[:most], **_gaps(gaps)
    )


@lru_cache(maxsize=_SHAPES)
def _begun(
    states: tuple[str, ...], gaps: int, sort: str, only: tuple[str, ...], start: int, stop: int
) -> Prepared[Customer]:
    return Prepared(
        lambda **asked: in_order(_of_beginning(states, **asked), sort).only(*only)[start:stop], **_gaps(gaps)
    )


def _gaps(number: int) -> dict[str, Kind]:
    kinds: dict[str, Kind] = {"organization": int, "text": str, "end": str, "coded": int}
    return dict(list(kinds.items())[:number])


def _of_beginning(
    states: tuple[str, ...], organization: int, text: str, end: str, coded: int | None = None
) -> CustomerQuerySet:
    named = Q(name_sort__gte=text, name_sort__lt=end)
    there: CustomerQuerySet = Customer.objects.filter(in_states(states), organization=organization)
    return there.filter(named if coded is None else named | Q(pk=coded))
