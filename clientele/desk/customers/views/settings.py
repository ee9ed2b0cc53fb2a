from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase

from clientele.customers import policy
from clientele.customers.choices import BILLING_FIELDS, FIELD_WORDS, in_words
from clientele.customers.models import Customer
from clientele.customers.operations import update_customer
from clientele.customers.queries import offered_tags, tags_of, values_of
from clientele.desk.access import MemberRequest, action, page
from clientele.desk.customers.record.forms import BillingForm, RecordForm
from clientele.desk.customers.record.frame import frame, load, load_current
from clientele.desk.customers.record.general import GeneralForm
from clientele.desk.customers.record.saying import say_status, stays_open
from clientele.desk.saving import Saved, save
from clientele.ui.http import allow, go_to, posted, show
from clientele.ui.jinja import address


@page
def customer_settings(request: MemberRequest, pk: int) -> HttpResponseBase:
    return _show(request, load(request, pk))


@action
def customer_general(request: MemberRequest, pk: int) -> HttpResponseBase:
    customer = _load(request, pk)
    old = customer.status
    saved = _save(request, customer, _general)
    if saved.record is None:
        return _show(request, customer, saved.status, general=saved.form, general_collision=saved.collision)
    is_moved = saved.record.status != old
    text, undo = say_status(request, saved.record) if is_moved else ("General settings saved.", "")
    messages.success(request, text, extra_tags=undo)
    return _back(request, pk)


@action
def customer_billing(request: MemberRequest, pk: int) -> HttpResponseBase:
    customer = _load(request, pk)
    saved = _save(request, customer, _billing)
    if saved.record is None:
        return _show(request, customer, saved.status, billing=saved.form, billing_collision=saved.collision)
    messages.success(request, "Billing settings saved.")
    return _back(request, pk)


def _load(request: MemberRequest, pk: int) -> Customer:
    customer = load_current(request, pk)
    allow(policy.may_edit(request.member, customer))
    return customer


def _save(request: MemberRequest, customer: Customer, form_of: Callable[..., RecordForm]) -> Saved:
    def update(values: dict[str, Any], version: int | None) -> Customer:
        tags = values.pop("tags", None)
        return update_customer(customer, changes=values, tags=tags, version=version, by=request.member, at=request.now)

    return save(posted(request), customer, partial(form_of, customer), update)


def _show(request: MemberRequest, customer: Customer, status: int = 200, **forms: Any) -> HttpResponseBase:
    context = frame(request, customer, "customers:settings") | {
        "stays_open": stays_open(request.member, customer),
        "general_collision": None,
        "billing_collision": None,
        "read_only": None,
    }
    if context["may_edit"]:
        context |= {
            "general": forms.get("general") or _general(customer),
            "billing": forms.get("billing") or _billing(customer),
        }
    else:
        values = values_of(customer)
        context["read_only"] = [
            (FIELD_WORDS[field].capitalize(), in_words(field, values[field]))
            for field in ("status", "kind", "tags", *BILLING_FIELDS)
        ]
    return show(request, "desk/customers/settings.html", context | forms, status=status)


def _general(customer: Customer, data: Any = None) -> GeneralForm:
    posted = data.getlist("tags") if data is not None else []
    return GeneralForm(customer, data, has=tags_of(customer), known=offered_tags(posted))


def _billing(customer: Customer, data: Any = None) -> BillingForm:
    return BillingForm(customer, data, auto_id="billing_%s")


def _back(request: MemberRequest, pk: int) -> HttpResponseBase:
    return go_to(request, address("customers:settings", request.organization.slug, pk=pk))
