"""The people of every test: Brightwater Heating, and Otto of Outpost Electric who must see nothing of it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from clientele.accounts.models import Member, Organization, Role, User
from clientele.accounts.operations.members import add_member
from clientele.accounts.operations.organization import create_organization
from clientele.customers.models import Customer
from clientele.customers.operations import create_customer
from clientele.kit.tenancy import inside
from clientele.projects.models import Project

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PASSWORD = "correct-horse-battery"


def a_user(name: str, email: str) -> User:
    user: User = User.objects.create_user(email=email, password=PASSWORD, name=name)
    user.emailaddress_set.create(email=email, verified=True, primary=True)  # type: ignore[attr-defined]
    return user


def a_member(organization: Organization, name: str, role: str) -> Member:
    first = name.split()[0].lower()
    user = a_user(name, f"{first}@{organization.slug}.example")
    return add_member(organization, user=user, role=Role.objects.get(kind=role), at=NOW)


@pytest.fixture
def organization(db: None) -> Iterator[Organization]:
    """Brightwater Heating, entered."""
    olive = a_user("Olive Owner", "olive@brightwater.example")
    brightwater = create_organization(name="Brightwater Heating", slug="brightwater", owner=olive, at=NOW)
    with inside(brightwater):
        yield brightwater


@pytest.fixture
def olive(organization: Organization) -> Member:
    member: Member = Member.objects.select_related("organization", "role", "user").get(role__kind="owner")
    return member


@pytest.fixture
def ada(organization: Organization) -> Member:
    return a_member(organization, "Ada Admin", "admin")


@pytest.fixture
def dana(organization: Organization) -> Member:
    return a_member(organization, "Dana Lead", "lead")


@pytest.fixture
def theo(organization: Organization) -> Member:
    return a_member(organization, "Theo Technician", "member")


@pytest.fixture
def outpost(db: None) -> Organization:
    """Outpost Electric, another firm on the same installation."""
    otto = a_user("Otto Owner", "otto@outpost.example")
    return create_organization(name="Outpost Electric", slug="outpost", owner=otto, at=NOW)


@pytest.fixture
def otto(outpost: Organization) -> Member:
    with inside(outpost):
        member: Member = Member.objects.select_related("organization", "role", "user").get(role__kind="owner")
    return member


@pytest.fixture
def a_customer(olive: Member) -> Callable[..., Customer]:
    """Makes a customer of Brightwater: `a_customer("Anders & Sons Bakery", code="ANDERS")`."""

    def make(name: str = "Anders & Sons Bakery", *, tags: tuple[str, ...] = (), **values: Any) -> Customer:
        return create_customer(values={"name": name, **values}, tags=tags, by=olive, at=NOW)

    return make


@pytest.fixture
def anders(a_customer: Callable[..., Customer]) -> Customer:
    return a_customer("Anders & Sons Bakery", code="ANDERS", email="office@andersbakery.example")


@pytest.fixture
def foreign_customer(outpost: Organization, otto: Member) -> Customer:
    """A customer of Outpost Electric that nobody of Brightwater may ever meet."""
    with inside(outpost):
        return create_customer(values={"name": "Outpost Secret Ltd", "code": "SECRET"}, by=otto, at=NOW)


@pytest.fixture
def sign_in() -> Callable[[Member], Client]:
    """A browser session of a member: `sign_in(theo).get(...)`."""

    def make(member: Member) -> Client:
        client = Client()
        client.force_login(member.user)
        return client

    return make


@pytest.fixture
def renewal(anders: Customer) -> Project:
    """Boiler renewal: an active, billable project of Anders & Sons at £60 an hour."""
    return an_active_project(anders, "Boiler renewal")


def an_active_project(customer: Customer, name: str, **values: Any) -> Project:
    given = {"status": "active", "hourly_rate": Decimal(60), "currency": "GBP", **values}
    project: Project = Project.objects.create(
        organization=customer.organization,
        customer=customer,
        name=name,
        name_sort=name.lower(),
        created_at=NOW,
        updated_at=NOW,
        **given,
    )
    return project
