"""Finds the line that names the columns, below the title lines of a report or above nothing at all."""

import re

from clientele.exchange.reading.keys import heading_keys
from clientele.exchange.reading.synonyms import known_headings

#: How many rows are looked at to find the heading, and to know the columns.
LOOKED_AT = 30
SAMPLED = 90
#: What is surely one: see `likeness_to_a_list`.
A_LIST = 3

_DATA = re.compile(r"@|https?://|\d{3,}|^\d+([.,]\d+)?$")

_STAMP = re.compile(
    r"\d{1,2}[:.]\d{2}.*(gmt|utc|am\b|pm\b)|(cash|accrual) basis|^(as of|all dates|stand|au)\b.*\d{4}",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^(grand )?totals?\b|^gesamt|^summe\b|^sous-total\b|^suma\b|^total général\b", re.IGNORECASE)
_AMOUNT = re.compile(r"^[\s\d.,'’%$£€+\-()]*$")


def header_row_of(records: list[tuple[int, list[str]]]) -> int:
    """The number of the row that names the columns, or 0 where the file starts with its data."""
    if not records:
        return 0
    marks = [(sum(is_known(cell) for cell in cells), number) for number, cells in records[:LOOKED_AT]]
    most = max(mark for mark, _ in marks)
    if most >= 2:
        return next(number for mark, number in marks if mark * 2 >= most and mark >= 2)
    number, first = _first_full_row(records)
    return 0 if any(_DATA.search(cell.strip()) for cell in first) and not most else number


def likeness_to_a_list(records: list[tuple[int, list[str]]]) -> int:
    """From 0 for nothing to `A_LIST` for rows under several headings that are known."""
    if not records:
        return 0
    header = header_row_of(records)
    titles = next((cells for number, cells in records if number == header), [])
    below = [cells for number, cells in records if number > header]
    known = sum(map(is_known, titles))
    if below and known > 1:
        return A_LIST
    has_columns = any(sum(bool(cell.strip()) for cell in cells) > 1 for cells in below)
    return 2 if has_columns or (below and known) else 1


def is_known(title: str) -> bool:
    """Whether some program or person would use this as a column's name."""
    return len(title) <= 60 and any(key in known_headings() for key in heading_keys(title))


def is_foot(cells: list[str], *, report: bool) -> bool:
    """Whether a row is the foot of a report (a total, a time stamp), not a customer."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return True
    first, rest = filled[0], filled[1:]
    if _TOTAL.search(first) and all(_AMOUNT.match(cell) for cell in rest):
        return bool(rest) or report
    return report and not rest and bool(_STAMP.search(first))


def _first_full_row(records: list[tuple[int, list[str]]]) -> tuple[int, list[str]]:
    """The first row as wide as most rows are: what is above it is a title."""
    widths = [sum(bool(cell.strip()) for cell in cells) for _, cells in records]
    usual = sorted(widths)[len(widths) // 2]
    full = (record for record, width in zip(records, widths, strict=True) if width >= max(usual - 1, 1))
    return next(full, records[0])
