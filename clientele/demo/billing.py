"""What Brightwater has invoiced: a year of regular work, the invoices with a story, and some approved time."""

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import Sum

from clientele.accounts.models import Member
from clientele.accounts.operations.organization import update_organization
from clientele.billing.models import Invoice
from clientele.billing.operations import (
    Work,
    credit_invoice,
    draft_from_work,
    draft_invoice,
    finalise_invoice,
    record_payment,
    send_invoice,
    void_invoice,
)
from clientele.billing.queries import lines_of
from clientele.customers.models import Customer
from clientele.demo.story import moment_of
from clientele.projects.choices import Approval
from clientele.projects.models import Project, TimeEntry

TOLD = tomllib.loads(Path(__file__).with_name("billing.toml").read_text(encoding="utf-8"))
MONTHS, EACH_MONTH = 11, 5
BILLED_UNTIL = timedelta(days=16)
_METHODS = ("bank_transfer",) * 6 + ("direct_debit", "card")


@dataclass
class Billed:
    """An invoice to be: when it was issued, to whom, and what happened to it."""

    day: date
    customer: Customer
    lines: list[dict[str, Any]]
    values: dict[str, Any] = field(default_factory=dict)
    story: dict[str, Any] = field(default_factory=dict)


def tell_invoices(team: dict[str, Member], at: datetime) -> None:
    """Everything that was invoiced until `at`, in the order of its numbers; the same each time."""
    owner, by = next(iter(team.values())), team["Priya Nandakumar"]
    settings = dict(TOLD["organization"])
    organization = update_organization(owner.organization, changes=settings, by=owner, at=at - timedelta(days=600))
    by.organization = organization
    known = {customer.code: customer for customer in Customer.objects.exclude(code="").order_by("pk")}
    for customer in known.values():
        customer.organization = organization
    issued = [_told(told, known, at) for told in TOLD["invoices"]]
    for billed in sorted((*issued, *_regular(at)), key=lambda billed: billed.day):
        _live(_issue(billed, by, at), billed, by, at)
    _bill_work(by, at)
    for told in TOLD["drafts"]:
        _draft(_told(told, known, at), by, at)


def _told(told: dict[str, Any], known: dict[str, Customer], at: datetime) -> Billed:
    values: dict[str, Any] = {name: told[name] for name in ("reference", "note") if name in told}
    if "terms" in told:
        values["payment_terms"] = told["terms"]
    if "project" in told:
        values["project"] = Project.objects.get(code=told["project"])
    return Billed(at.date() - timedelta(days=told["ago"]), known[told["customer"]], told["lines"], values, told)


def _regular(at: datetime) -> Iterator[Billed]:
    """Small work for many, paid about when it is due; what is not due yet is still open."""
    dice = random.Random(23)  # noqa: S311
    everyone: Sequence[Customer] = list(Customer.objects.active().filter(currency="GBP").order_by("pk"))
    for place in range(MONTHS * EACH_MONTH):
        day = at.date() - timedelta(days=30 * MONTHS - place * 30 // EACH_MONTH + dice.randrange(4))
        customer = dice.choice([one for one in everyone if one.created_at.date() < day] or everyone)
        lines = [
            _service(service, dice) for service in dice.sample(TOLD["regular"]["services"], dice.choice((1, 2, 2, 3)))
        ]
        late = dice.choices((-9, -3, 0, 2, 12), (20, 30, 20, 20, 10))[0]
        payment = {"late": late, "method": dice.choice(_METHODS), "reference": f"BGC {dice.randrange(10**5):05}"}
        yield Billed(max(day, customer.created_at.date()), customer, lines, story={"payments": [payment]})


def _service(told: Sequence[Any], dice: random.Random) -> dict[str, Any]:
    description, unit, price, most = told
    return {"description": description, "unit": unit, "unit_price": price, "quantity": dice.randrange(most) + 1}


def _draft(billed: Billed, by: Member, at: datetime) -> Invoice:
    when = moment_of(billed.day, 10, at)
    return draft_invoice(customer=billed.customer, values=billed.values, lines=billed.lines, by=by, at=when)


def _issue(billed: Billed, by: Member, at: datetime) -> Invoice:
    return finalise_invoice(_draft(billed, by, at), by=by, at=moment_of(billed.day, 11, at))


def _live(invoice: Invoice, billed: Billed, by: Member, at: datetime) -> None:
    """What happened next: sent once only, as each sending leaves a mail in the outbox."""
    told = billed.story
    if told.get("is_sent"):
        send_invoice(invoice, by=by, at=_later(billed, 0, at))
    if void := told.get("void"):
        void_invoice(invoice, reason=void["reason"], by=by, at=_later(billed, void["after"], at))
    if credit := told.get("credit"):
        lines = (
            [{"line": lines_of(invoice)[credit["line"]].pk, "quantity": credit["quantity"]}]
            if "line" in credit
            else None
        )
        credit_invoice(invoice, lines=lines, note=credit["note"], by=by, at=_later(billed, credit["after"], at))
    for payment in told.get("payments", []):
        _pay(invoice, billed, payment, by, at)


def _pay(invoice: Invoice, billed: Billed, told: dict[str, Any], by: Member, at: datetime) -> None:
    days = told["after"] if "after" in told else max(1, (invoice.due_on - billed.day).days + told["late"])
    if billed.day + timedelta(days=days) > at.date():
        return
    invoice.refresh_from_db(fields=["balance"])
    values = {"amount": told.get("amount", invoice.balance), "reference": told["reference"]}
    record_payment(
        invoice, values=values | {"method": told.get("method", "bank_transfer")}, by=by, at=_later(billed, days, at)
    )


def _later(billed: Billed, days: int, at: datetime) -> datetime:
    return moment_of(billed.day + timedelta(days=days), 14, at)


def _bill_work(by: Member, at: datetime) -> None:
    """The project with most approved time has a draft of it, the next an invoice; the last two weeks can be billed."""
    until = (at - BILLED_UNTIL).date()
    approved = TimeEntry.objects.filter(status=Approval.APPROVED, day__lte=until).billable().values("project")
    keys = approved.annotate(spent=Sum("minutes")).order_by("-spent", "project").values_list("project", flat=True)[:2]
    found = Project.objects.select_related("customer__organization").in_bulk(keys)
    drafted, invoiced = (found[key] for key in keys)
    summed = Work(until=until, is_detailed=False)
    finalise_invoice(draft_from_work(invoiced, work=summed, by=by, at=at), by=by, at=at)
    draft_from_work(drafted, work=Work(until=until), by=by, at=at)
