"""A page of the list as people search it with every letter: statements written once for each way of asking."""

from functools import lru_cache

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from clientele.accounts.models import Member
from clientele.customers import policy
from clientele.customers.models import Customer, CustomerQuerySet
from clientele.customers.queries import CustomerFilter, in_order, in_states, listed_customers, shown_customers
from clientele.kit.paging import COUNTED_AT_MOST, Page, fewest_to_walk, last_page
from clientele.kit.prepared import Kind, Prepared, PreparedValues
from clientele.search.choices import CUSTOMER
from clientele.search.fragments import Fragments, fragments_of
from clientele.search.models import Document
from clientele.search.queries.hits import LAST, hits_of, page_matching

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
    fragments, hits = hits_of(fragments, most, states)
    if not hits.is_all:
        rows = walked_customers(member, states, fragments, sort, only, number, size)
        return Page(rows, number, size, COUNTED_AT_MOST, is_more=True)
    total, is_more = min(len(hits.keys), COUNTED_AT_MOST), len(hits.keys) > COUNTED_AT_MOST
    number = number if is_more else last_page(total, number=number, size=size)
    return Page(shown_customers(member, hits.keys, sort, only, number, size, states), number, size, total, is_more)


def walked_customers(
    member: Member,
    states: tuple[str, ...],
    fragments: Fragments,
    sort: str,
    only: tuple[str, ...],
    number: int,
    size: int,
) -> list[Customer]:
    """Those in these states in whom every fragment stands, each looked at in the order until the page is full."""
    if not policy.may_view(member):
        return []
    pieces = {f"piece{place}": piece for place, piece in enumerate(fragments.every)}
    asked: dict[str, int | str] = {"organization": member.organization_id, **pieces}
    shape = states, len(pieces), sort, only, (number - 1) * size, number * size
    found = _walk(*shape, twice=False)(**asked)
    if all(customer.state in states for customer in found):
        return found
    return _walk(*shape, twice=True)(**asked)


@lru_cache(maxsize=_SHAPES)
def _walk(
    states: tuple[str, ...], pieces: int, sort: str, only: tuple[str, ...], start: int, stop: int, *, twice: bool
) -> Prepared[Customer]:
    """The document tells the state, so whoever is not shown is passed over in the order's index alone.

    Asked `twice`, of the customer too: for a document that fell behind its customer.
    """

    def build(organization: int, **pieces: str) -> CustomerQuerySet:
        document = Document.objects.filter(organization=organization, kind=CUSTOMER, object_id=OuterRef("pk"))
        for piece in pieces.values():
            document = document.filter(text__holds=piece)
        there = Customer.objects.filter(Exists(document.filter(state__in=states)), organization=organization)
        found: CustomerQuerySet = in_order(there.filter(in_states(states)) if twice else there, sort).only(*only)
        return found[start:stop]

    return Prepared(build, organization=int, **{f"piece{place}": str for place in range(pieces)})


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
