"""What an hour costs."""

from datetime import datetime
from decimal import Decimal

from django.db import models

from clientele.accounts.models import Member
from clientele.projects.models import BillingCode, HourlyRate, Project, ProjectMember
from clientele.trail.models import Entry, kind_of
from clientele.trail.queries import history_of

RATE_SET = "projects.rate_set"


def rate_for(member: Member, project: Project, billing_code: BillingCode | None) -> Decimal | None:
    """What an hour of a member on a project costs in the project's currency, or None where nothing says it.

    The member's rate on the project goes before the billing code's, that before the project's, and the member's own
    comes last, where it is in the project's currency.
    """
    place = ProjectMember.objects.filter(project=project, member=member).first()
    places: tuple[ProjectMember | BillingCode | Project | None, ...] = (place, billing_code, project)
    for one in places:
        if one is not None and one.hourly_rate is not None:
            return Decimal(one.hourly_rate)
    own: HourlyRate | None = HourlyRate.objects.filter(member=member, currency=project.currency).first()
    return Decimal(own.amount) if own else None


def rate_of(member: Member) -> HourlyRate | None:
    """What an hour of a person costs by itself, or None."""
    found: HourlyRate | None = HourlyRate.objects.filter(member=member).first()
    return found


def rate_history(member: Member) -> models.QuerySet[Entry]:
    """When somebody set a person's rate, and from what to what, newest first."""
    return history_of(member).filter(name=RATE_SET)


def rate_version(member: Member) -> int:
    """Grows by one with each change of a person's rate, from 1 for none."""
    return rate_history(member).count() + 1


def rate_versions() -> dict[int, tuple[int, datetime]]:
    """The version of each rate that was ever set and when it was set last, by the member's id, in one query."""
    entries = Entry.objects.filter(subject_kind=kind_of(Member), name=RATE_SET).order_by()
    rows = entries.values_list("subject_id").annotate(number=models.Count("pk"), last=models.Max("at"))
    return {member: (number + 1, last) for member, number, last in rows}


def own_rates() -> dict[int, HourlyRate]:
    """What an hour of each person costs by itself, by the member's id."""
    return {rate.member_id: rate for rate in HourlyRate.objects.order_by("pk")}
