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
from clientele.ui.http import READS, allow, go_to, posted, refuse, show, show_form
from clientele.ui.jinja import address

_TAKEN = ("customer_name_taken", "customer_code_taken")


@action
def customer_new(request: MemberRequest) -> HttpResponseBase:
    allow(policy.may_create(request.member))
    form = NewCustomerForm(request.organization, posted(request), initial=_first(request))
    if form.is_valid():
        try:
            customer = create_customer(values=form.values, tags=form.tag_names, by=request.member, at=request.now)
        except Refusal as refusal:
            refuse(form, refusal)
            _show_the_way_out(request, form, refusal)
        else:
            messages.success(request, f"{customer.name} was added.")
            return go_to(request, address("customers:detail", request.organization.slug, pk=customer.pk))
    context = {"tag_names": [tag.name for tag in tags_by_id(request.organization).values()]}
    return show_form(request, "desk/customers/new.html", form, context)


def _first(request: MemberRequest) -> dict[str, str]:
    """What a form begins with: what the address says, and a code that is free."""
    if request.method not in READS:
        return {}
    values = starting_values(request.GET)
    code = suggested_code(values["name"])
    return values | {"code": code, "suggested": code}


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
