from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase

from clientele.customers import policy
from clientele.customers.models import Contact, Customer
from clientele.customers.operations import add_contact, remove_contact, update_contact
from clientele.customers.queries import contacts_of
from clientele.desk.access import MemberRequest, action
from clientele.desk.customers.record.frame import load_current
from clientele.desk.customers.record.notes import read_id
from clientele.desk.customers.record.people import ContactForm
from clientele.desk.saving import save
from clientele.ui.http import READS, allow, go_to, posted, refusals_in, show, show_form
from clientele.ui.jinja import address


@action
def contact_new(request: MemberRequest, pk: int) -> HttpResponseBase:
    customer = load_current(request, pk)
    allow(policy.may_edit(request.member, customer))
    form = ContactForm(posted(request))
    if form.is_valid():
        with refusals_in(form):
            contact = add_contact(customer, values=form.values, by=request.member, at=request.now)
            return _back(request, customer, f"{contact.name} added.")
    context = {"customer": customer, "contact": None, "collision": None}
    return show_form(request, "desk/customers/contact.html", form, context)


@action
def contact_edit(request: MemberRequest, pk: int, contact: int) -> HttpResponseBase:
    customer, person = _load(request, pk, contact)

    def make(data: Any) -> ContactForm:
        return ContactForm(data, contact=person)

    def update(values: dict[str, Any], version: int | None) -> Contact:
        return update_contact(person, changes=values, version=version, by=request.member, at=request.now)

    saved = save(posted(request), person, make, update)
    if saved.record:
        return _back(request, customer, "Contact saved.")
    context = {"customer": customer, "contact": person, "form": saved.form, "collision": saved.collision}
    return show(request, "desk/customers/contact.html", context, status=saved.status)


@action
def contact_remove(request: MemberRequest, pk: int, contact: int) -> HttpResponseBase:
    customer, person = _load(request, pk, contact)
    if request.method in READS:
        return show(request, "desk/customers/contact_remove.html", {"customer": customer, "contact": person})
    remove_contact(person, version=read_id(request.POST.get("version")), by=request.member, at=request.now)
    return _back(request, customer, f"{person.name} removed.")


def _load(request: MemberRequest, pk: int, contact: int) -> tuple[Customer, Contact]:
    customer = load_current(request, pk)
    allow(policy.may_edit(request.member, customer))
    person = contacts_of(customer).filter(pk=contact).first()
    if person is None:
        raise Http404
    return customer, person


def _back(request: MemberRequest, customer: Customer, message: str) -> HttpResponseBase:
    messages.success(request, message)
    return go_to(request, address("customers:detail", request.organization.slug, pk=customer.pk))
