from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseNotAllowed

from clientele.customers import policy
from clientele.customers.choices import Status
from clientele.customers.operations import update_customer
from clientele.desk.access import MemberRequest, action
from clientele.desk.customers.record.frame import load_current
from clientele.desk.customers.record.saying import say_status
from clientele.ui.http import READS, allow, go_to
from clientele.ui.jinja import address


@action
def customer_activity(request: MemberRequest, pk: int) -> HttpResponseBase:
    return _set(request, pk, Status.ACTIVE)


@action
def customer_inactivity(request: MemberRequest, pk: int) -> HttpResponseBase:
    return _set(request, pk, Status.INACTIVE)


def _set(request: MemberRequest, pk: int, status: Status) -> HttpResponseBase:
    if request.method in READS:
        return HttpResponseNotAllowed(["POST"])
    customer = load_current(request, pk)
    allow(policy.may_edit(request.member, customer))
    customer = update_customer(customer, changes={"status": status}, by=request.member, at=request.now)
    text, undo = say_status(request, customer)
    messages.success(request, text, extra_tags=undo)
    return go_to(request, address("customers:detail", request.organization.slug, pk=pk))
