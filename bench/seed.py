"""Fills an empty installation with so many customers and answers what to ask it for."""

import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from bench.names import BROAD, NARROW, TAGS, TOGETHER, Seeded, seeded_customers
from clientele.accounts.models import Member
from clientele.accounts.operations.organization import create_organization
from clientele.accounts.operations.people import create_user
from clientele.customers.models import Contact, Customer, Tag, Tagging
from clientele.customers.operations import add_contact, add_note, create_customer, create_tag, update_customer
from clientele.customers.operations.values import derived_keys
from clientele.demo.invention import SEED
from clientele.kit.rows import filled, insert_rows
from clientele.kit.statistics import refresh_statistics
from clientele.kit.tenancy import inside
from clientele.overview.operations import recount
from clientele.search.operations import refresh_customers, sample_pieces

SLUG, EMAIL, PASSWORD = "brightwater", "olive@brightwater.example", "correct-horse-battery"
NOW = datetime.now(UTC).replace(microsecond=0)
SPAN = timedelta(days=5 * 365)
BATCH, PAGE_SIZE = 10_000, 20
_FIGURES = random.Random(SEED)


def answer(size: str) -> dict[str, Any]:
    started = time.monotonic()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    owner = create_user(email=EMAIL, name="Olive Owner", password=PASSWORD, at=NOW - SPAN)
    organization = create_organization(name="Brightwater Heating", slug=SLUG, owner=owner, at=NOW - SPAN)
    with inside(organization):
        olive = Member.objects.select_related("user", "role", "organization").get()
        tags = [create_tag(name=name, by=olive, at=NOW - SPAN) for name in TAGS]
        customers = seeded_customers(int(size))
        while some := list(islice(customers, BATCH)):
            _store(some, tags, organization.pk)
        seen = _one_to_look_at(olive)
        last = -(-recount(organization).active // PAGE_SIZE)
    settle()
    facts = {"slug": SLUG, "email": EMAIL, "password": PASSWORD, "customer": seen.pk, "tag": tags[0].pk}
    facts |= {"narrow": NARROW, "broad": BROAD, "together": TOGETHER, "seconds": round(time.monotonic() - started, 1)}
    facts |= {"last": last, "middle": max(1, last // 2)}
    facts |= {"created_from": f"{NOW - SPAN * 0.4:%Y-%m-%d}", "created_to": f"{NOW - SPAN * 0.35:%Y-%m-%d}"}
    return facts


@transaction.atomic
def _store(some: Sequence[Seeded], tags: Sequence[Tag], organization: int) -> None:
    own = {"organization_id": organization}
    customers = insert_rows(Customer, [customer_row(organization, one) for one in some])
    both = list(zip(customers, some, strict=True))
    pairs = [(customer, tags[n]) for customer, one in both for n in one.tags]
    insert_rows(Tagging, [[None, organization, one.pk, tag.pk, one.state, one.created_at] for one, tag in pairs])
    people = [(customer, one) for customer, one in both if one.person]
    insert_rows(Contact, [filled(Contact, **own, **_contact(customer, one)) for customer, one in people])
    refresh_customers([customer.pk for customer in customers])


def customer_row(organization: int, one: Seeded) -> list[Any]:
    """A customer as it is stored."""
    return filled(Customer, organization_id=organization, **_values(one))


def _values(one: Seeded) -> dict[str, Any]:
    at = NOW - SPAN * one.age
    values = {"name": one.name, "code": one.code, **one.values}
    keys = derived_keys({"name": one.name, **{key: values[key] for key in ("email", "website") if key in values}})
    phone = "+44" + values["phone"].replace(" ", "")[1:] if values["phone"] else ""
    return {**values, **keys, **_figures(), "phone_key": phone, "created_at": at, "updated_at": at}


def _figures() -> dict[str, Any]:
    """As they are kept where one customer in five had a project, and one in twelve owes something."""
    projects = _FIGURES.choices((0, 1, 2, 5), (80, 12, 6, 2))[0]
    owed = Decimal(_FIGURES.randrange(2_000, 900_000)) / 100 if _FIGURES.random() < 0.08 else Decimal(0)
    kept = {"projects": projects, "running_projects": projects // 2, "invoices": projects * 3 + bool(owed)}
    return kept | {
        "unpaid_invoices": int(bool(owed)),
        "outstanding": owed,
        "owed": {"GBP": f"{owed:.3f}"} if owed else None,
    }


def _contact(customer: Customer, one: Seeded) -> dict[str, Any]:
    at = customer.created_at
    return {"customer_id": customer.pk, "name": one.person, "is_primary": True, "created_at": at, "updated_at": at}


def _one_to_look_at(olive: Member) -> Customer:
    """A customer as one in use looks: people, a log, a timeline."""
    values = {"name": "Anders & Sons Bakery", "code": "ANDERS", "email": "office@andersbakery.example"}
    customer = create_customer(values=values, tags=TAGS[:3], by=olive, at=NOW - SPAN / 2)
    for name in ("Maja Anders", "Lars Anders", "Petra Lind"):
        add_contact(customer, values={"name": name, "role": "Owner"}, by=olive, at=NOW - SPAN / 2)
    for number, kind in enumerate(("comment", "meeting", "phone_call", "general", "comment", "email") * 3):
        at = NOW - SPAN / 3 + timedelta(days=number)
        add_note(customer, kind=kind, body=f"They asked for the boiler to be seen to, visit {number}.", by=olive, at=at)
        update_customer(customer, changes={"phone": f"01632 9600{number:02}"}, by=olive, at=at)
    return customer


def settle() -> None:
    """What an import ends with, and what PostgreSQL does by itself within a minute of it."""
    refresh_statistics()
    sample_pieces()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
