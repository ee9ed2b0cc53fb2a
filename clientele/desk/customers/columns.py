"""The columns of the customer list, declared: a slice that adds one adds a line here and a cell in cells.html."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column: its cell in cells.html, its head, what it sorts by, and when it leaves as the page narrows."""

    cell: str
    label: str
    sort: str = ""
    width: str = ""
    drop: str = ""


COLUMNS = (
    Column("name", "Name", sort="name"),
    Column("code", "Code", sort="code", width="110"),
    Column("email", "Email", sort="email", width="200", drop="third"),
    Column("status", "Status", sort="status", width="110"),
    Column("tags", "Tags", width="180", drop="second"),
    Column("created", "Created", sort="created_at", width="130", drop="first"),
)
