"""Saving a form that two people may have open at once: how it stands afterwards, and what there is to choose."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import QueryDict

from clientele.desk.collisions import CollidingForm, Collision, collide, with_choices
from clientele.kit.refusals import Refusal
from clientele.ui.http import refuse


class EditForm(CollidingForm, Protocol):
    """A form of a record that two people may have open at once."""

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, for the operation."""

    def is_valid(self) -> bool:
        """Whether it can be tried."""


@dataclass
class Saved:
    """The record as saved, or None; then the form to show again, and why."""

    record: Any
    form: Any
    status: int = 422
    collision: Collision | None = None
    existing: dict[str, object] | None = None


def save(
    sent: QueryDict | None,
    record: Any,
    make: Callable[[Any], EditForm],
    update: Callable[[dict[str, Any], Any], Any],
) -> Saved:
    """Save what was sent, or open the form: `make` makes it of some data, `update` takes its values and the version."""
    if sent is None:
        return Saved(None, make(None), 200)
    form: Any = make(with_choices(make(None), record, sent))
    if not form.is_valid():
        return Saved(None, form)
    try:
        return Saved(update(form.values, form.cleaned_data["version"]), form, 200)
    except Refusal as refusal:
        if refusal.code == "version_conflict":
            data, collision = collide(form, refusal)
            return Saved(None, make(data), refusal.status, collision)
        refuse(form, refusal)
        return Saved(None, form, refusal.status, existing=refusal.extra)
