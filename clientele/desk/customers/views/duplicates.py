from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotAllowed

from clientele.customers import policy
from clientele.customers.models import Customer
from clientele.customers.operations import dismiss_duplicate, withdraw_dismissal
from clientele.customers.queries import customer_for, dismissals_for
from clientele.desk.access import MemberRequest, action, page
from clientele.desk.customers.pairs import ShownPair, shown_dismissal, shown_pair
from clientele.desk.customers.record.notes import read_id
from clientele.kit.paging import Page, page_of
from clientele.search.queries import page_of_duplicates
from clientele.ui.http import READS, allow, go_to, show
from clientele.ui.jinja import address

PAGE_SIZE = 20
LAST_PAGE = 1_000_000


@page
def customer_duplicates(request: MemberRequest) -> HttpResponse:
    allow(policy.may_view(request.member))
    found = page_of_duplicates(request.member, number=_number(request), size=PAGE_SIZE)
    return _show(request, found, [shown_pair(request, pair) for pair in found.items])


@action
def customer_dismissed(request: MemberRequest) -> HttpResponseBase:
    if request.method in READS:
        allow(policy.may_view(request.member))
        found = page_of(dismissals_for(request.member), number=_number(request), size=PAGE_SIZE)
        return _show(request, found, [shown_dismissal(request, one) for one in found.items], is_dismissed=True)
    allow(policy.may_dismiss_duplicates(request.member))
    first, second = _customer(request, "first"), _customer(request, "second")
    dismissal = dismiss_duplicate(first, second, by=request.member, at=request.now)
    undo = address("customers:dismissal_withdrawal", request.organization.slug, dismissal=dismissal.pk)
    messages.success(request, f"{first.name} and {second.name} are not listed together any more.", extra_tags=undo)
    return go_to(request, address("customers:duplicates", request.organization.slug))


@action
def dismissal_withdrawal(request: MemberRequest, dismissal: int) -> HttpResponseBase:
    if request.method in READS:
        return HttpResponseNotAllowed(["POST"])
    allow(policy.may_dismiss_duplicates(request.member))
    found = dismissals_for(request.member).filter(pk=dismissal).first()
    if found is None:
        raise Http404
    withdraw_dismissal(found, by=request.member, at=request.now)
    messages.success(request, f"{found.first.name} and {found.second.name} are looked at again.")
    return go_to(request, address("customers:duplicates", request.organization.slug))


def _customer(request: MemberRequest, name: str) -> Customer:
    pk = read_id(request.POST.get(name))
    if pk is None:
        raise BadRequest(f"The {name} of the two is missing.")
    customer = customer_for(request.member, pk)
    if customer is None:
        raise Http404
    return customer


def _number(request: MemberRequest) -> int:
    return max(1, min(read_id(request.GET.get("page")) or 1, LAST_PAGE))


def _show(request: MemberRequest, found: Page, pairs: list[ShownPair], *, is_dismissed: bool = False) -> HttpResponse:
    context: dict[str, Any] = {
        "found": found,
        "pairs": pairs,
        "is_dismissed": is_dismissed,
        "may_dismiss": policy.may_dismiss_duplicates(request.member),
    }
    return show(request, "desk/customers/duplicates.html", context)
