"""Questions about people and their organisations."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import models
from django_scopes import scopes_disabled

from clientele.accounts.models import ApiToken, Invitation, Logo, Member, Organization, Role, User
from clientele.accounts.policy import may_grant
from clientele.kit.prepared import Prepared
from clientele.kit.secrets import digest_of
from clientele.trail.models import Entry

_USER = Prepared(lambda pk: User.objects.filter(pk=pk), pk=int)
_MEMBERSHIPS = Prepared(
    lambda user: (
        Member.objects.select_related("organization", "role", "user")
        .filter(user=user, is_active=True)
        .order_by("organization__name", "organization_id")
    ),
    user=int,
)


def user_of(pk: int) -> User | None:
    """The person of that number; their memberships come along, for `memberships_at_entry`."""
    memberships = _memberships(pk)
    if not memberships:
        return next(iter(_USER(pk=pk)), None)
    user: User = memberships[0].user
    user.read_memberships = memberships
    return user


def memberships_at_entry(user: User) -> list[Member]:
    """The person's active memberships as they were when the request began, where they were read with the person."""
    return memberships_of(user) if user.read_memberships is None else user.read_memberships


def memberships_of(user: User) -> list[Member]:
    """The person's active memberships by the organisations' names, each ready with its organisation and role."""
    found = _memberships(user.pk)
    for member in found:
        member.user = user
    return found


def _memberships(user: int) -> list[Member]:
    found: list[Member] = _MEMBERSHIPS(user=user)
    for member in found:
        member.user = found[0].user
    return found


def membership_of(user: User, slug: str) -> Member | None:
    """The person's active membership in the organisation of that slug, ready with its role."""
    return next((member for member in memberships_of(user) if member.organization.slug == slug), None)


def organizations_of(user: User) -> list[Organization]:
    """Every organisation the person works in, by name."""
    return [member.organization for member in memberships_of(user)]


def members() -> models.QuerySet[Member]:
    """The team, active people first, by name."""
    team: models.QuerySet[Member] = Member.objects.select_related("user", "role", "organization")
    return team.order_by("-is_active", "user__name", "pk")


def roles() -> models.QuerySet[Role]:
    """The organisation's roles, the starting ones first."""
    found: models.QuerySet[Role] = Role.objects.annotate(
        people=models.Count("members", filter=models.Q(members__is_active=True))
    )
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


def invitation_of_digest(digest: str) -> Invitation | None:
    """The invitation whose link's secret has that digest, in whatever state it is."""
    with scopes_disabled():
        found: Invitation | None = (
            Invitation.objects.select_related(
                "organization", "role", "invited_by__user", "invited_by__role", "invited_by__organization"
            )
            .filter(digest=digest)
            .first()
        )
    return found


def has_proven(user: User, email: str) -> bool:
    """Whether the mailbox is known to be this person's."""
    return user.is_active and EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()


def has_account(email: str) -> bool:
    """Whether somebody signs in with this address; told only to whoever has proven to own it."""
    return EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_active=True).exists()


def people_named(ids: set[int]) -> dict[int, str]:
    """The names of these members, of whom some may have left, by their ids."""
    return {member.pk: member.name for member in Member.objects.select_related("user").filter(pk__in=ids)}


def active_members() -> list[Member]:
    """Everybody who works here now, by name."""
    return list(active_team())


def active_team() -> models.QuerySet[Member]:
    """The same as rows, for one page or one person of them."""
    return members().filter(is_active=True)


def member_with(pk: int) -> Member | None:
    """A member of the active organisation, removed ones too."""
    return members().filter(pk=pk).first()


def role_with(pk: int) -> Role | None:
    """A role of the active organisation."""
    return roles().filter(pk=pk).first()


def invitation_with(pk: int) -> Invitation | None:
    """An invitation of the active organisation, in whatever state it is."""
    return invitations().filter(pk=pk).first()


def token_with(pk: int) -> ApiToken | None:
    """A token of the active organisation."""
    token: ApiToken | None = ApiToken.objects.select_related("member__user").filter(pk=pk).first()
    return token


def grantable_roles(member: Member) -> list[Role]:
    """The roles a member may give to others."""
    return [role for role in roles() if may_grant(member, role)]


def logo_of(organization: Organization) -> Logo | None:
    """The organisation's logo, where it has one."""
    logo: Logo | None = Logo.objects.filter(organization=organization).first()
    return logo


def page_of_audit(
    *, before: int | None = None, member: int | None = None, kind: str = "", size: int = 50
) -> tuple[list[Entry], bool]:
    """The organisation's whole trail, newest first, from an entry's id on: a page, and whether more follow.

    `kind` is the first part of an entry's name, such as `customers`.
    """
    entries: models.QuerySet[Entry] = Entry.objects.order_by("-pk")
    if before is not None:
        entries = entries.filter(pk__lt=before)
    if member is not None:
        entries = entries.filter(member_id=member)
    if kind:
        entries = entries.filter(name__startswith=f"{kind}.")
    found = list(entries[: size + 1])
    return found[:size], len(found) > size
