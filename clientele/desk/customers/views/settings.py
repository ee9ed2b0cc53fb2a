from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase

from clientele.customers import policy
from clientele.customers.choices import BILLING_FIELDS, FIELD_WORDS, in_words
from clientele.customers.models import Customer
from clientele.customers.operations import update_customer
from clientele.customers.queries import offered_tags, tags_of, values_of
from clientele.desk.access import MemberRequest, action, page
from clientele.desk.collisions import collide, with_choices
from clientele.desk.customers.record.forms import BillingForm, RecordForm
from clientele.desk.customers.record.frame import frame, load, load_current
from clientele.desk.customers.record.general import GeneralForm
from clientele.desk.customers.record.saying import say_status, stays_open
from clientele.kit.refusals import Refusal
from clientele.ui.http import READS, allow, go_to, refuse, show
from clientele.ui.jinja import address

Shown = dict[str, Any]


@page
def customer_settings(request: MemberRequest, pk: int) -> HttpResponseBase:
    return _show(request, load(request, pk))


@action
def customer_general(request: MemberRequest, pk: int) -> HttpResponseBase:
    customer = _load(request, pk)
    if request.method in READS:
        return _show(request, customer)
    form = _general(customer, with_choices(_general(customer), customer, request.POST))
    old = customer.status
    saved, more, status = _save(request, customer, form)
    if saved is None:
        return _show(request, customer, status, **{"general": form} | more)
    text, undo = say_status(request, saved) if saved.status != old else ("General settings saved.", "")
    messages.success(request, text, extra_tags=undo)
    return _back(request, pk)


@action
def customer_billing(request: MemberRequest, pk: int) -> HttpResponseBase:
    customer = _load(request, pk)
    if request.method in READS:
        return _show(request, customer)
    form = _billing(customer, with_choices(_billing(customer), customer, request.POST))
    saved, more, status = _save(request, customer, form)
    if saved is None:
        return _show(request, customer, status, **{"billing": form} | more)
    messages.success(request, "Billing settings saved.")
    return _back(request, pk)


def _load(request: MemberRequest, pk: int) -> Customer:
    customer = load_current(request, pk)
    allow(policy.may_edit(request.member, customer))
    return customer


def _save(request: MemberRequest, customer: Customer, form: RecordForm) -> tuple[Customer | None, Shown, int]:
    """The customer as saved; or None, what to show instead of the form, and with which status."""
    if not form.is_valid():
        return None, {}, 422
    try:
        saved = update_customer(
            customer,
            changes=form.changes,
            tags=form.tag_names if isinstance(form, GeneralForm) else None,
            version=form.cleaned_data["version"],
            by=request.member,
            at=request.now,
        )
    except Refusal as refusal:
        if refusal.code != "version_conflict":
            refuse(form, refusal)
            return None, {}, refusal.status
        data, collision = collide(form, refusal)
        if isinstance(form, GeneralForm):
            return None, {"general": _general(customer, data), "general_collision": collision}, 409
        return None, {"billing": _billing(customer, data), "billing_collision": collision}, 409
    return saved, {}, 200


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
