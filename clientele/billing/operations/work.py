"""Invoices from time, expenses and fixed fees of projects; nothing is billed twice."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from clientele.accounts.models import Member
from clientele.billing.documents.arithmetic import Sums
from clientele.billing.models import BilledExpense, BilledTime, Invoice, Line
from clientele.billing.operations.drafts import begin, tell_of, unsaved
from clientele.billing.operations.lines import lines_made, put_lines
from clientele.billing.operations.rows import Row, rows_of
from clientele.billing.queries.work import billable_expenses, billable_time
from clientele.kit.refusals import Conflict, Refusal
from clientele.projects.models import Expense, Project, TimeEntry


@dataclass(frozen=True)
class Work:
    """What to bill of a project: ids of time and expenses, or all there is between the days; fixed fees as lines.

    `is_detailed` makes a line of each entry, otherwise time is summed by rate and what `summed_by` names; where it
    `is_covered` the first fee bills it all. Projects `beside` the first are of the same customer and currency.
    """

    since: date | None = None
    until: date | None = None
    time: Collection[int] | None = None
    expenses: Collection[int] | None = None
    fees: tuple[Mapping[str, Any], ...] = ()
    is_detailed: bool = True
    summed_by: str = "billing_code"
    is_covered: bool = False
    beside: tuple[Project, ...] = ()


@dataclass(frozen=True)
class Preview:
    """An invoice as it would be drafted; nothing of it is saved."""

    invoice: Invoice
    lines: list[Line]
    sums: Sums


@transaction.atomic
def draft_from_work(
    project: Project,
    *,
    work: Work,
    by: Member,
    at: datetime,
    values: Mapping[str, Any] | None = None,
    confirm_currency: bool = False,
) -> Invoice:
    """Begin an invoice of what was done on a project, in the project's currency.

    Raises `work_taken`, `nothing_to_bill`, `customer_archived` or `currency_unusual` (409), `validation_error` (422).
    """
    time, expenses = _offered(project, work)
    rows, given = _planned(project, work, _locked(time, work.time), _locked(expenses, work.expenses), values or {})
    draft = begin(project.customer, given, by=by, at=at, confirm_currency=confirm_currency)
    lines = put_lines(draft, [row.line for row in rows], at=at)
    _take(lines, rows)
    tell_of(draft, by=by, at=at)
    return draft


def preview_work(
    project: Project, *, work: Work, by: Member, at: datetime, values: Mapping[str, Any] | None = None
) -> Preview:
    """The invoice that `draft_from_work` would begin of what is still free, whatever its currency.

    Raises `nothing_to_bill` or `customer_archived` (409), `validation_error` (422).
    """
    time, expenses = _offered(project, work)
    rows, given = _planned(project, work, _chosen(time, work.time), _chosen(expenses, work.expenses), values or {})
    draft = unsaved(project.customer, given, by=by, at=at, confirm_currency=True)
    lines, sums = lines_made(draft, [row.line for row in rows], {})
    draft.subtotal, draft.tax_total, draft.total = sums.subtotal, sums.tax_total, sums.total
    return Preview(draft, lines, sums)


def _offered(project: Project, work: Work) -> tuple[Any, Any]:
    """What can be billed of the projects, which are one customer's and in one currency."""
    for other in work.beside:
        if other.customer_id != project.customer_id or other.currency != project.currency:
            called = project.organization.words.one_lower
            told = f"{project.name} and {other.name} differ in {called} or currency; an invoice has one of each."
            raise Refusal("validation_error", told, field="projects")
    projects = (project, *work.beside)
    days: dict[str, Any] = {"since": work.since, "until": work.until}
    return billable_time(*projects, **days), billable_expenses(*projects, **days)


def _planned(
    project: Project, work: Work, time: list[TimeEntry], expenses: list[Expense], values: Mapping[str, Any]
) -> tuple[list[Row], dict[str, Any]]:
    """The lines to be, and the head of the invoice.

    Raises `nothing_to_bill` (409).
    """
    way: dict[str, Any] = {"summed_by": "" if work.is_detailed else work.summed_by, "is_covered": work.is_covered}
    rows = rows_of((project, *work.beside), time, expenses, work.fees, **way)
    if not rows:
        raise Conflict("nothing_to_bill", f"{project.name} has nothing to bill here.")
    days = [spent.day for spent in (*time, *expenses)]
    served = {"served_from": work.since or min(days, default=None), "served_to": work.until or max(days, default=None)}
    head = {"project": None if work.beside else project, "currency": project.currency}
    return rows, served | dict(values) | head


def _chosen(rows: Any, wanted: Collection[int] | None) -> list[Any]:
    return list(rows if wanted is None else rows.filter(pk__in=wanted))


def _locked(rows: Any, wanted: Collection[int] | None) -> list[Any]:
    """The rows that are still free once they are locked, so that two at once never take the same."""
    chosen = rows if wanted is None else rows.filter(pk__in=wanted)
    keys = [row.pk for row in rows.model.objects.select_for_update().filter(pk__in=chosen.values("pk")).order_by("pk")]
    free = list(chosen.filter(pk__in=keys))
    if wanted is not None and len(free) < len(set(wanted)):
        raise Conflict("work_taken", "Some of this is billed already or cannot be billed. Choose again.")
    return free


def _take(lines: Sequence[Line], rows: Sequence[Row]) -> None:
    time = [
        BilledTime(organization=line.organization, line=line, entry=entry, minutes=entry.minutes)
        for line, row in zip(lines, rows, strict=True)
        for entry in row.time
    ]
    expenses = [
        BilledExpense(organization=line.organization, line=line, expense=expense, amount=expense.amount)
        for line, row in zip(lines, rows, strict=True)
        for expense in row.expenses
    ]
    try:
        with transaction.atomic():
            BilledTime.objects.bulk_create(time)
            BilledExpense.objects.bulk_create(expenses)
    except IntegrityError:
        raise Conflict("work_taken", "Some of this was billed a moment ago. Choose again.") from None
