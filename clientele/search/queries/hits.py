import heapq
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django_scopes import get_scope

from clientele.customers.models import CustomerQuerySet
from clientele.kit.lookups import LAST
from clientele.kit.paging import COUNTED_AT_MOST, Page, fewest_to_walk, page_of
from clientele.search.choices import CUSTOMER
from clientele.search.fragments import Fragments, fragments_of, scope_mark
from clientele.search.models import Document, Wanted
from clientele.search.queries.index import Found, Index

Rows = TypeVar("Rows", bound="models.QuerySet[Any]")


@dataclass(frozen=True)
class Hits:
    """Who matches, each with its place in an order; `is_all` where there are no more, else there are over 1,000."""

    found: list[Found]
    is_all: bool

    @property
    def total(self) -> int:
        """Their number, as far as they are counted."""
        return min(len(self.found), COUNTED_AT_MOST) if self.is_all else COUNTED_AT_MOST

    @property
    def is_more(self) -> bool:
        return not self.is_all or len(self.found) > COUNTED_AT_MOST

    @property
    def keys(self) -> list[int]:
        return [key for _, key in self.found]

    def page(self, number: int, size: int, *, downwards: bool = False) -> list[int]:
        """The keys of those on one page, in the order their places are in; ties by key."""
        first = heapq.nlargest if downwards else heapq.nsmallest
        return [key for _, key in first(number * size, self.found)[(number - 1) * size :]]


def matching(customers: CustomerQuerySet, text: str) -> CustomerQuerySet:
    """The customers in whose name, code, e-mail, account number, telephone or contacts every word of the text stands.

    With a word of one or two letters: where the words stand one after the other, if they do anywhere. Below three
    letters: those whose name begins with it, or whose code it is.
    """
    wanted = fragments_of(text)
    if wanted.is_empty:
        return customers
    if not wanted.long:
        return beginning_with(customers, wanted.whole)
    phrase = wanted.as_phrase
    if phrase is not wanted and documents_with(phrase).exists():
        wanted = phrase
    return customers.filter(pk__in=documents_with(wanted).values("object_id"))


def page_matching(
    customers: CustomerQuerySet, text: str, *, number: int, size: int, stored: int, states: Collection[str] = ()
) -> Page:
    """One page of the matching customers in the order they are in; past 1,000 they are not counted.

    Few hits are read from the index and sorted. Many are not: the sort order's own index is walked until the page is
    full, which takes the fewer steps the more hits there are. `stored` customers tell where one gets cheaper;
    `states` are given where nothing else narrows the customers, and save counting them again.
    """
    wanted = fragments_of(text)
    if not wanted.long:
        return page_of(matching(customers, text), number=number, size=size)
    most = fewest_to_walk(stored, number=number, size=size)
    wanted, hits = hits_of(wanted, most, states)
    found = customers.filter(pk__among=hits.keys)
    if hits.is_all:
        total = len(hits.keys) if states else found.order_by().count()
        if total <= COUNTED_AT_MOST:
            return page_of(found, number=number, size=size, total=total)
        return _uncounted(found, number, size)
    if states or found.order_by()[: COUNTED_AT_MOST + 1].count() > COUNTED_AT_MOST:
        return _uncounted(walked(customers, wanted), number, size)
    return page_of(matching(customers, text), number=number, size=size)


def hits_of(wanted: Fragments, most: int, states: Collection[str] = (), *, by: str = "name") -> tuple[Fragments, Hits]:
    """The hits in these states where there are at most `most`, and how they match: as a phrase, or where it stands
    nowhere so, word by word.

    Without states nobody can tell how many are left of a thousand, so then `most` are read at once. `by` is one of
    `PLACES`.
    """
    phrase = wanted.as_phrase
    hits = _hits_as(phrase, most, states, by)
    if phrase is wanted or hits.found or not hits.is_all or (states and Index(phrase).first(1)):
        return phrase, hits
    return wanted, _hits_as(wanted, most, states, by)


def _hits_as(wanted: Fragments, most: int, states: Collection[str], by: str) -> Hits:
    index = Index(wanted)
    if not states:
        found = index.first(most + 1, by=by)
        return Hits(found, len(found) <= most)
    rows = index.few(COUNTED_AT_MOST, states, by=by)
    if not rows.is_all and most > COUNTED_AT_MOST and rows.about <= most:
        rows = index.few(most, states, by=by)
    return Hits(rows.found, rows.is_all)


def first_hits(wanted: Fragments, most: int, states: Collection[str] = ()) -> Hits:
    """The first in these states in whom every fragment stands; the index is read no further than `most`."""
    found = Index(wanted).first(most + 1, states)
    return Hits(found[:most], len(found) <= most)


def beginning_with(customers: Rows, text: str) -> Rows:
    """The customers or projects whose name begins with the text, or whose code it is."""
    coded = customers.order_by().annotate(code_lower=Lower("code")).filter(code_lower=text)
    keys = list(coded.values_list("pk", flat=True)) if " " not in text else []
    named = Q(name_sort__gte=text, name_sort__lt=text + LAST)
    return customers.filter(named | Q(pk__in=keys) if keys else named)


def documents_with(wanted: Fragments, *, kind: str = CUSTOMER) -> models.QuerySet[Document]:
    """The documents of one kind in which every fragment stands, from the index."""
    mark = scope_mark(get_scope()["organization"].pk, kind)
    found: models.QuerySet[Document] = Document.objects.filter(kind=kind, text__fragments=Wanted(mark, wanted.long))
    for fragment in wanted.short:
        found = found.filter(text__holds=fragment)
    return found


def walked(customers: CustomerQuerySet, wanted: Fragments) -> CustomerQuerySet:
    """The same customers, each looked at in the order they are in: cheaper where many match and few are shown."""
    document = Document.objects.filter(kind=CUSTOMER, object_id=OuterRef("pk"))
    for fragment in wanted.every:
        document = document.filter(text__holds=fragment)
    return customers.filter(Exists(document))


def _uncounted(customers: CustomerQuerySet, number: int, size: int) -> Page:
    start = (number - 1) * size
    return Page(list(customers[start : start + size]), number, size, COUNTED_AT_MOST, is_more=True)
