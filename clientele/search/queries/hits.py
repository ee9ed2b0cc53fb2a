from collections.abc import Collection
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
from clientele.search.queries.index import Hits, Index, Part

Rows = TypeVar("Rows", bound="models.QuerySet[Any]")


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
    wanted, hits = hits_of(wanted, most, states, stored=stored)
    found = customers.filter(pk__among=hits.keys)
    if hits.is_all:
        total = len(hits.keys) if states else found.order_by().count()
        if total <= COUNTED_AT_MOST:
            return page_of(found, number=number, size=size, total=total)
        return _uncounted(found, number, size)
    if states or found.order_by()[: COUNTED_AT_MOST + 1].count() > COUNTED_AT_MOST:
        return _uncounted(walked(customers, wanted), number, size)
    return page_of(matching(customers, text), number=number, size=size)


def hits_of(
    wanted: Fragments, most: int, states: Collection[str] = (), part: Part | None = None, *, stored: int = 0
) -> tuple[Fragments, Hits]:
    """The hits in these states where there are at most `most`, and how they match: as a phrase, or where it stands
    nowhere so, word by word. With a part, the keys are those of the part.

    Without states nobody can tell how many are left of a thousand, so then `most` are read at once. `stored` is how
    many customers there are, from which it is told whether many are to be expected.
    """
    phrase = wanted.as_phrase
    hits = _hits_as(phrase, most, states, part, stored)
    if phrase is wanted or hits.number or (states and Index(phrase).first(1)):
        return phrase, hits
    return wanted, _hits_as(wanted, most, states, part, stored)


def _hits_as(wanted: Fragments, most: int, states: Collection[str], part: Part | None, stored: int) -> Hits:
    index = Index(wanted)
    if not states:
        keys = index.first(most + 1)
        return Hits(keys, len(keys), is_all=len(keys) <= most)
    hits = index.few(COUNTED_AT_MOST, states, part, stored=stored)
    if not hits.is_all and most > COUNTED_AT_MOST and hits.number <= most:
        return index.few(most, states, part)
    return hits


def beginning_with(customers: Rows, text: str) -> Rows:
    """The customers or projects whose name begins with the text, or whose code it is."""
    coded = customers.order_by().annotate(code_lower=Lower("code")).filter(code_lower=text)
    keys = list(coded.values_list("pk", flat=True)) if " " not in text else []
    named = Q(name_sort__gte=text, name_sort__lt=text + LAST)
    return customers.filter(named | Q(pk__in=keys) if keys else named)


def documents_with(wanted: Fragments, *, kind: str = CUSTOMER) -> models.QuerySet[Document]:
    """The documents of one kind in which every fragment stands, from the index."""
    mark, wanted = scope_mark(get_scope()["organization"].pk, kind), wanted.in_letters
    found: models.QuerySet[Document] = Document.objects.filter(kind=kind, text__fragments=Wanted(mark, wanted.long))
    for fragment in wanted.short:
        found = found.filter(text__holds=fragment)
    return found


def walked(customers: CustomerQuerySet, wanted: Fragments) -> CustomerQuerySet:
    """The same customers, each looked at in the order they are in: cheaper where many match and few are shown."""
    document = Document.objects.filter(kind=CUSTOMER, object_id=OuterRef("pk"))
    for fragment in wanted.in_letters.every:
        document = document.filter(text__holds=fragment)
    return customers.filter(Exists(document))


def _uncounted(customers: CustomerQuerySet, number: int, size: int) -> Page:
    start = (number - 1) * size
    return Page(list(customers[start : start + size]), number, size, COUNTED_AT_MOST, is_more=True)
