"""Questions about the backups that were made."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min

from clientele.upkeep.models import Backup

#: A nightly one may be late by two hours.
OLDEST = timedelta(hours=26)


def overdue_backup(*, at: datetime) -> tuple[bool, datetime | None]:
    """Whether a backup is due, and when the last one was made that was proven; a new installation has a day's time."""
    last = Backup.objects.order_by("-made_at").values_list("made_at", flat=True).first()
    since = last or MigrationRecorder(connection).migration_qs.aggregate(first=Min("applied"))["first"]
    return at - since > OLDEST, last
