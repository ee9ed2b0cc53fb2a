from django.http import HttpResponseBase

from clientele.desk.access import MemberRequest, page
from clientele.desk.customers.record.cards import cards_for
from clientele.desk.customers.record.frame import frame, load
from clientele.ui.http import show


@page
def customer_detail(request: MemberRequest, pk: int) -> HttpResponseBase:
    customer = load(request, pk)
    context = frame(request, customer, "customers:detail") | cards_for(request, customer)
    return show(request, "desk/customers/detail.html", context)
