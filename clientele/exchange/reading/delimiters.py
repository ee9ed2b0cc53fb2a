"""Finds out what separates the cells of a text file, honouring quotation marks."""

import csv
import io
from collections import Counter

DELIMITERS = {",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Vertical bar"}
_RECORDS = 200


def declared_delimiter(first_line: str) -> str:
    """What Excel's own first line `sep=;` declares, or an empty string."""
    line = first_line.strip().strip('"')
    if line.lower().startswith("sep=") and len(line) == 5:
        return line[4]
    return "\t" if first_line.lower().startswith("sep=\t") else ""


def delimiter_of(sample: str) -> str:
    """The delimiter under which the records of the sample agree most about their number of cells."""
    best, best_mark = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        mark = _agreement(sample, delimiter)
        if mark > best_mark:
            best, best_mark = delimiter, mark
    return best


def _agreement(sample: str, delimiter: str) -> tuple[float, int]:
    """How far the records agree about their width, in tenths, then that width; (0, 0) for one column."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    widths: list[int] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                widths.append(len(cells))
            if len(widths) >= _RECORDS:
                break
    except csv.Error:
        pass
    if len(widths) > 3:
        widths.pop()  # the sample may end in the middle of a record
    split = Counter(width for width in widths if width > 1)
    if not split:
        return 0.0, 0
    width, times = max(split.items(), key=lambda item: (item[1], item[0]))
    return round(times / len(widths), 1), width
