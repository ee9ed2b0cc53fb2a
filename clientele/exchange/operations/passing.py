"""Passing over the file of an import: opened as it was decided to be read, chunk by chunk."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.core.files import File
from django.db import models

from clientele.accounts.choices import PaymentTerms
from clientele.customers.choices import Kind, Status
from clientele.exchange.choices import CHUNK, SHOWN_ROWS, TARGET, Outcome
from clientele.exchange.models import Import, ImportRefusal
from clientele.exchange.operations.deciding import Decider, Decision
from clientele.exchange.reading.draft import Reading
from clientele.exchange.reading.sources import sources
from clientele.exchange.reading.table import Row, Shape, Table, open_table
from clientele.kit.rows import write_rows
from clientele.kit.text import tidy_line, without_unfit

_WORDS: dict[str, type[models.TextChoices]] = {"kind": Kind, "status": Status, "payment_terms": PaymentTerms}


@contextmanager
def opened(batch: Import) -> Iterator[Table]:
    """The table of an import, as long as its file is open."""
    with batch.file.open("rb") as file:
        yield open_table(bare(file), Shape(**batch.shape))


def bare(file: Any) -> Any:
    """The file that Django's wrappers hold, which reads by the rules of `io`."""
    while isinstance(file, File):
        file = file.file
    return file


def decider_of(batch: Import) -> Decider:
    """Decides as the import's choices say."""
    source = next((source for source in sources() if source.key == batch.source), None)
    reading = Reading([column["title"] for column in batch.columns], batch.mapping, source)
    return Decider(batch.organization, reading, updates_existing=batch.updates_existing)


def chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """The rows in portions, each of which is decided and written as a whole."""
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def count(batch: Import, decisions: Sequence[Decision]) -> None:
    """Add the outcomes of a portion to the import's numbers."""
    outcomes = Counter(decision.outcome for decision in decisions)
    for outcome in Outcome.values:
        setattr(batch, outcome, getattr(batch, outcome) + outcomes[outcome])
    batch.done += len(decisions)
    batch.cursor = decisions[-1].row.number


def keep_refusals(batch: Import, decisions: Sequence[Decision]) -> None:
    """Write down the rows left out, so that they can be shown and handed back."""
    refused = [decision for decision in decisions if decision.outcome == Outcome.REFUSED]
    write_rows(
        ImportRefusal,
        [
            [
                None,
                batch.organization_id,
                batch.pk,
                decision.row.number,
                _fit(decision.draft.name, 200),
                _fit(decision.reason, 400),
                _fit(decision.hint, 400),
                [cell.replace("\0", "") for cell in decision.row.cells],
            ]
            for decision in refused
        ],
    )


def show_rows(batch: Import, decisions: Sequence[Decision]) -> None:
    """Keep the first rows of each outcome to be shown: what is created, what changes from what to what."""
    for decision in decisions:
        shown = batch.preview.setdefault(str(decision.outcome), [])
        if decision.outcome in {Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED} and len(shown) < SHOWN_ROWS:
            shown.append(_shown(decision))


def said(field: str, value: Any) -> str:
    """A saved value as people read it."""
    words = _WORDS.get(field)
    return "" if value in ("", None) else str(words(value).label if words else value)


def _shown(decision: Decision) -> dict[str, Any]:
    told: dict[str, Any] = {"row": decision.row.number, "outcome": str(decision.outcome), "changes": []}
    if decision.new is not None:
        saved = decision.new.values
        told |= {key: saved.get(key, "") for key in ("name", "code", "email", "phone", "city")}
    if (change := decision.change) is not None:
        customer = change.customer
        told |= {key: getattr(customer, key) for key in ("name", "code", "email", "phone", "city")}
        told |= {key: pair[1] for key, pair in change.changed.items() if key in told}
        told["changes"] = [
            [TARGET[key].label, said(key, before), said(key, after)] for key, (before, after) in change.changed.items()
        ]
        if change.tags:
            told["changes"].append(["Tags", "", ", ".join(change.tags.values())])
        if change.contact:
            told["changes"].append(["Contact", "", change.contact.get("name") or str(change.person)])
    return told


def _fit(text: str, longest: int) -> str:
    line = without_unfit(tidy_line(text[: longest * 2]))
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
