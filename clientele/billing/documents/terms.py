"""When an invoice is due."""

from calendar import monthrange
from datetime import date, timedelta

from clientele.accounts.choices import PaymentTerms


def due_day(terms: str, issued_on: date) -> date:
    """The day by which an invoice of that date is paid: net terms count calendar days."""
    if terms == PaymentTerms.END_OF_MONTH:
        return _last_of_month(issued_on)
    if terms == PaymentTerms.END_OF_NEXT_MONTH:
        return _last_of_month(_last_of_month(issued_on) + timedelta(days=1))
    if terms == PaymentTerms.ON_RECEIPT:
        return issued_on
    return issued_on + timedelta(days=int(terms.removeprefix("net_")))


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
