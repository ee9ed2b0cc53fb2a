"""What an hour of time costs that was written down before anything said so."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from clientele.accounts.models import Member
from clientele.kit.numbers import plain_number
from clientele.kit.refusals import Refusal
from clientele.kit.shapes import cleaned
from clientele.projects.models import Project, TimeEntry
from clientele.projects.operations.burn import shift_spent
from clientele.projects.queries.spending import time_amount
from clientele.trail.operations import record


@transaction.atomic
def price_time(entries: Collection[int], *, rate: Any, by: Member, at: datetime) -> int:
    """Give time that has no rate one, per hour in its own currency; answers how many entries got it.

    What has a rate or is on a finalised invoice stays as it is. Raises `validation_error` (422).
    """
    amount = cleaned(TimeEntry, {"rate": rate})["rate"]
    if amount is None:
        raise Refusal("validation_error", "Enter what an hour costs.", field="rate")
    found = TimeEntry.objects.select_for_update(of=("self",)).filter(pk__in=entries, rate=None, locked_at=None)
    rows = list(found.order_by("pk"))
    wanted = {row.project_id for row in rows}
    projects = {p.pk: p for p in Project.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    for entry in rows:
        _price(entry, projects[entry.project_id], amount, by=by, at=at)
    return len(rows)


def _price(entry: TimeEntry, project: Project, amount: Decimal, *, by: Member, at: datetime) -> None:
    entry.rate = amount
    entry.version += 1
    entry.updated_at = at
    entry.save()
    worth = time_amount(
        project, minutes=entry.minutes, rate=amount, currency=entry.currency, is_billable=entry.is_billable
    )
    shift_spent(project, amount=worth)
    day = f"{entry.day.day} {entry.day:%b %Y}"
    facts: dict[str, Any] = {"version": entry.version, "duration": str(entry), "day": day}
    changes = {"rate": [None, plain_number(amount)]}
    record("projects.time_updated", entry, by=by, at=at, changes=changes, **facts)
