"""On which invoice time and expenses are, for the rows that show them."""

from collections.abc import Iterable

from clientele.billing import policy
from clientele.billing.models import Invoice
from clientele.billing.queries import invoices_of_expenses, invoices_of_time
from clientele.desk.access import MemberRequest
from clientele.projects.models import Expense, TimeEntry
from clientele.projects.queries import Week
from clientele.ui.jinja import address

Links = dict[int, dict[str, str]]


def invoices_of_entries(request: MemberRequest, entries: Iterable[TimeEntry]) -> Links:
    """The number and address of the invoice of each entry that is on one, for those who may see invoices."""
    keys = [entry.pk for entry in entries]
    return _links(request, invoices_of_time(keys)) if keys and policy.may_view(request.member) else {}


def invoices_of_spent(request: MemberRequest, expenses: Iterable[Expense]) -> Links:
    """The same for expenses."""
    keys = [expense.pk for expense in expenses]
    return _links(request, invoices_of_expenses(keys)) if keys and policy.may_view(request.member) else {}


def invoices_of_week(request: MemberRequest, week: Week) -> dict[str, str]:
    """What the entries of a cell are on, by its row and day: `INV-2026-0007, a draft invoice`."""
    links = invoices_of_entries(request, week.entries)
    found = {}
    for row in week.rows:
        for cell in row.cells:
            labels = dict.fromkeys(links[entry.pk]["label"] for entry in cell.entries if entry.pk in links)
            if labels:
                found[f"{row.key}-{cell.day}"] = ", ".join(labels)
    return found


def _links(request: MemberRequest, invoices: dict[int, Invoice]) -> Links:
    slug = request.organization.slug
    return {
        pk: {"label": invoice.number or "a draft invoice", "url": address("invoices:detail", slug, pk=invoice.pk)}
        for pk, invoice in invoices.items()
    }
