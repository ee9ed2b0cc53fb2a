"""Questions about people and their organisations."""

from datetime import datetime

from django.db import models
from django_scopes import scopes_disabled

from clientele.accounts.models import ApiToken, Invitation, Member, Organization, Role, User
from clientele.kit.secrets import digest_of


def membership_of(user: User, slug: str) -> Member | None:
    """The person's active membership in the organisation of that slug, ready with its role."""
    with scopes_disabled():
        member: Member | None = (
            Member.objects.select_related("organization", "role", "user")
            .filter(user=user, organization__slug=slug, is_active=True)
            .first()
        )
    return member


def organizations_of(user: User) -> list[Organization]:
    """Every organisation the person works in, by name."""
    found = Organization.objects.filter(
        pk__in=models.Subquery(
            _unscoped_members().filter(user=user, is_active=True).values("organization_id"),
        )
    )
    return list(found.order_by("name", "pk"))


def members() -> models.QuerySet[Member]:
    """The team, active people first, by name."""
    team: models.QuerySet[Member] = Member.objects.select_related("user", "role", "organization")
    return team.order_by("-is_active", "user__name", "pk")


def roles() -> models.QuerySet[Role]:
    """The organisation's roles, the starting ones first."""
    found: models.QuerySet[Role] = Role.objects.annotate(people=models.Count("members"))
    return found.order_by("pk")


def invitations() -> models.QuerySet[Invitation]:
    """Invitations, newest first."""
    found: models.QuerySet[Invitation] = Invitation.objects.select_related("role", "invited_by__user")
    return found.order_by("-created_at", "pk")


def tokens_of(member: Member) -> models.QuerySet[ApiToken]:
    """A member's tokens, newest first."""
    found: models.QuerySet[ApiToken] = ApiToken.objects.filter(member=member)
    return found.order_by("-created_at", "pk")


def token_that_opens(plain: str, *, at: datetime) -> ApiToken | None:
    """The live token of that secret whose member is still active, ready with member, role and organisation."""
    with scopes_disabled():
        token: ApiToken | None = (
            ApiToken.objects.select_related("member__user", "member__role", "member__organization")
            .filter(digest=digest_of(plain))
            .first()
        )
    if token is None or not token.opens(at=at) or not token.member.is_active or not token.member.user.is_active:
        return None
    return token


def invitation_of_secret(plain: str) -> Invitation | None:
    """The invitation that a link's secret belongs to, in whatever state it is."""
    with scopes_disabled():
        found: Invitation | None = (
            Invitation.objects.select_related("organization", "role", "invited_by__user")
            .filter(digest=digest_of(plain))
            .first()
        )
    return found


def _unscoped_members() -> models.QuerySet[Member]:
    with scopes_disabled():
        found: models.QuerySet[Member] = Member.objects.all()
    return found
