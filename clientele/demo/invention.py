"""The many customers without a story: believable, and the same every time."""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from clientele.kit.text import slug_of

SEED = 1987
FIRST_DAY, LAST_DAY = date(2018, 3, 5), date(2026, 11, 16)

_WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
FAMILIES = _WORDS["families"].split()
GIVEN = _WORDS["given"].split()
PLACES = _WORDS["places"].split()
TOWNS = (("Easton", "EN1"), ("Easton", "EN3"), ("Alder", "EN7"), ("Dunmore", "EN8"), ("Calder", "EN9"))
COAST = ("Saltby", "EN8")
STREETS = ("Road", "Lane", "Street", "Avenue", "Way", "Yard", "Terrace")
COAST_TAG, CALL_OUT, PLAN = "Coast", "24 h call-out", "Service plan"

#: What follows a place or a family name, with the tags that go with it.
TRADES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("{place} Court Flats", ("Lettings",)),
    ("{place} House Apartments", ("Lettings",)),
    ("{family} Lettings", ("Lettings",)),
    ("{family} & Daughters Property", ("Lettings",)),
    ("{place} Primary School", ("Public sector",)),
    ("{place} Library", ("Public sector",)),
    ("{place} Town Council", ("Public sector",)),
    ("{place} Fire Station", ("Public sector", CALL_OUT)),
    ("{place} Care Home", ("Healthcare", CALL_OUT)),
    ("{place} Medical Centre", ("Healthcare",)),
    ("{place} Dental Care", ("Healthcare",)),
    ("{family} Veterinary Surgery", ("Healthcare",)),
    ("The {place} Inn", ("Catering",)),
    ("{family} Fish & Chips", ("Catering",)),
    ("{place} Café", ("Catering",)),
    ("{place} Bakehouse", ("Catering",)),
    ("{place} Bay Guest House", (COAST_TAG, "Catering")),
    ("{place} Holiday Lodges", (COAST_TAG,)),
    ("{family} Boatyard", (COAST_TAG,)),
    ("{family} Joinery", ()),
    ("{family} Engineering", ()),
    ("{family} Accountants", ()),
    ("{place} Gymnasium", ()),
    ("{place} Garden Centre", ()),
    ("St {given}'s Church", ()),
    ("{place} Cricket Club", ()),
)
ROLES = ("Manager", "Owner", "Facilities", "Accounts", "Caretaker", "Office", "Site manager", "Director")


@dataclass
class Invented:
    """A customer as the demo adds it."""

    name: str
    created: date
    values: dict[str, Any] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    contacts: list[tuple[str, str]] = field(default_factory=list)


def invented_customers(number: int, *, names: set[str], codes: set[str]) -> list[Invented]:
    """So many customers with names and codes not among those given, in the order of their creation."""
    dice = random.Random(SEED)  # noqa: S311
    taken, codes = set(names), set(codes)
    made: list[Invented] = []
    while len(made) < number:
        customer = _private(dice) if dice.random() < 0.22 else _firm(dice)
        if customer.name not in taken:
            taken.add(customer.name)
            _give_code(customer, codes, dice)
            made.append(customer)
    return sorted(made, key=lambda customer: (customer.created, customer.name))


def _firm(dice: random.Random) -> Invented:
    pattern, tags = dice.choice(TRADES)
    name = pattern.format(place=dice.choice(PLACES), family=dice.choice(FAMILIES), given=dice.choice(GIVEN))
    domain = slug_of(name).replace("-", "") + ".example"
    mailbox = dice.choice(("office", "hello", "accounts", "info", "bookings"))
    customer = Invented(name, _day(dice), _reach(dice, f"{mailbox}@{domain}", COAST_TAG in tags), list(tags))
    if dice.random() < 0.55:
        customer.values["website"] = f"https://{domain}"
    if dice.random() < 0.3:
        customer.tags.append(PLAN)
    people = dice.choices((0, 1, 2), (15, 60, 25))[0]
    customer.contacts = [(f"{dice.choice(GIVEN)} {dice.choice(FAMILIES)}", dice.choice(ROLES)) for _ in range(people)]
    return customer


def _private(dice: random.Random) -> Invented:
    given, family = dice.choice(GIVEN), dice.choice(FAMILIES)
    customer = Invented(f"{given} {family}", _day(dice), _reach(dice, f"{given}.{family}@mail.example".lower(), False))
    customer.values |= {"kind": "individual", "payment_terms": "due_on_receipt"}
    customer.tags = [PLAN] if dice.random() < 0.5 else []
    return customer


def _reach(dice: random.Random, email: str, is_coast: bool) -> dict[str, Any]:
    town, code = COAST if is_coast else dice.choice(TOWNS)
    return {
        "email": email if dice.random() < 0.9 else "",
        "phone": f"01632 960 {dice.randrange(1000):03}" if dice.random() < 0.93 else "",
        "address_line1": f"{dice.randrange(1, 120)} {dice.choice(PLACES)} {dice.choice(STREETS)}",
        "city": town,
        "postal_code": f"{code} {dice.randrange(1, 10)}{''.join(dice.choices('ABDEFGHJLNPQRSTUWXYZ', k=2))}",
        "country": "GB",
        "status": "inactive" if dice.random() < 0.13 else "active",
    }


def _day(dice: random.Random) -> date:
    """More of them lately: the firm has grown."""
    share = dice.random() ** 0.8
    return FIRST_DAY + timedelta(days=int(share * (LAST_DAY - FIRST_DAY).days))


def _give_code(customer: Invented, codes: set[str], dice: random.Random) -> None:
    """Firms go by a short code, most of the time; private people go without."""
    words = [word[:10] for word in slug_of(customer.name).upper().split("-") if len(word) > 3]
    code = next((word for word in words if word not in codes), "")
    if customer.values.get("kind") != "individual" and code and dice.random() < 0.8:
        codes.add(code)
        customer.values["code"] = code


def moments(dice: random.Random, start: date, end: date, number: int) -> Iterator[date]:
    """So many days between two, in order."""
    span = max((end - start).days, 1)
    yield from (start + timedelta(days=day) for day in sorted(dice.randrange(span) for _ in range(number)))
