"""What the pages of an import show."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.exceptions import BadRequest
from django.http import QueryDict

from clientele.accounts.choices import TermWords
from clientele.exchange.choices import SHOWN_ROWS, TARGETS, Outcome
from clientele.exchange.models import Import
from clientele.exchange.queries import refusals_of
from clientele.exchange.reading.sources import sources
from clientele.kit.numbers import counted
from clientele.kit.paging import Page, page_of

FIRST_ROWS = 3


@dataclass(frozen=True)
class MatchedColumn:
    """One column of the file beside the field it becomes."""

    name: str
    title: str
    sample: str
    field: str


def field_groups(words: TermWords) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every field a column can become, in its groups, with a word on what happens to it."""
    return [
        (
            group.format(one=words.one),
            [(target.key, f"{target.label} ({target.hint})" if target.hint else target.label) for target in targets],
        )
        for group, targets in groupby(TARGETS, key=lambda target: target.group)
    ]


def matched_columns(batch: Import) -> list[MatchedColumn]:
    """The columns in the order of the file."""
    return [
        MatchedColumn(f"column_{index}", column["title"], ", ".join(column["samples"][:2]), field)
        for index, (column, field) in enumerate(zip(batch.columns, batch.mapping, strict=True))
    ]


def read_as(batch: Import) -> str:
    """The file in a line: its sheet or its program, how many rows and columns it has."""
    sheet = batch.shape.get("sheet")
    source = next((source.label for source in sources() if source.key == batch.source), "")
    parts = [
        f"Sheet “{sheet}”" if sheet else "",
        source,
        counted(batch.rows, "row"),
        counted(len(batch.columns), "column"),
    ]
    return ", ".join(part for part in parts if part)


def is_named(batch: Import) -> bool:
    """Whether any column, or a person's, can become the name."""
    return bool({"name", "contact_name", "contact_first_name", "contact_last_name"} & set(batch.mapping))


def figures_of(batch: Import, shown: str) -> list[dict[str, Any]]:
    """The numbers, each of which opens its rows."""
    outcomes = [outcome for outcome in Outcome if outcome != Outcome.UNCHANGED or batch.unchanged]
    return [
        {
            "outcome": outcome.value,
            "count": f"{getattr(batch, outcome.value):,}",
            "url": f"?show={outcome.value}",
            "current": outcome.value == shown,
            "bad": outcome == Outcome.REFUSED and batch.refused > 0,
        }
        for outcome in outcomes
    ]


def shown_outcome(batch: Import, given: QueryDict) -> str:
    """The outcome whose rows are open: the one asked for, else the refused ones, since they need a person."""
    wanted = given.get("show", "")
    if wanted and wanted not in Outcome.values:
        raise BadRequest(f"“{wanted[:80]}” is not something an import does.")
    if wanted:
        return wanted
    counted = (Outcome.REFUSED, Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED)
    return next((outcome.value for outcome in counted if getattr(batch, outcome.value)), Outcome.CREATED.value)


def rows_of(batch: Import, shown: str, given: QueryDict) -> dict[str, Any]:
    """The rows of one outcome: the refused ones page by page, of the others the first."""
    if shown == Outcome.REFUSED:
        text = given.get("page", "1")
        number = min(int(text), 100_000) if text.isascii() and text.isdecimal() and len(text) < 10 else 1
        page = page_of(refusals_of(batch), number=max(number, 1), size=SHOWN_ROWS, total=batch.refused)
        return {"refused": page, "rows": []}
    return {"refused": Page([], 1, SHOWN_ROWS, 0), "rows": batch.preview.get(shown, [])}


def first_rows(batch: Import) -> list[dict[str, Any]]:
    """The first good rows as they will be saved, whatever becomes of them."""
    good = [*batch.preview.get("created", []), *batch.preview.get("updated", []), *batch.preview.get("unchanged", [])]
    return sorted(good, key=lambda row: row["row"])[:FIRST_ROWS]
