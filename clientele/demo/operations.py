"""Loading the demo: Brightwater Heating, and a second small firm so that there is something to switch to."""

import random
import tomllib
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from clientele.accounts.models import Member, Organization, Role, User
from clientele.accounts.operations.members import add_member
from clientele.accounts.operations.organization import create_organization
from clientele.accounts.operations.people import create_user
from clientele.customers.operations import create_tag
from clientele.demo.billing import tell_invoices
from clientele.demo.projects import tell_projects
from clientele.demo.spending import tell_time
from clientele.demo.story import tell_invented, tell_known, tell_merged
from clientele.kit.tenancy import inside
from clientele.trail.operations import told_together

SLUG = "brightwater"
EMAIL = "owner@brightwater.example"
PASSWORD = "warm-radiators"  # noqa: S105
CUSTOMERS = 248
FOUNDED = datetime(2018, 2, 26, 9, tzinfo=UTC)
STORY = Path(__file__).with_name("brightwater.toml")


@transaction.atomic
def load_demo(*, at: datetime) -> Organization:
    """Add both firms with everything that happened in them before `at`; the same each time.

    Raises `slug_taken` (422) where they are there already.
    """
    story = tomllib.loads(STORY.read_text(encoding="utf-8"))
    people = {
        person["name"]: create_user(name=person["name"], email=person["email"], password=PASSWORD, at=FOUNDED)
        for person in story["people"]
    }
    owner = people["Ingrid Solberg"]
    brightwater = create_organization(
        name="Brightwater Heating",
        slug=SLUG,
        owner=owner,
        at=FOUNDED,
        time_zone="Europe/London",
        email="hello@brightwater.example",
        phone="01632 960 100",
        address_line1="Unit 2, Foundry Yard",
        city="Easton",
        postal_code="EN1 4FY",
        country="GB",
        tax_number="GB 000 4411 07",
        currency="GBP",
        tax_rate="20",
    )
    with inside(brightwater), told_together():
        team = _team(brightwater, story["people"], people)
        _load_customers(story, team, at)
        tell_projects(team, at)
        tell_time(team, at)
        tell_invoices(team, at)
    _load_second_firm(owner, at)
    return brightwater


def _team(organization: Organization, told: list[dict[str, Any]], people: dict[str, User]) -> dict[str, Member]:
    owner = Member.objects.select_related("user", "role", "organization").get(role__kind="owner")
    team = {owner.name: owner}
    for place, person in enumerate(told):
        if person["role"] != "owner":
            role = Role.objects.get(kind=person["role"])
            joined = FOUNDED + timedelta(days=3 + 210 * place)
            team[person["name"]] = add_member(organization, user=people[person["name"]], role=role, at=joined, by=owner)
    return team


def _load_customers(story: dict[str, Any], team: dict[str, Member], at: datetime) -> None:
    owner = next(iter(team.values()))
    for tag in story["tags"]:
        create_tag(name=tag["name"], color=tag["color"], by=owner, at=FOUNDED + timedelta(hours=1))
    known = [tell_known(told, team, at) for told in sorted(story["customers"], key=lambda told: told["created"])]
    tell_invented(CUSTOMERS - len(known), known, list(team.values()), random.Random(1), at)  # noqa: S311
    tell_merged(story["merged"], {customer.name: customer for customer in known}, owner, at)


def _load_second_firm(owner: User, at: datetime) -> None:
    start = datetime.combine(date(2026, 9, 1), time(9), tzinfo=UTC)
    solberg = create_organization(
        name="Solberg Holiday Lets",
        slug="solberg-lets",
        owner=owner,
        at=min(start, at),
        term="client",
        time_zone="Europe/London",
        country="GB",
        currency="GBP",
        tax_rate="20",
    )
    with inside(solberg), told_together():
        member = Member.objects.select_related("user", "role", "organization").get()
        for name, city in (("Rowan Cottage", "Saltby"), ("The Old Net Loft", "Dunmore"), ("Ferry Steps", "Dunmore")):
            told = {"name": name, "created": start.date(), "address": ["", city, ""], "tags": ["Coast"]}
            tell_known(told, {member.name: member}, at)
