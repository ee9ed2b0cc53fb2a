import secrets

from django.db import models
from django.db.models import Q

from clientele.accounts.models import Member
from clientele.exchange.choices import OPEN_STATUSES, ImportMode, ImportStatus
from clientele.kit.fields import LineField, ProseField
from clientele.kit.tenancy import Owned, TenantKey, same_organization_target


def kept_under(instance: "Import", filename: str) -> str:
    """A name nobody can guess, in a folder of the organisation; nothing of the uploaded name is in it."""
    return f"imports/{instance.organization_id}/{secrets.token_urlsafe(24)}"


class Import(Owned):
    """A file that a member brings in: how it is read, what would happen or has happened, and how far it is.

    `shape`, `columns` and `mapping` are JSON: how the file is read, its columns with a few values each, and a field
    of `TARGETS` (or an empty string) for every column. `cursor` is the last row of the file that is dealt with, saved
    with the rows themselves, so a run that was cut off goes on where it was. `generation` grows with every new
    check, which ends the one before. `preview` holds the first rows of each outcome.
    """

    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    file = models.FileField(upload_to=kept_under, max_length=200, blank=True)
    name = LineField(max_length=200)
    size = models.PositiveBigIntegerField()
    shape = models.JSONField(default=dict)
    sheets = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    source = models.CharField(max_length=40, blank=True)
    mapping = models.JSONField(default=list)
    updates_existing = models.BooleanField(default=True)
    mode = models.CharField(max_length=20, choices=ImportMode, default=ImportMode.GOOD_ROWS)
    status = models.CharField(max_length=10, choices=ImportStatus, default=ImportStatus.CHECKING)
    generation = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    cursor = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    preview = models.JSONField(default=dict)
    failure = ProseField(blank=True, max_length=2_000)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        constraints = (
            models.CheckConstraint(condition=Q(status__in=ImportStatus.values), name="import_status_known"),
            models.CheckConstraint(condition=Q(mode__in=ImportMode.values), name="import_mode_known"),
            TenantKey("by", name="import_by_same_organization"),
            same_organization_target("import_of_organization"),
        )
        indexes = (models.Index(fields=["organization", "-id"], name="imports_newest_first"),)

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def is_busy(self) -> bool:
        """Whether something goes on in the background."""
        return self.status in {ImportStatus.CHECKING, ImportStatus.RUNNING}

    @property
    def accepted(self) -> int:
        """The rows that would be, or were, imported."""
        return self.created + self.updated


class ImportRefusal(Owned):
    """A row that was left out, with the reason and the way out; its cells are kept so that it can be handed back."""

    batch = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="refusals", db_index=False)
    row = models.PositiveIntegerField()
    name = LineField(max_length=200, blank=True)
    reason = LineField(max_length=400)
    hint = LineField(max_length=400, blank=True)
    cells = models.JSONField(default=list)

    class Meta(Owned.Meta):
        constraints = (
            models.UniqueConstraint(fields=["organization", "batch", "row"], name="refused_once"),
            TenantKey("batch", name="refusal_batch_same_organization"),
        )

    def __str__(self) -> str:
        return f"Row {self.row}: {self.reason}"
