"""What is asked of the server, declared: one line for each measure, with its goal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

Facts = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A page that is fetched; `goal` is at most so many times the bare view, `growth` so many times itself at 1,000.

    A `part` of a page is what a script asks for.
    """

    group: str
    label: str
    path: Callable[[Facts], str]
    goal: float = 15
    growth: float = 1.5
    part: bool = False

    @property
    def headers(self) -> dict[str, str]:
        """What a browser sends with it."""
        return {"HX-Request": "true"} if self.part else {}


def _list(query: str = "") -> Callable[[Facts], str]:
    return lambda facts: f"/{facts['slug']}/customers/{query.format(**_quoted(facts))}"


def _palette(text: str) -> Callable[[Facts], str]:
    return lambda facts: f"/{facts['slug']}/palette/?q={quote(facts[text])}"


def _quoted(facts: Facts) -> Facts:
    return {name: quote(str(value)) for name, value in facts.items()}


PAGES = (
    Asked("list", "List", _list()),
    Asked("list", "List, last page", _list("?page={last}")),
    Asked("list", "List, the very middle", _list("?page={middle}"), goal=0, growth=0),
    *(
        Asked("sort", f"Sorted by {name}{', downwards' if minus else ''}", _list(f"?sort={minus}{key}"))
        for key, name in (
            ("name", "name"),
            ("code", "code"),
            ("email", "e-mail"),
            ("status", "status"),
            ("created_at", "creation"),
            ("projects", "projects"),
            ("outstanding", "outstanding"),
        )
        for minus in ("", "-")
        if minus or key != "name"
    ),
    Asked("filter", "Filter by tag", _list("?tag={tag}")),
    Asked("filter", "Filter by status", _list("?status=inactive")),
    Asked("filter", "Filter by projects", _list("?has_projects=yes")),
    Asked("filter", "Filter by creation", _list("?created_from={created_from}&created_to={created_to}")),
    Asked("filter", "Filter by tag and creation", _list("?tag={tag}&created_from={created_from}")),
    Asked("search", "Search, narrow", _list("?q={narrow}")),
    Asked("search", "Search, broad", _list("?q={broad}")),
    Asked("search", "Search, common words together", _list("?q={together}"), growth=0),
    Asked("search", "Search, two letters", _list("?q=ha")),
    Asked("search", "Search, nothing found", _list("?q=zzqqxx")),
    Asked("search", "Search, narrow, by creation", _list("?q={narrow}&sort=-created_at")),
    Asked("palette", "Palette", _palette("narrow"), part=True),
    Asked("palette", "Palette, broad", _palette("broad"), part=True),
    Asked("palette", "Palette as a page", _palette("narrow")),
    Asked("palette", "Palette as a page, broad", _palette("broad")),
    Asked("customer", "Customer page", lambda facts: f"/{facts['slug']}/customers/{facts['customer']}/", goal=20),
)


def _invoices(query: str = "") -> Callable[[Facts], str]:
    return lambda facts: f"/{facts['slug']}/invoices/{query.format(**_quoted(facts))}"


def _tab(customer: str, rest: str = "") -> Callable[[Facts], str]:
    return lambda facts: f"/{facts['slug']}/customers/{facts[customer]}/{rest}"


#: Asked of an organisation with many invoices.
INVOICE_PAGES = (
    Asked("billing", "Invoices", _invoices()),
    Asked("billing", "Invoices, last page", _invoices("?page={last}"), goal=0, growth=0),
    *(
        Asked("billing", f"Invoices by {name}{', downwards' if minus else ''}", _invoices(f"?sort={minus}{key}"))
        for key, name in (
            ("issued_on", "date"),
            ("due_on", "due date"),
            ("number", "number"),
            ("total", "total"),
            ("balance", "what is owed"),
            ("status", "status"),
        )
        for minus in ("", "-")
        if minus + key != "-issued_on"
    ),
    *(
        Asked("billing", f"Invoices: {shown}", _invoices(f"?show={shown}"))
        for shown in ("draft", "outstanding", "overdue", "paid", "void")
    ),
    Asked("billing", "Invoices: overdue, by due date", _invoices("?show=overdue&sort=due_on")),
    Asked("billing", "Invoices of ten days", _invoices("?from={since}&to={until}")),
    Asked("billing", "Invoices of a customer with few", _invoices("?customer={quiet}")),
    Asked("billing", "Invoices of a customer with a tenth", _invoices("?customer={busy}")),
    Asked("billing", "Invoices, search by number", _invoices("?q=OLD-2025-000")),
    Asked("billing", "Invoices, search by customer", _invoices("?q={name}")),
    Asked("billing", "Invoices, nothing found", _invoices("?q=zzqqxx")),
    Asked("billing", "An invoice", _invoices("{invoice}/"), goal=20),
    Asked("billing", "Reports: owed and revenue", lambda facts: f"/{facts['slug']}/reports/", goal=0),
    Asked("billing", "Customer with few", _tab("quiet"), goal=20),
    Asked("billing", "Customer with a tenth", _tab("busy"), goal=20),
    Asked("billing", "Invoices tab of few", _tab("quiet", "invoices/"), goal=20),
    Asked("billing", "Invoices tab of a tenth", _tab("busy", "invoices/"), goal=20),
)
