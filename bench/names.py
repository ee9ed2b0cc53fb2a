"""A million believable customers: every one with a name of its own, the same every time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from clientele.demo.invention import FAMILIES, GIVEN, PLACES, SEED, STREETS, TOWNS
from clientele.kit.text import slug_of

TRADES = (
    "Joinery", "Engineering", "Accountants", "Lettings", "Property", "Boatyard", "Bakery", "Dental Care", "Brewery",
    "Veterinary Surgery", "Garden Centre", "Printworks", "Haulage", "Roofing", "Estates", "Laundry", "Motors",
    "Care Home", "Medical Centre", "Holiday Lodges", "Apartments", "Foundry", "Tile Company", "Stationers", "Dairy",
)  # fmt: skip
TAGS = ("Lettings", "Public sector", "Healthcare", "Catering", "Coast", "24 h call-out", "Service plan", "Key account")

#: Stands in the middle of about one name in 1,400.
NARROW = "atherthwai"
#: Words that many names have, which only one name in 1,300 has together.
TOGETHER = "greaves & b"
#: Stands in the middle of about one name in 43.
BROAD = "ycamor"


@dataclass(frozen=True)
class Seeded:
    """One customer as it is stored."""

    name: str
    code: str
    values: dict[str, str]
    tags: tuple[int, ...]
    person: str
    age: float


def seeded_customers(number: int) -> Iterator[Seeded]:
    """So many customers, no two of one name."""
    dice = random.Random(SEED)
    taken = set[str]()
    while len(taken) < number:
        name = _name(dice)
        if name not in taken:
            taken.add(name)
            yield _customer(dice, name, len(taken))


def _name(dice: random.Random) -> str:
    kind = dice.random()
    if dice.random() < 0.0007:
        return f"{dice.choice(GIVEN)} Satherthwaite {dice.choice(TRADES)} {dice.choice(PLACES)} {dice.choice(STREETS)}"
    if kind < 0.2:
        return f"{dice.choice(GIVEN)} {dice.choice(GIVEN)[0]}. {dice.choice(FAMILIES)}, {dice.choice(PLACES)}" + (
            f" {dice.choice(STREETS)}" if kind < 0.15 else ""
        )
    if kind < 0.8:
        return f"{dice.choice(FAMILIES)} & {dice.choice(FAMILIES)} {dice.choice(TRADES)} {dice.choice(PLACES)}"
    return f"{dice.choice(PLACES)} {dice.choice(STREETS)} {dice.choice(FAMILIES)} {dice.choice(TRADES)}"


def _customer(dice: random.Random, name: str, number: int) -> Seeded:
    town, code = dice.choice(TOWNS)
    values = {
        "email": f"office@{slug_of(name).replace('-', '')[:40]}.example" if dice.random() < 0.9 else "",
        "phone": f"01632 {dice.randrange(1_000_000):06}" if dice.random() < 0.9 else "",
        "address_line1": f"{dice.randrange(1, 120)} {dice.choice(PLACES)} {dice.choice(STREETS)}",
        "city": town,
        "postal_code": f"{code} {dice.randrange(1, 10)}AB",
        "country": "GB",
        "status": "inactive" if dice.random() < 0.13 else "active",
    }
    tags = tuple(place for place in range(len(TAGS)) if dice.random() < 0.12)
    person = f"{dice.choice(GIVEN)} {dice.choice(FAMILIES)}" if dice.random() < 0.5 else ""
    return Seeded(name, f"C{number:07}" if dice.random() < 0.7 else "", values, tags, person, dice.random())
