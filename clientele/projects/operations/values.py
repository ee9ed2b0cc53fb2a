"""A project's values: tidied, checked against each other, and the key that follows from its name."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from clientele.accounts.models import Member
from clientele.kit.refusals import Refusal
from clientele.kit.shapes import cleaned
from clientele.kit.text import sort_key
from clientele.projects.choices import WRITABLE_FIELDS
from clientele.projects.models import Project

_LONGEST_KEY = 600


def clean_project(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the fields tidy them; the lead is a member or None.

    Raises `validation_error` (422), and KeyError for a field nobody may write, which is a door's defect.
    """
    if unknown := values.keys() - set(WRITABLE_FIELDS):
        raise KeyError(f"not writable: {sorted(unknown)}")
    given = dict(values)
    lead = given.pop("lead", None)
    tidy = cleaned(Project, given)
    if "lead" in values:
        tidy["lead"] = lead
    return tidy


def refuse_lead(lead: Member | None) -> None:
    """Who left the team leads nothing new (422)."""
    if lead is not None and not lead.is_active:
        raise Refusal("validation_error", f"{lead.name} is no longer in the team.", field="lead")


def refuse_backward(starts_on: date | None, ends_on: date | None) -> None:
    """A project does not end before it starts (422)."""
    if starts_on and ends_on and ends_on < starts_on:
        raise Refusal("validation_error", "A project cannot end before it starts.", field="ends_on")


def derived_keys(tidy: Mapping[str, Any]) -> dict[str, str]:
    """The form of the name in which projects stand in a list."""
    return {"name_sort": sort_key(tidy["name"])[:_LONGEST_KEY]} if "name" in tidy else {}
