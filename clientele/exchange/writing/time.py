"""Time as rows of a file: each entry, or hours by project and person."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models

from clientele.kit import durations
from clientele.kit.numbers import plain_number
from clientele.projects.models import TimeEntry
from clientele.projects.queries import Hours

_BATCH = 500


def entry_rows(entries: models.QuerySet[TimeEntry], term: str) -> Iterator[list[str]]:
    """The headings, then a row for each entry as it is read; `term` is what a customer is called."""
    yield [
        "Date", term, "Project", "Code", "Billing code", "Person", "Hours", "Minutes", "Billable", "Description",
        "Status", "Rate", "Currency",
    ]  # fmt: skip
    for entry in entries.iterator(_BATCH):
        yield _row(entry)


def hour_rows(hours: Iterable[Hours], term: str) -> Iterator[list[str]]:
    """The headings, then a row for each person on each project."""
    yield [term, "Project", "Person", "Hours", "Billable hours", "Minutes", "Billable minutes"]
    for row in hours:
        told = [durations.shown(row.minutes), durations.shown(row.billable), str(row.minutes), str(row.billable)]
        yield [row.customer, row.project, row.person, *told]


def _row(entry: Any) -> list[str]:
    return [
        entry.day.isoformat(),
        entry.project.customer.name,
        entry.project.name,
        entry.project.code,
        entry.billing_code.name if entry.billing_code else "",
        entry.member.name,
        durations.shown(entry.minutes),
        str(entry.minutes),
        "yes" if entry.is_billable else "no",
        entry.description,
        entry.get_status_display(),
        "" if entry.rate is None else plain_number(entry.rate),
        entry.currency,
    ]
