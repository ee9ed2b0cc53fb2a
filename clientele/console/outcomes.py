"""What became of the rows of a file, for the person who sent it."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from clientele.console.terminal import say
from clientele.kit.numbers import counted

MOST_TOLD = 20


class Outcomes(Protocol):
    """How many rows there were of each outcome."""

    @property
    def created(self) -> int: ...
    @property
    def updated(self) -> int: ...
    @property
    def unchanged(self) -> int: ...
    @property
    def refused(self) -> int: ...


def tell_outcome(done: Outcomes, refusals: Iterable[Any], *, is_done: bool) -> None:
    """The numbers, and the first refused rows with their reasons."""
    created, updated = ("Created", "updated") if is_done else ("Would create", "update")
    say(
        f"{created} {done.created:,}, {updated} {done.updated:,}, {done.unchanged:,} stay as they are,"
        f" {counted(done.refused, 'row')} refused."
    )
    for refusal in refusals:
        whose = f", {refusal.name}" if refusal.name else ""
        say(f"  Row {refusal.row}{whose}: {refusal.reason}{f' {refusal.hint}.' if refusal.hint else ''}")
    if done.refused > MOST_TOLD:
        say(f"  and {done.refused - MOST_TOLD:,} more")


def keep_refused(rows: Iterator[list[str]], path: Path | None) -> None:
    """Write the refused rows to a file, where one was asked for."""
    if path is None:
        return
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows(rows)
    say(f"The refused rows are in {path}.")
