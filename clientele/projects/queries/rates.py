"""What an hour costs."""

from decimal import Decimal

from clientele.accounts.models import Member
from clientele.projects.models import BillingCode, HourlyRate, Project, ProjectMember


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


def own_rates() -> dict[int, HourlyRate]:
    """What an hour of each person costs by itself, by the member's id."""
    return {rate.member_id: rate for rate in HourlyRate.objects.order_by("pk")}
