from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from clientele.accounts.choices import Permission, RoleKind
from clientele.kit.fields import EmailField, KeyField, LineField
from clientele.kit.tenancy import Owned, TenantKey, same_organization_target


class UserManager(BaseUserManager["User"]):
    """People by their address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        user = self.model(email=email.strip().lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who can sign in; which organisations they work in is told by their memberships.

    `read_memberships` are the active ones as they were read with the person, where they were.
    """

    email = EmailField(unique=True)
    name = LineField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(db_default=Now())

    objects = UserManager()
    read_memberships: "list[Member] | None" = None

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="one_user_per_address"),)

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)


def refuse_unknown_permissions(permissions: list[str]) -> None:
    """Refuse a permission string that no policy knows."""
    if unknown := set(permissions) - set(Permission):
        raise ValidationError(f"Unknown permissions: {', '.join(sorted(map(str, unknown)))}.", code="invalid")


class Role(Owned):
    """A named bundle of permissions; the four starting ones can be changed, except the owner's."""

    name = LineField(max_length=60)
    name_key = KeyField(max_length=120, editable=False)
    kind = models.CharField(max_length=10, choices=RoleKind, default=RoleKind.CUSTOM)
    permissions = models.JSONField(default=list, blank=True, validators=[refuse_unknown_permissions])
    version = models.PositiveIntegerField(default=1)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "name_key"], name="role_name_once"),
            models.UniqueConstraint(
                fields=["organization", "kind"], condition=~Q(kind="custom"), name="each_starting_role_once"
            ),
            same_organization_target("role_of_organization"),
        )

    def __str__(self) -> str:
        return self.name

    def allows(self, permission: str) -> bool:
        return self.kind == RoleKind.OWNER or permission in self.permissions


class Member(Owned):
    """A person's place in one organisation; removed people stay as authors of what they wrote."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="members", db_index=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(db_default=Now())

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "user"], name="one_membership_per_organization"),
            TenantKey("role", name="member_role_same_organization"),
            same_organization_target("member_of_organization"),
        )
        indexes = (models.Index(fields=["organization", "role"], name="members_of_role"),)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return str(self.user)

    def can(self, permission: str) -> bool:
        return self.is_active and self.role.allows(permission)

    @property
    def is_owner(self) -> bool:
        return self.role.kind == RoleKind.OWNER
