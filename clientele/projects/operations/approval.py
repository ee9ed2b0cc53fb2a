"""How time and expenses are submitted, approved and rejected: the same steps for both, many at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import F

from clientele.accounts.models import Member
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.shapes import cleaned
from clientele.projects.choices import Approval
from clientele.projects.models import TimeEntry
from clientele.projects.models.time import Spent
from clientele.projects.operations.changing import KIND, refuse_locked

Row = TypeVar("Row", bound=Spent)
Moved = list[tuple[Row, dict[str, list[Any]]]]

#: What each may follow.
FROM = {
    Approval.SUBMITTED: (Approval.OPEN, Approval.REJECTED),
    Approval.APPROVED: (Approval.SUBMITTED,),
    Approval.REJECTED: (Approval.SUBMITTED, Approval.APPROVED),
}


def submitted(rows: Sequence[Row], *, at: datetime) -> Moved[Row]:
    """Put rows before those who approve; what is before them already stays."""
    values = {"submitted_at": at, "decided_at": None, "decided_by": None, "reason": ""}
    return _moved(rows, Approval.SUBMITTED, values, at)


def approved(rows: Sequence[Row], *, by: Member, at: datetime) -> Moved[Row]:
    """Agree to rows that were submitted."""
    return _moved(rows, Approval.APPROVED, {"decided_at": at, "decided_by": by, "reason": ""}, at)


def rejected(rows: Sequence[Row], *, reason: str, by: Member, at: datetime) -> Moved[Row]:
    """Give rows back to who wrote them, with a reason."""
    values = {"decided_at": at, "decided_by": by, "reason": reason}
    return _moved(rows, Approval.REJECTED, values, at)


def tidy_reason(reason: str) -> str:
    """The reason of a rejection, which is never empty.

    Raises `validation_error` (422).
    """
    tidy: str = cleaned(TimeEntry, {"reason": reason})["reason"]
    if not tidy:
        raise Refusal("validation_error", "Say why, so that it can be put right.", field="reason")
    return tidy


def _moved(rows: Sequence[Row], to: Approval, values: dict[str, Any], at: datetime) -> Moved[Row]:
    if not rows:
        return []
    model = type(rows[0])
    keys = [row.pk for row in rows]
    locked: list[Row] = list(model.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    moving = [row for row in locked if row.status != to]
    for row in moving:
        refuse_locked(row)
        _refuse_wrong_step(row, to)
    model.objects.filter(pk__in=[row.pk for row in moving]).update(
        status=to, updated_at=at, version=F("version") + 1, **values
    )
    return [(row, {"status": [row.status, to.value]}) for row in moving]


def _refuse_wrong_step(row: Spent, to: Approval) -> None:
    if row.status in FROM[to]:
        return
    kind = KIND[row._meta.model_name or ""]
    if to == Approval.SUBMITTED:
        raise Conflict(f"{kind}_submitted", f"{row} is {row.status} already.")
    raise Conflict(f"{kind}_not_submitted", f"{row} is {row.status}, not submitted. Reload the page.")
