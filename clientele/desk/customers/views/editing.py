from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase

from clientele.customers import policy
from clientele.customers.models import Customer
from clientele.customers.operations import update_customer
from clientele.desk.access import MemberRequest, action
from clientele.desk.customers.record.forms import IdentityForm
from clientele.desk.customers.record.frame import load_current
from clientele.desk.saving import save
from clientele.ui.http import allow, go_to, posted, show
from clientele.ui.jinja import address


@action
def customer_edit(request: MemberRequest, pk: int) -> HttpResponseBase:
    customer = load_current(request, pk)
    allow(policy.may_edit(request.member, customer))

    def make(data: Any) -> IdentityForm:
        return IdentityForm(customer, data)

    def update(values: dict[str, Any], version: int | None) -> Customer:
        return update_customer(customer, changes=values, version=version, by=request.member, at=request.now)

    saved = save(posted(request), customer, make, update)
    if saved.record:
        messages.success(request, "Changes saved.")
        return go_to(request, address("customers:detail", request.organization.slug, pk=pk))
    context = {"customer": customer, "form": saved.form, "collision": saved.collision, "existing": saved.existing}
    return show(request, "desk/customers/edit.html", context, status=saved.status)
