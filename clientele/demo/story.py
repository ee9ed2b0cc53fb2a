"""What happened to each customer of the demo, told through the operations that people use."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from clientele.accounts.models import Member
from clientele.customers.choices import IDENTITY_FIELDS, LOG_KINDS, WRITABLE_FIELDS, NoteKind
from clientele.customers.models import Customer
from clientele.customers.operations import add_contact, add_note, create_customer, update_customer
from clientele.demo.invention import Invented, invented_customers, moments
from clientele.demo.sayings import COMMENTS, LOG
from clientele.trail.operations import record

_COLUMNS = {"code", *WRITABLE_FIELDS} - {"address", "notes"} | {"notes"}


def tell_known(told: dict[str, Any], team: dict[str, Member], at: datetime) -> Customer:
    """A customer of the story, with its people, its comments, its log and its earlier values."""
    authors = list(team.values())
    begun = moment_of(told["created"], 9, at)
    values = {key: value for key, value in told.items() if key in _COLUMNS}
    values |= dict(zip(("address_line1", "city", "postal_code"), told["address"], strict=True))
    values.setdefault("country", "GB")
    status = values.pop("status", "active")
    earlier = dict(told.get("history", []))
    customer = create_customer(values=values | earlier, tags=told.get("tags", []), by=authors[0], at=begun)
    for place, (name, role) in enumerate(told.get("contacts", [])):
        add_contact(customer, values=_contact(name, role, customer, place), by=authors[0], at=begun)
    _later_changes(customer, values, earlier, status, authors, at)
    _notes(customer, told, team, at)
    return customer


def tell_invented(
    number: int, known: Sequence[Customer], authors: Sequence[Member], dice: random.Random, at: datetime
) -> None:
    """The customers without a story of their own, with a note here and there."""
    names, codes = {customer.name for customer in known}, {customer.code for customer in known}
    for invented in invented_customers(number, names=names, codes=codes):
        customer = _add_invented(invented, dice.choice(authors), at)
        how_many = dice.choices((0, 1, 2, 4), (45, 30, 15, 10))[0]
        for day in moments(dice, invented.created, at.date(), how_many):
            _say_something(customer, dice, dice.choice(authors), moment_of(day, dice.randrange(7, 18), at))


def tell_merged(told: list[dict[str, Any]], known: dict[str, Customer], by: Member, at: datetime) -> None:
    """Customers that were found twice and live on in another one: archived, for the list and old links to show."""
    for entry in told:
        when = moment_of(entry["merged"], 11, at)
        customer = create_customer(values={"name": entry["name"]}, by=by, at=moment_of(entry["created"], 10, at))
        into = known[entry["into"]]
        Customer.objects.filter(pk=customer.pk).update(
            archived_at=when, archived_by=by, merged_into=into, version=2, updated_at=when
        )
        changes: dict[str, list[Any]] = {"archived_at": [None, when.isoformat()], "merged_into": [None, into.pk]}
        record("customers.merged", customer, by=by, at=when, changes=changes, version=2, into=into.name)


def _add_invented(invented: Invented, by: Member, at: datetime) -> Customer:
    begun = moment_of(invented.created, 8 + len(invented.name) % 9, at)
    status = invented.values.pop("status")
    customer = create_customer(values={"name": invented.name, **invented.values}, tags=invented.tags, by=by, at=begun)
    for place, (name, role) in enumerate(invented.contacts):
        add_contact(customer, values=_contact(name, role, customer, place), by=by, at=begun)
    if status == "inactive":
        later = min(begun + timedelta(days=200 + 9 * len(invented.name)), at)
        update_customer(customer, changes={"status": status}, by=by, at=later)
    return customer


def _later_changes(
    customer: Customer,
    values: dict[str, Any],
    earlier: dict[str, Any],
    status: str,
    authors: Sequence[Member],
    at: datetime,
) -> None:
    present = {field: values[field] for field in IDENTITY_FIELDS if field in earlier and field in values}
    if status != "active":
        present["status"] = status
    for place, (field, value) in enumerate(present.items(), 1):
        begun = customer.created_at
        when = begun + (at - begun) * place / (len(present) + 1)
        update_customer(customer, changes={field: value}, by=authors[place % len(authors)], at=when)


def _notes(customer: Customer, told: dict[str, Any], team: dict[str, Member], at: datetime) -> None:
    authors, log = list(team.values()), told.get("log", [])
    begun = customer.created_at
    for place, (kind, body) in enumerate(log, 1):
        when = begun + (at - begun) * place / (len(log) + 1)
        add_note(customer, kind=kind, body=body, by=authors[place % len(authors)], at=when)
    for author, days, body in told.get("comments", []):
        when = max(begun, at - timedelta(days=days, minutes=17))
        add_note(customer, kind=NoteKind.COMMENT, body=body, by=team[author], at=when)


def _say_something(customer: Customer, dice: random.Random, by: Member, at: datetime) -> None:
    if dice.random() < 0.4:
        add_note(customer, kind=NoteKind.COMMENT, body=dice.choice(COMMENTS), by=by, at=at)
        return
    kind = dice.choice(LOG_KINDS)
    add_note(customer, kind=kind, body=dice.choice(LOG[kind]), by=by, at=at)


def _contact(name: str, role: str, customer: Customer, place: int) -> dict[str, Any]:
    mailbox = name.split()[0].lower() if name.isascii() else ""
    domain = customer.email.rpartition("@")[2]
    email = f"{mailbox}@{domain}" if mailbox and domain and domain != "mail.example" else ""
    phone = f"01632 960 {(customer.pk * 7 + place * 131) % 1000:03}"
    return {"name": name, "role": role, "email": email, "phone": phone, "is_primary": place == 0}


def moment_of(day: date, hour: int, at: datetime) -> datetime:
    """A time of a day, never after the present."""
    return min(datetime.combine(day, time(hour, (day.toordinal() * 7) % 60), tzinfo=UTC), at)
