"""Keeping the index in step with the records."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from django.db import transaction

from clientele.accounts.models import Organization
from clientele.customers.models import Contact, Customer
from clientele.kit.text import sort_key
from clientele.search.choices import CONTACT_FIELDS, CUSTOMER, CUSTOMER_FIELDS
from clientele.search.models import Document

_BATCH = 500
_SHOWN = ("state", "title", "code", "detail", "text")


@transaction.atomic
def refresh_customers(ids: Sequence[int], *, besides: Sequence[int] = ()) -> None:
    """Make the documents of these customers anew, in a constant number of statements for each 500.

    `besides` are contacts that are about to go.
    """
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        documents = list(_documents_of(some, besides))
        Document.objects.bulk_create(
            documents,
            update_conflicts=True,
            unique_fields=("organization", "kind", "object_id"),
            update_fields=_SHOWN,
        )
        if gone := set(some) - {document.object_id for document in documents}:
            Document.objects.filter(kind=CUSTOMER, object_id__in=gone).delete()


@transaction.atomic
def rebuild(organization: Organization) -> int:
    """Make every document of an organisation anew and answer how many there are."""
    Document.objects.filter(organization=organization).delete()
    ids = list(Customer.objects.order_by("pk").values_list("pk", flat=True))
    refresh_customers(ids)
    return len(ids)


def _documents_of(ids: Sequence[int], besides: Sequence[int]) -> Iterator[Document]:
    people = _people_of(ids, besides)
    for customer in (
        Customer.objects.filter(pk__in=ids).only("organization", "phone_key", *CUSTOMER_FIELDS).order_by("pk")
    ):
        yield Document(
            organization_id=customer.organization_id,
            kind=CUSTOMER,
            object_id=customer.pk,
            state=customer.state,
            title=customer.name,
            code=customer.code,
            detail=customer.city or customer.email,
            text=text_of(customer, people.get(customer.pk, ())),
        )


def text_of(customer: Customer, people: Iterable[str] = ()) -> str:
    """Everything a customer is found by, one piece a line, so that no fragment runs from one into the next."""
    digits = "".join(filter(str.isdigit, customer.phone))
    pieces = [
        customer.name,
        customer.code,
        customer.email,
        customer.account_number,
        customer.phone,
        digits,
        customer.phone_key.lstrip("+"),
        *people,
    ]
    return "\n".join(dict.fromkeys(key for piece in pieces if (key := sort_key(piece))))


def _people_of(ids: Sequence[int], besides: Sequence[int]) -> dict[int, list[str]]:
    contacts = Contact.objects.filter(customer__in=ids).exclude(pk__in=besides).order_by("customer", "pk")
    rows = contacts.values_list("customer", *CONTACT_FIELDS)
    return {
        customer: [piece for _, *pieces in several for piece in pieces]
        for customer, several in groupby(rows, key=lambda row: row[0])
    }
