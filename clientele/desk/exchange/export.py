from collections.abc import Iterator

from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.utils import timezone

from clientele.accounts.models import Member
from clientele.customers.models import CustomerQuerySet
from clientele.customers.queries import in_order, listed_customers
from clientele.desk.access import MemberRequest, page
from clientele.desk.customers.columns import may_list
from clientele.desk.customers.listing import Listing, read_listing
from clientele.desk.exchange.download import CSV, XLSX, as_file
from clientele.exchange import policy
from clientele.exchange.operations.exporting import export_csv, export_xlsx, record_export
from clientele.kit.tenancy import inside
from clientele.search.queries import matching
from clientele.ui.http import allow, show

PORTION = 64 * 1024


@page
def export_customers(request: MemberRequest) -> HttpResponse:
    listing = _listing(request)
    number = _customers(request.member, listing).order_by().count()
    return show(request, "desk/exchange/export.html", {"listing": listing, "number": number})


@page
def export_as_csv(request: MemberRequest) -> StreamingHttpResponse:
    customers = _customers(request.member, _listing(request))
    content = _remembered(export_csv(customers, by=request.member), customers, request.member)
    return as_file(content, _name(request, "csv"), CSV)


@page
def export_as_xlsx(request: MemberRequest) -> StreamingHttpResponse:
    customers = _customers(request.member, _listing(request))
    content = _remembered(_portions(customers, request.member), customers, request.member)
    return as_file(content, _name(request, "xlsx"), XLSX)


def _listing(request: MemberRequest) -> Listing:
    allow(policy.may_export(request.member))
    given: QueryDict = request.GET.copy()
    given.pop("page", None)
    listing = read_listing(given)
    allow(may_list(request.member, listing))
    return listing


def _customers(member: Member, listing: Listing) -> CustomerQuerySet:
    found = in_order(listed_customers(member, listing.wanted), listing.sort)
    return matching(found, listing.q) if listing.q else found


def _portions(customers: CustomerQuerySet, by: Member) -> Iterator[bytes]:
    with inside(by.organization), export_xlsx(customers, by=by) as file:
        while portion := file.read(PORTION):
            yield portion


def _remembered(content: Iterator[bytes], customers: CustomerQuerySet, by: Member) -> Iterator[bytes]:
    """The file, and once it has left, an entry of who took how many customers out."""
    yield from content
    with inside(by.organization):
        record_export(customers.order_by().count(), by=by, at=timezone.now())


def _name(request: MemberRequest, kind: str) -> str:
    firm, today = request.organization, request.now.astimezone(request.organization.zone)
    return f"{firm.slug} {firm.words.many_lower} {today:%Y-%m-%d}.{kind}"
