from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from clientele.accounts.models.people import Member, Role
from clientele.kit.fields import EmailField, KeyField, LineField
from clientele.kit.tenancy import Owned, TenantKey, same_organization_target


class Invitation(Owned):
    """A way into the team for one address: single use, expiring, revocable; only its secret's digest is kept."""

    email = EmailField()
    role = models.ForeignKey(Role, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    role_name = LineField(max_length=60, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(
                "organization",
                Lower("email"),
                condition=Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation_per_address",
            ),
            TenantKey("role", name="invitation_role_same_organization"),
            TenantKey("invited_by", name="invitation_by_same_organization"),
            same_organization_target("invitation_of_organization"),
        )
        indexes = (models.Index(fields=["organization", "-created_at", "id"], name="invitations_newest_first"),)

    def __str__(self) -> str:
        return self.email

    def is_open(self, *, at: datetime) -> bool:
        return self.accepted_at is None and self.revoked_at is None and at < self.expires_at

    def status(self, *, at: datetime) -> str:
        if self.accepted_at:
            return "accepted"
        if self.revoked_at:
            return "revoked"
        if at >= self.expires_at:
            return "expired"
        return "pending" if self.mailed_at else "unsent"


class ApiToken(Owned):
    """A key to the API for one member: it may do what the member may, or only read; shown once, kept as a digest."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="tokens", db_index=False)
    name = LineField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    read_only = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = (
            TenantKey("member", name="token_member_same_organization"),
            same_organization_target("token_of_organization"),
        )
        indexes = (models.Index(fields=["organization", "member", "-created_at", "id"], name="tokens_of_member"),)

    def __str__(self) -> str:
        return self.name

    def opens(self, *, at: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)

    def status(self, *, at: datetime) -> str:
        if self.revoked_at:
            return "revoked"
        return "active" if self.opens(at=at) else "expired"


class StoredAnswer(Owned):
    """What a member's request with an idempotency key was answered, so that sending it again does nothing twice."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = KeyField(max_length=255)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "member", "key"], name="one_answer_per_key"),
            TenantKey("member", name="answer_member_same_organization"),
        )
        indexes = (models.Index(fields=["organization", "created_at"], name="answers_oldest_first"),)

    def __str__(self) -> str:
        return self.key


class TokenMinute(Owned):
    """How often a token was used in one minute (whole minutes since 1970), as the processes of a server share it."""

    token = models.OneToOneField(ApiToken, on_delete=models.CASCADE, related_name="+")
    minute = models.BigIntegerField()
    used = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        constraints = (TenantKey("token", name="minute_token_same_organization"),)

    def __str__(self) -> str:
        return f"{self.used} in {self.minute}"
