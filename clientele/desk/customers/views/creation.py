from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.utils.html import format_html

from clientele.customers import policy
from clientele.customers.operations import create_customer
from clientele.customers.queries import tags_by_id
from clientele.desk.access import MemberRequest, action, page
from clientele.desk.customers.creation import NewCustomerForm, starting_values
from clientele.kit.refusals import Refusal
from clientele.search.queries import lookalikes, suggested_code
from clientele.ui.http import READS, allow, go_to, refuse, show
from clientele.ui.jinja import address

_TAKEN = ("customer_name_taken", "customer_code_taken")


@action
def customer_new(request: MemberRequest) -> HttpResponseBase:
    allow(policy.may_create(request.member))
    term = request.organization.words.one
    if request.method in READS:
        initial = starting_values(request.GET)
        initial["code"] = initial["suggested"] = suggested_code(initial["name"])
        return _show(request, NewCustomerForm(request.organization, term=term, initial=initial), 200)

    form = NewCustomerForm(request.organization, request.POST, term=term)
    if not form.is_valid():
        return _show(request, form, 422)
    try:
        customer = create_customer(values=form.values, tags=form.tag_names, by=request.member, at=request.now)
    except Refusal as refusal:
        refuse(form, refusal)
        _show_the_way_out(request, form, refusal)
        return _show(request, form, refusal.status)
    messages.success(request, f"{customer.name} was added.")
    return go_to(request, address("customers:detail", request.organization.slug, pk=customer.pk))


@page
def customer_suggestions(request: MemberRequest) -> HttpResponse:
    allow(policy.may_create(request.member))
    name, email, phone, website = (
        request.GET.get(field, "")[:300].replace("\0", "") for field in ("name", "email", "phone", "website")
    )
    suggested, typed = request.GET.get("suggested", ""), request.GET.get("code", "")
    context = {
        "lookalikes": lookalikes(request.member, name=name, email=email, phone=phone, website=website),
        "suggested": suggested_code(name),
        "is_untouched": typed == suggested,
    }
    return show(request, "desk/customers/suggestions.html", context)


def _show(request: MemberRequest, form: NewCustomerForm, status: int) -> HttpResponse:
    if form.is_bound:
        form.lead_to_first_error()
    context = {"form": form, "tag_names": [tag.name for tag in tags_by_id(request.organization).values()]}
    return show(request, "desk/customers/new.html", context, status=status)


def _show_the_way_out(request: MemberRequest, form: NewCustomerForm, refusal: Refusal) -> None:
    """Beside a name or code that is taken, the link to who has it, and how to tell the two apart."""
    existing: Any = refusal.extra.get("existing")
    if existing is None:
        return
    name = refusal.extra["existing_name"]
    link = address("customers:detail", request.organization.slug, pk=existing)
    opened = format_html('<a class="link" href="{}">Open {}</a>', link, name)
    taken = next(error for error in refusal.errors if error.code in _TAKEN)
    if taken.field == "name":
        typed = form.data["name"].strip()
        opened = format_html(
            "{}, or add something that tells them apart, such as “{} - West”.",
            opened,
            typed[:200],
        )
    form.add_error(taken.field, opened)
