"""The columns of the invoice list, declared, and the filters that are on, in words."""

from clientele.customers.models import Customer
from clientele.desk.customers.chips import Chip, span_of
from clientele.desk.customers.columns import Column
from clientele.desk.invoices.listing import Listing
from clientele.projects.models import Project

COLUMNS = (
    Column("number", "Number", sort="number", width="150"),
    Column("customer", "{one}"),
    Column("state", "Status", sort="status", width="180"),
    Column("issued", "Date", sort="issued_on", width="110", drop="third"),
    Column("due", "Due", sort="due_on", width="110", drop="second"),
    Column("total", "Total", sort="total", width="130"),
    Column("balance", "Outstanding", sort="balance", width="130", drop="first"),
)
#: The same on the page of one customer.
OF_CUSTOMER = tuple(Column("project", "Project") if column.cell == "customer" else column for column in COLUMNS)


def chips_of(listing: Listing, *, term: str, customer: Customer | None, project: Project | None) -> list[Chip]:
    """The filters of a view; search and pill stand in places of their own."""
    chips = []
    if customer:
        chips.append(Chip(term, customer.name, listing.but(customer=None)))
    if project:
        chips.append(Chip("Project", project.name, listing.but(project=None)))
    if listing.issued_from or listing.issued_to:
        words = span_of(listing.issued_from, listing.issued_to)
        chips.append(Chip("Date", words, listing.but(issued_from=None, issued_to=None)))
    return chips


def sort_choices(listing: Listing) -> list[dict[str, object]]:
    """The ways to sort, for phones, where the table has no head."""
    return [
        {
            "label": column.label,
            "url": listing.sorted_by(column.sort),
            "current": bool(listing.direction_of(column.sort)),
        }
        for column in COLUMNS
        if column.sort
    ]
