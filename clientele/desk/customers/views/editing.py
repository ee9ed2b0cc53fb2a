from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase

from clientele.customers import policy
from clientele.customers.operations import update_customer
from clientele.desk.access import MemberRequest, action
from clientele.desk.collisions import collide, with_choices
from clientele.desk.customers.record.forms import IdentityForm
from clientele.desk.customers.record.frame import load_current
from clientele.kit.refusals import Refusal
from clientele.ui.http import READS, allow, go_to, refuse, show
from clientele.ui.jinja import address


@action
def customer_edit(request: MemberRequest, pk: int) -> HttpResponseBase:
    customer = load_current(request, pk)
    allow(policy.may_edit(request.member, customer))
    context: dict[str, Any] = {"customer": customer, "collision": None, "existing": None}
    if request.method in READS:
        return show(request, "desk/customers/edit.html", context | {"form": IdentityForm(customer)})

    form, status = IdentityForm(customer, with_choices(IdentityForm(customer), customer, request.POST)), 422
    if form.is_valid():
        try:
            update_customer(
                customer,
                changes=form.changes,
                version=form.cleaned_data["version"],
                by=request.member,
                at=request.now,
            )
        except Refusal as refusal:
            status = refusal.status
            if refusal.code == "version_conflict":
                data, context["collision"] = collide(form, refusal)
                form = IdentityForm(customer, data)
            else:
                refuse(form, refusal)
                context["existing"] = refusal.extra
        else:
            messages.success(request, "Changes saved.")
            return go_to(request, address("customers:detail", request.organization.slug, pk=pk))
    return show(request, "desk/customers/edit.html", context | {"form": form}, status=status)
