"""Fills an empty installation with so many invoices and answers what to ask it for."""

import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from django.core.management import call_command
from django.db import transaction

from bench.names import seeded_customers
from bench.seed import EMAIL, PASSWORD, SLUG, customer_row, settle
from clientele.accounts.models import Member, Organization
from clientele.accounts.operations.organization import create_organization
from clientele.accounts.operations.people import create_user
from clientele.billing.models import Invoice
from clientele.billing.operations import draft_invoice, finalise_invoice
from clientele.customers.models import Customer
from clientele.customers.operations import create_customer
from clientele.kit.rows import filled, insert_rows, write_rows
from clientele.kit.tenancy import inside
from clientele.overview.operations import recount, recount_figures, recount_revenue
from clientele.search.operations import refresh_customers

NOW = datetime.now(UTC).replace(microsecond=0)
YEARS, BATCH, CUSTOMERS, FEW = 3, 10_000, 1_000, 10
LINES = [
    {
        "description": f"Engineer, planned work {place}",
        "detail": "Omar Reid, 12 October",
        "quantity": 7,
        "unit_price": 62,
    }
    for place in range(8)
]


def answer(size: str) -> dict[str, Any]:
    started = time.monotonic()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    begun = NOW - timedelta(days=366 * YEARS)
    owner = create_user(email=EMAIL, name="Olive Owner", password=PASSWORD, at=begun)
    organization = create_organization(
        name="Brightwater Heating", slug=SLUG, owner=owner, at=begun, country="GB", tax_number="GB123456789",
        tax_rate="20",
    )  # fmt: skip
    number = int(size)
    with inside(organization):
        olive = Member.objects.select_related("user", "role", "organization").get()
        busy, quiet = (create_customer(values={"name": name}, by=olive, at=begun) for name in ("Busy Ltd", "Quiet Ltd"))
        customers = _customers(organization)
        likeness = finalise_invoice(draft_invoice(customer=busy, lines=LINES, by=olive, at=begun), by=olive, at=begun)
        rows = _rows(number, [busy, quiet], customers, likeness)
        while some := list(islice(rows, BATCH)):
            with transaction.atomic():
                write_rows(Invoice, some)
        recount(organization)
        recount_figures()
        recount_revenue()
    settle()
    facts = {"slug": SLUG, "email": EMAIL, "password": PASSWORD, "busy": busy.pk, "quiet": quiet.pk}
    facts |= {"invoice": likeness.pk, "last": -(-number // 20), "name": customers[7].name[:12].split()[0]}
    facts |= {"since": f"{NOW - timedelta(days=400):%Y-%m-%d}", "until": f"{NOW - timedelta(days=390):%Y-%m-%d}"}
    return facts | {"seconds": round(time.monotonic() - started, 1)}


def _customers(organization: Organization) -> list[Customer]:
    with transaction.atomic():
        made = insert_rows(Customer, [customer_row(organization.pk, one) for one in seeded_customers(CUSTOMERS)])
        refresh_customers([customer.pk for customer in made])
    return made


def _rows(number: int, two: list[Customer], customers: list[Customer], likeness: Invoice) -> Iterator[list[Any]]:
    """A tenth of them are of one customer, ten of another; one in 25 of the last three months is not paid."""
    dice = random.Random(5)
    busy, quiet = two
    for place in range(number):
        customer = quiet if place % (number // FEW) == 0 else busy if place % 10 == 1 else dice.choice(customers)
        days = dice.randrange(365 * YEARS)
        is_open = dice.random() < (0.4 if days < 90 else 0.002)
        yield _row(customer, likeness, place, NOW.date() - timedelta(days=days), is_open, dice)


def _row(customer: Customer, likeness: Invoice, place: int, day: date, is_open: bool, dice: random.Random) -> list[Any]:
    total, nothing = Decimal(dice.randrange(50, 5_000)), Decimal(0)
    at = datetime.combine(day, NOW.time(), tzinfo=UTC)
    return filled(
        Invoice, organization_id=customer.organization_id, customer_id=customer.pk, kind="invoice", currency="GBP",
        status="sent" if is_open else "paid", number=f"OLD-{day:%Y}-{place:07}", issued_on=day,
        due_on=day + timedelta(days=30), payment_terms="net_30", subtotal=total, tax_total=nothing, total=total,
        paid_total=nothing if is_open else total, credited_total=nothing, balance=total if is_open else nothing,
        billing=likeness.billing, paper=likeness.paper, sha256=likeness.sha256, created_at=at, updated_at=at,
        finalized_at=at, version=2,
    )  # fmt: skip
