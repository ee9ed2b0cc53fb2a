"""Who is here, as the command line asks it: across organisations, by slug and address."""

from clientele.accounts.models import Member, Organization, User
from clientele.accounts.queries import membership_of
from clientele.kit.tenancy import inside


def has_organizations() -> bool:
    """Whether anybody works here yet."""
    return Organization.objects.exists()


def organization_called(slug: str) -> Organization | None:
    """The organisation of that slug."""
    return Organization.objects.filter(slug=slug).first()


def all_organizations() -> list[Organization]:
    """Every organisation, the oldest first."""
    return list(Organization.objects.order_by("pk"))


def first_owner(organization: Organization) -> Member | None:
    """The owner who has been there longest."""
    with inside(organization):
        owner: Member | None = (
            Member.objects.select_related("user", "role", "organization")
            .filter(role__kind="owner", is_active=True)
            .order_by("joined_at", "pk")
            .first()
        )
    return owner


def user_of(email: str) -> User | None:
    """The person with that address, whatever its case."""
    return User.objects.filter(email__iexact=email.strip()).first()


def member_of(organization: Organization, email: str) -> Member | None:
    """The active member with that address."""
    user = user_of(email)
    return membership_of(user, organization.slug) if user else None
