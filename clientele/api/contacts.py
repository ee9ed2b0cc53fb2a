"""Contacts: the people at a customer."""

from typing import Annotated, Any, Literal

from django.db.models import Q
from ninja import Query
from pydantic import Field

from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for, wanted_version
from clientele.api.references import the_customer
from clientele.api.routes import Resource
from clientele.api.shapes import Change, Id, Input, Moment, Paging, QueryId, QueryText, Record
from clientele.customers import operations, policy
from clientele.customers.models import Contact
from clientele.customers.queries import contacts_for


class ContactInput(Input):
    """A new contact."""

    customer: Id = Field(description="The customer they are at.")
    name: str = Field(min_length=1, max_length=200, examples=["Ingrid Anders"])
    role: str | None = Field(None, max_length=100, examples=["Owner"])
    email: str | None = Field(None, max_length=254, examples=["ingrid@andersbakery.example"])
    phone: str | None = Field(None, max_length=50, examples=["+44 1632 960418"])
    is_primary: bool = Field(False, strict=True, description="The first contact of a customer is always primary.")


class ContactChange(Change):
    """Changes to a contact; who is made primary takes the place of who was."""

    name: str = Field("", min_length=1, max_length=200, examples=["Ingrid Anders"])
    role: str | None = Field(None, max_length=100)
    email: str | None = Field(None, max_length=254)
    phone: str | None = Field(None, max_length=50)
    is_primary: bool = Field(False, strict=True)


class ContactOutput(Record):
    """A person at a customer."""

    customer: int = Field(examples=[42])
    name: str = Field(examples=["Ingrid Anders"])
    role: str = Field(examples=["Owner"])
    email: str = Field(examples=["ingrid@andersbakery.example"])
    phone: str = Field(examples=["+44 1632 960418"])
    is_primary: bool = Field(examples=[True])
    created_at: Moment
    updated_at: Moment


class ContactFilters(Paging):
    customer: QueryId | None = Field(None, description="Only the people at this customer.")
    search: QueryText = Field("", description="A part of the name, email or phone.")
    sort: Literal["created_at", "-created_at"] = Field("created_at", description="A leading hyphen: newest first.")


def show_contact(contact: Contact) -> ContactOutput:
    """A contact as it is answered."""
    return ContactOutput(
        id=contact.pk,
        version=contact.version,
        customer=contact.customer_id,
        name=contact.name,
        role=contact.role,
        email=contact.email,
        phone=contact.phone,
        is_primary=contact.is_primary,
        created_at=contact.created_at,
        updated_at=contact.updated_at,
    )


contacts = Resource("Contacts", "The people at a customer; one of them is the primary one.", show=show_contact)


@contacts.lists("/contacts", ContactOutput, may=policy.may_view, refers=True)
def list_contacts(request: ApiRequest, filters: Annotated[ContactFilters, Query()]) -> Any:
    """List contacts"""
    rows = contacts_for(request.member)
    if filters.customer:
        rows = rows.filter(customer=the_customer(request.member, filters.customer))
    if text := filters.search.strip():
        rows = rows.filter(Q(name__icontains=text) | Q(email__icontains=text) | Q(phone__icontains=text))
    rows = rows.order_by("-pk" if filters.sort.startswith("-") else "pk")
    return listed(page_for(rows, filters), lambda page: [show_contact(contact) for contact in page])


@contacts.reads("/contacts/{int:id}", ContactOutput, may=policy.may_view)
def read_contact(request: ApiRequest, id: int) -> ContactOutput:
    """Read a contact"""
    return show_contact(found(contacts_for(request.member), id))


@contacts.creates("/contacts", ContactOutput, may=policy.may_create, refuses=("customer_archived",), refers=True)
def create_contact(request: ApiRequest, body: ContactInput) -> ContactOutput:
    """Add a contact to a customer"""
    values = body.given()
    customer = the_customer(request.member, values.pop("customer"))
    return show_contact(operations.add_contact(customer, values=values, by=request.member, at=request.now))


@contacts.changes("/contacts/{int:id}", ContactOutput, may=policy.may_create, refuses=("customer_archived",))
def update_contact(request: ApiRequest, id: int, body: ContactChange) -> ContactOutput:
    """Change a contact"""
    contact = operations.update_contact(
        found(contacts_for(request.member), id),
        changes=body.given(),
        version=wanted_version(request),
        by=request.member,
        at=request.now,
    )
    return show_contact(contact)


@contacts.deletes("/contacts/{int:id}", may=policy.may_create, refuses=("customer_archived",))
def delete_contact(request: ApiRequest, id: int) -> None:
    """Remove a contact

    What was known of them stays in the customer's history.
    """
    contact = found(contacts_for(request.member), id)
    operations.remove_contact(contact, version=wanted_version(request), by=request.member, at=request.now)
