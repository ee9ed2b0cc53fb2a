"""Which time and expenses each line of an invoice came from."""

from dataclasses import dataclass

from clientele.billing.models import BilledExpense, BilledTime, Invoice, Line
from clientele.billing.queries import expenses_on, time_on
from clientele.projects.models.time import Spent

MOST = 500


@dataclass(frozen=True)
class Row:
    """What a line bills: time of so many minutes, or an expense; `spent` is None once it was removed."""

    line: Line
    spent: Spent | None
    minutes: int | None


@dataclass(frozen=True)
class Billed:
    """The rows in the order of lines, and whether there are more than are shown."""

    rows: list[Row]
    is_cut: bool

    @property
    def minutes(self) -> int:
        return sum(row.minutes or 0 for row in self.rows)


def billed_on(invoice: Invoice) -> Billed:
    """What an invoice bills, or billed until it was voided."""
    found: list[BilledTime | BilledExpense] = [*time_on(invoice, most=MOST + 1), *expenses_on(invoice, most=MOST + 1)]
    rows = sorted(map(_row, found), key=lambda row: row.line.position)
    return Billed(rows[:MOST], len(rows) > MOST)


def _row(billed: BilledTime | BilledExpense) -> Row:
    if isinstance(billed, BilledTime):
        return Row(billed.line, billed.entry, billed.minutes)
    return Row(billed.line, billed.expense, None)
