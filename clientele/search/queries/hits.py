from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django_scopes import get_scope

from clientele.customers.models import CustomerQuerySet
from clientele.kit.paging import COUNTED_AT_MOST, Page, fewest_to_walk, page_of
from clientele.kit.prepared import fetched
from clientele.search.choices import CUSTOMER
from clientele.search.fragments import Fragments, fragments_of, scope_mark
from clientele.search.models import Document, Wanted, rows_of_index

LAST = "\U0010ffff"


@dataclass(frozen=True)
class Hits:
    """The first who match, each with its state, in no order; `is_all` where there are no more.

    `is_enough` where there are so many more that nobody needed to know who they are.
    """

    states: dict[int, str]
    is_all: bool
    is_enough: bool = False

    def counted(self, states: Collection[str]) -> int:
        """How many of these are in one of the states."""
        return sum(state in states for state in self.states.values())


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
    if phrase is not wanted and documents_with(phrase, most=1).exists():
        wanted = phrase
    return customers.filter(pk__in=documents_with(wanted).values("object_id"))


def page_matching(
    customers: CustomerQuerySet,
    text: str,
    *,
    number: int,
    size: int,
    stored: int,
    states: Collection[str] = (),
    hidden: int | None = None,
) -> Page:
    """One page of the matching customers in the order they are in; past 1,000 they are not counted.

    Few hits are read from the index and sorted. Many are not: the sort order's own index is walked until the page is
    full, which takes the fewer steps the more hits there are. `stored` customers tell where one gets cheaper;
    `states` are given where nothing else narrows the customers, and save counting them again; `hidden` is then how
    many customers in other states there are, so that with many hits it is sure that more than 1,000 are shown.
    """
    wanted = fragments_of(text)
    if not wanted.long:
        return page_of(matching(customers, text), number=number, size=size)
    most = fewest_to_walk(stored, number=number, size=size)
    wanted, hits = first_hits(wanted, most, or_enough=hidden is not None and most - hidden >= COUNTED_AT_MOST)
    if hits.is_enough:
        return _uncounted(walked(customers, wanted), number, size)
    found = customers.filter(pk__among=list(hits.states))
    if hits.is_all:
        total = hits.counted(states) if states else found.order_by().count()
        if total <= COUNTED_AT_MOST:
            return page_of(found, number=number, size=size, total=total)
        return _uncounted(found, number, size)
    total = hits.counted(states) if states else found.order_by()[: COUNTED_AT_MOST + 1].count()
    if total > COUNTED_AT_MOST:
        return _uncounted(walked(customers, wanted), number, size)
    return page_of(matching(customers, text), number=number, size=size)


def first_hits(wanted: Fragments, most: int, *, or_enough: bool = False) -> tuple[Fragments, Hits]:
    """The first who match, and how they do: as a phrase, or where there are none, word by word.

    The index is read no further than `most`; with `or_enough`, it is enough to know that there are more than that.
    """
    for way in dict.fromkeys((wanted.as_phrase, wanted)):
        documents = documents_with(way, most=most + 1)
        if connection.vendor == "sqlite" and not way.short:
            keys = rows_of_index(_wanted(way, most + 1))
            if or_enough and len(keys) > most:
                return way, Hits({}, is_all=False, is_enough=True)
            documents = Document.objects.filter(kind=CUSTOMER, pk__among=keys)
        rows = fetched(documents.values_list("object_id", "state")[: most + 1])
        if rows:
            return way, Hits(dict(rows[:most]), is_all=len(rows) <= most)
    return wanted, Hits({}, is_all=True)


def beginning_with(customers: CustomerQuerySet, text: str) -> CustomerQuerySet:
    """The customers whose name begins with the text, or whose code it is."""
    coded = customers.order_by().annotate(code_lower=Lower("code")).filter(code_lower=text)
    keys = list(coded.values_list("pk", flat=True)) if " " not in text else []
    named = Q(name_sort__gte=text, name_sort__lt=text + LAST)
    return customers.filter(named | Q(pk__in=keys) if keys else named)


def documents_with(wanted: Fragments, *, most: int = 0) -> models.QuerySet[Document]:
    """The documents of customers in which every fragment stands, from the index; only the first `most` of them."""
    found: models.QuerySet[Document] = Document.objects.filter(
        kind=CUSTOMER, text__fragments=_wanted(wanted, 0 if wanted.short else most)
    )
    for fragment in wanted.short:
        found = found.filter(text__holds=fragment)
    return found


def _wanted(wanted: Fragments, most: int) -> Wanted:
    return Wanted(scope_mark(get_scope()["organization"].pk, CUSTOMER), wanted.long, most)


def walked(customers: CustomerQuerySet, wanted: Fragments) -> CustomerQuerySet:
    """The same customers, each looked at in the order they are in: cheaper where many match and few are shown."""
    document = Document.objects.filter(kind=CUSTOMER, object_id=OuterRef("pk"))
    for fragment in wanted.every:
        document = document.filter(text__holds=fragment)
    return customers.filter(Exists(document))


def _uncounted(customers: CustomerQuerySet, number: int, size: int) -> Page:
    start = (number - 1) * size
    return Page(list(customers[start : start + size]), number, size, COUNTED_AT_MOST, is_more=True)
