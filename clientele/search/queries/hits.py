from math import isqrt
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from clientele.customers.models import CustomerQuerySet
from clientele.kit.paging import COUNTED_AT_MOST, Page, page_of
from clientele.search.choices import CUSTOMER
from clientele.search.fragments import Fragments, fragments_of
from clientele.search.models import Document

_LAST = "\U0010ffff"


def matching(customers: CustomerQuerySet, text: str) -> CustomerQuerySet:
    """The customers in whose name, code, e-mail, account number, telephone or contacts every word of the text stands.

    Below three letters: those whose name or code begins with it.
    """
    wanted = fragments_of(text)
    if wanted.is_empty:
        return customers
    if not wanted.long:
        return beginning_with(customers, wanted.whole)
    return customers.filter(pk__in=documents_with(wanted).values("object_id"))


def page_matching(customers: CustomerQuerySet, text: str, *, number: int, size: int, stored: int) -> Page:
    """One page of the matching customers in the order they are in; past 1,000 they are not counted.

    Few hits are read from the index and sorted. Many are not: the sort order's own index is walked until the page is
    full, which takes the fewer steps the more hits there are. `stored` customers tell where one gets cheaper.
    """
    wanted = fragments_of(text)
    if wanted.is_empty or not wanted.long:
        return page_of(matching(customers, text), number=number, size=size)
    most = max(COUNTED_AT_MOST, isqrt(size * number * stored))
    hits = list(documents_with(wanted).values_list("object_id", flat=True)[: most + 1])
    if len(hits) <= most:
        return _page_of_few(customers, hits, number=number, size=size)
    return page_of(walked(customers, wanted), number=number, size=size)


def beginning_with(customers: CustomerQuerySet, text: str) -> CustomerQuerySet:
    """The customers whose name or code begins with the text, each from an index."""
    named = customers.filter(name_sort__gte=text, name_sort__lt=text + _LAST)
    if " " in text:
        return named
    coded = customers.annotate(code_lower=Lower("code")).filter(code_lower__gte=text, code_lower__lt=text + _LAST)
    return customers.filter(Q(pk__in=_keys(named)) | Q(pk__in=_keys(coded)))


def _keys(customers: CustomerQuerySet) -> models.QuerySet[Any]:
    return customers.order_by().values("pk")


def documents_with(wanted: Fragments) -> models.QuerySet[Document]:
    """The documents of customers in which every fragment stands, from the index."""
    found: models.QuerySet[Document] = Document.objects.filter(kind=CUSTOMER, text__fragments=wanted.long)
    for fragment in wanted.short:
        found = found.filter(text__holds=fragment)
    return found


def _page_of_few(customers: CustomerQuerySet, hits: list[int], *, number: int, size: int) -> Page:
    keys = list(customers.filter(pk__in=hits).values_list("pk", flat=True))
    number = min(number, max(1, -(-len(keys) // size)))
    shown = keys[(number - 1) * size : number * size]
    found = {row.pk: row for row in customers.order_by().filter(pk__in=shown)}
    is_more = len(keys) > COUNTED_AT_MOST
    return Page([found[key] for key in shown], number, size, min(len(keys), COUNTED_AT_MOST), is_more)


def walked(customers: CustomerQuerySet, wanted: Fragments) -> CustomerQuerySet:
    """The same customers, each looked at in the order they are in: cheaper where many match and few are shown."""
    document = Document.objects.filter(kind=CUSTOMER, object_id=OuterRef("pk"))
    for fragment in wanted.every:
        document = document.filter(text__holds=fragment)
    return customers.filter(Exists(document))
