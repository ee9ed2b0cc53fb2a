"""What a person chose so far for an invoice of work; kept in their session, so that nothing is made before the end."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils.crypto import get_random_string

from clientele.desk.access import MemberRequest

_KEPT = "invoice_work"
_MOST_KEPT = 5


@dataclass
class Selection:
    """The answers of each step; `chosen` holds what was ticked when its step was completed, by the step's name."""

    organization: int
    customer: int
    key: str = ""
    projects: list[int] = field(default_factory=list)
    since: str = ""
    until: str = ""
    issued_on: str = ""
    format: str = "detailed"
    summed_by: str = "billing_code"
    parts: list[str] = field(default_factory=list)
    left_out: dict[str, list[int]] = field(default_factory=dict)
    chosen: dict[str, list[int]] = field(default_factory=dict)
    fees: list[dict[str, str]] = field(default_factory=list)

    @property
    def days(self) -> tuple[date | None, date | None]:
        return _day(self.since), _day(self.until)

    @property
    def issue_day(self) -> date | None:
        return _day(self.issued_on)

    @property
    def is_fixed(self) -> bool:
        """Fees cover the time."""
        return self.format == "fixed"

    @property
    def summing(self) -> str:
        """What time is summed by, empty where each entry is a line."""
        return self.summed_by if self.format == "summary" else ""

    def tick(self, kind: str, *, shown: set[int], ticked: set[int]) -> None:
        """Remember which of the rows that were shown are wanted."""
        out = set(self.left_out.get(kind, ())) - shown | (shown - ticked)
        self.left_out[kind] = sorted(out)


def kept_selection(request: MemberRequest, key: str) -> Selection | None:
    """The selection of an address, while the person's session lasts."""
    kept = request.session.get(_KEPT, {}).get(key)
    if kept is None or kept["organization"] != request.organization.pk:
        return None
    return Selection(**kept)


def keep_selection(request: MemberRequest, selection: Selection) -> None:
    """Keep it in the session, beside the newest others."""
    selection.key = selection.key or get_random_string(10)
    kept: dict[str, Any] = request.session.get(_KEPT, {})
    kept.pop(selection.key, None)
    kept[selection.key] = asdict(selection)
    request.session[_KEPT] = dict(list(kept.items())[-_MOST_KEPT:])


def drop_selection(request: MemberRequest, selection: Selection) -> None:
    """Forget it once its invoice is made."""
    kept = request.session.get(_KEPT, {})
    kept.pop(selection.key, None)
    request.session[_KEPT] = kept


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
