"""The clock that runs for a member, which every page shows."""

from clientele.accounts.models import Member
from clientele.kit.prepared import Prepared
from clientele.projects import policy
from clientele.projects.models import Timer

_TIMER = Prepared(
    lambda organization, member: (
        Timer.objects.filter(organization=organization, member=member)
        .select_related("project", "billing_code")
        .order_by("pk")
    ),
    organization=int,
    member=int,
)


def timer_of(member: Member) -> Timer | None:
    """The member's running timer, or None."""
    if not policy.may_track(member):
        return None
    return next(iter(_TIMER(organization=member.organization_id, member=member.pk)), None)
