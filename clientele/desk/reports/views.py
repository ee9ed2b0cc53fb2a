"""What a firm looks at: who owes how much for how long, and what came in and went back."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.http import HttpResponse, HttpResponseBase

from clientele.billing import policy
from clientele.billing.queries import AGES, InvoiceFilter, ageing_by_customer, ageing_listed, money_between
from clientele.desk.access import MemberRequest, page
from clientele.desk.exchange.download import as_csv
from clientele.desk.invoices.frame import own_first, today
from clientele.exchange.writing.payments import payment_rows
from clientele.kit.money import minor_digits
from clientele.overview.queries import revenue_by_month
from clientele.projects import policy as projects
from clientele.ui.http import allow, show

_MOST_BARS, _MOST_ROWS = 12, 100


@page
def report(request: MemberRequest) -> HttpResponse:
    allow(policy.may_view(request.member))
    on, own = today(request), request.organization.currency
    owed = ageing_by_customer(request.member, on, most=_MOST_ROWS + 1)
    revenue = revenue_by_month(request.member, since=_since(on), until=on)
    totals = own_first(request, ageing_listed(request.member, InvoiceFilter(), on))
    owing = {one.currency: [row for row in owed if row[2].currency == one.currency] for one in totals}
    context = {
        "owed": totals,
        "owing": [row for rows in owing.values() for row in rows[:_MOST_ROWS]],
        "is_more": any(len(rows) > _MOST_ROWS for rows in owing.values()),
        "owing_bars": {code: rows[:_MOST_BARS] for code, rows in owing.items()},
        "ages": [age for age, _ in AGES],
        "revenue": sorted(revenue, key=lambda row: (row[0], row[1] != own, row[1])),
        "revenue_bars": {
            code: [row for row in revenue if row[1] == code]
            for code in sorted({code for _, code, _ in revenue}, key=lambda code: (code != own, code))
        },
        "may_see_hours": projects.may_see_time(request.member),
    }
    return show(request, "desk/reports/report.html", context)


@page
def owed_csv(request: MemberRequest) -> HttpResponseBase:
    allow(policy.may_view(request.member))
    on = today(request)
    return as_csv(_owed_rows(request, on), f"{request.organization.slug} owed {on}.csv", request.organization)


@page
def revenue_csv(request: MemberRequest) -> HttpResponseBase:
    allow(policy.may_view(request.member))
    on = today(request)
    return as_csv(_revenue_rows(request, on), f"{request.organization.slug} revenue {on}.csv", request.organization)


@page
def payments_csv(request: MemberRequest) -> HttpResponseBase:
    allow(policy.may_view(request.member))
    on = today(request)
    moved = money_between(request.member, since=_since(on), until=on)
    rows = payment_rows(moved, request.organization.words.one)
    return as_csv(rows, f"{request.organization.slug} payments {on}.csv", request.organization)


def _owed_rows(request: MemberRequest, on: date) -> Iterator[list[str]]:
    yield ["Name", "Currency", "Outstanding", "Overdue", "Not due", "1-30 days", "31-60 days", "61-90 days", "Older"]
    for _, name, aged in ageing_by_customer(request.member, on):
        places = minor_digits(aged.currency)
        amounts = [aged.outstanding, aged.overdue, *(aged.amounts.get(age, 0) for age, _ in AGES)]
        yield [name, aged.currency, *(f"{amount:.{places}f}" for amount in amounts)]


def _revenue_rows(request: MemberRequest, on: date) -> Iterator[list[str]]:
    yield ["Month", "Currency", "Net revenue"]
    for month, currency, amount in revenue_by_month(request.member, since=_since(on), until=on):
        yield [f"{month:%Y-%m}", currency, f"{amount:.{minor_digits(currency)}f}"]


def _since(on: date) -> date:
    """The first day of the month eleven months ago."""
    return (on.replace(day=1) - timedelta(days=330)).replace(day=1)
