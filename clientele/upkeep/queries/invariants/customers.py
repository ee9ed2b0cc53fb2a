"""What must hold of people and customers."""

from collections.abc import Iterator

from django.db import models
from django.db.models import Count, F, Max
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from clientele.accounts.models import Member, Organization
from clientele.customers.models import Contact, Customer, Note, Tag
from clientele.kit.likeness import alike_key, firm_domain
from clientele.kit.phone import phone_key
from clientele.kit.text import name_key, sort_key
from clientele.projects.models import BillingCode, Project, ProjectMember, Task, Template
from clientele.trail.models import Entry
from clientele.trail.operations import kind_of

VERSIONED: tuple[type[models.Model], ...] = (
    Customer,
    Contact,
    Note,
    Tag,
    Project,
    ProjectMember,
    BillingCode,
    Task,
    Template,
)
BATCH = 1_000
LONGEST_KEY = 600


def organizations_without_an_owner(organization: Organization) -> Iterator[str]:
    """Where anybody works, an owner does."""
    active = Member.objects.filter(is_active=True)
    if active.exists() and not active.filter(role__kind="owner", user__is_active=True).exists():
        yield "nobody is owner"


def names_taken_twice(organization: Organization) -> Iterator[str]:
    """Names are unique among customers that are not archived, codes among all."""
    again = Customer.objects.current().order_by().values("name_key").annotate(number=Count("pk")).filter(number__gt=1)
    yield from (f"{row['number']} customers are called {row['name_key']}" for row in again)
    codes = Customer.objects.exclude(code="").order_by().values(folded=models.functions.Lower("code"))
    twice = codes.annotate(number=Count("pk")).filter(number__gt=1)
    yield from (f"{row['number']} customers have the code {row['folded']}" for row in twice)


def keys_that_do_not_follow(organization: Organization) -> Iterator[str]:
    """The forms in which names and phones are compared follow from them."""
    for customer in Customer.objects.order_by("pk").iterator(BATCH):
        expected = {
            "name_key": name_key(customer.name),
            "name_sort": sort_key(customer.name)[:LONGEST_KEY],
            "name_alike": alike_key(customer.name)[:LONGEST_KEY],
            "domain_key": firm_domain(customer.email, customer.website),
            "phone_key": phone_key(customer.phone, customer.country) if customer.phone else "",
        }
        for field in ("name_key", "name_sort", "name_alike"):
            if getattr(customer, field) != expected[field]:
                yield f"{field} of customer {customer.pk} does not follow from “{customer.name}”"
        if customer.domain_key != expected["domain_key"]:
            yield f"domain_key of customer {customer.pk} does not follow from its website and email"
        if bool(customer.phone_key) != bool(expected["phone_key"]):
            yield f"phone_key of customer {customer.pk} does not follow from “{customer.phone}”"


def merges_that_lead_nowhere(organization: Organization) -> Iterator[str]:
    """Who was merged leads to a customer that is not, over however many steps, and to nobody twice."""
    into = dict(Customer.objects.exclude(merged_into=None).order_by("pk").values_list("pk", "merged_into"))
    for start in into:
        seen, here = {start}, into[start]
        while here in into and here not in seen:
            seen.add(here)
            here = into[here]
        if here in seen:
            yield f"customer {start} was merged in a circle"
    alive = Customer.objects.current().exclude(merged_into=None).order_by("pk")
    yield from (f"customer {customer.pk} was merged and is not archived" for customer in alive)


def versions_the_trail_does_not_know(organization: Organization) -> Iterator[str]:
    """The last entry of a record tells the version it has now."""
    for model in VERSIONED:
        kind = kind_of(model)
        told = (
            Entry.objects.filter(subject_kind=kind, facts__has_key="version")
            .order_by()
            .values("subject_id")
            .annotate(latest=Max(Cast(KT("facts__version"), models.IntegerField())))
        )
        latest = dict(told.values_list("subject_id", "latest"))
        manager: models.Manager[models.Model] = model._default_manager
        for pk, version in manager.order_by("pk").values_list("pk", F("version")).iterator(BATCH):
            if latest.get(pk) != version:
                yield f"{kind} {pk} has version {version}, its trail tells {latest.get(pk, 'nothing')}"
