"""The columns of the customer list, declared: a slice that adds one adds a line here and a cell in cells.html."""

from collections.abc import Callable
from dataclasses import dataclass

from clientele.accounts.models import Member
from clientele.billing import policy as billing
from clientele.customers import policy
from clientele.desk.customers.listing import Listing
from clientele.projects import policy as projects


@dataclass(frozen=True)
class Column:
    """A column: its cell in cells.html, its head, what it sorts by, when it leaves as the page narrows, who sees it."""

    cell: str
    label: str
    sort: str = ""
    width: str = ""
    drop: str = ""
    is_number: bool = False
    shown_to: Callable[[Member], bool] = policy.may_view


COLUMNS = (
    Column("name", "Name", sort="name"),
    Column("code", "Code", sort="code", width="110"),
    Column("email", "Email", sort="email", width="200", drop="third"),
    Column("status", "Status", sort="status", width="110"),
    Column("projects", "Projects", sort="projects", width="90", is_number=True, shown_to=projects.may_view),
    Column("outstanding", "Outstanding", sort="outstanding", width="130", is_number=True, shown_to=billing.may_view),
    Column("tags", "Tags", width="130", drop="second"),
    Column("created", "Created", sort="created_at", width="130", drop="first"),
)


def columns_for(member: Member) -> list[Column]:
    """The columns that the member sees."""
    return [column for column in COLUMNS if column.shown_to(member)]


def may_list(member: Member, listing: Listing) -> bool:
    """Whether a view of the list is for the member: what it shows, and what it is narrowed and sorted by."""
    if listing.archived and not policy.may_view_archived(member):
        return False
    if listing.has_projects and not projects.may_view(member):
        return False
    return listing.sort.removeprefix("-") in {column.sort for column in columns_for(member)}
