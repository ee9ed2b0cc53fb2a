from dataclasses import replace

from django.http import HttpResponseBase

from clientele.billing import policy
from clientele.billing.queries import ageing_of, billed_to, page_of_invoices
from clientele.desk.access import MemberRequest, page
from clientele.desk.customers.record.frame import frame, load
from clientele.desk.invoices.columns import OF_CUSTOMER
from clientele.desk.invoices.frame import own_first, standing, today
from clientele.desk.invoices.listing import PAGE_SIZE, read_listing
from clientele.ui.http import allow, show


@page
def customer_invoices(request: MemberRequest, pk: int) -> HttpResponseBase:
    customer = load(request, pk)
    allow(policy.may_view(request.member))
    listing, on = replace(read_listing(request.GET), customer=customer.pk, q=""), today(request)
    wanted = listing.wanted(on)
    context = frame(request, customer, "customers:invoices") | {
        "listing": listing,
        "columns": OF_CUSTOMER,
        "of_customer": True,
        "invoices": page_of_invoices(request.member, wanted, listing.sort, number=listing.page, size=PAGE_SIZE),
        "billed": own_first(request, billed_to(customer)),
        "ages": {aged.currency: aged for aged in ageing_of(customer, on)},
        "on": on,
        "standing": standing,
        "may_invoice": policy.may_edit(request.member) and not customer.is_archived,
    }
    return show(request, "desk/customers/invoices.html", context)
