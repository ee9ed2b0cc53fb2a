"""Rows of a text file (CSV and its kin), one at a time."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from clientele.exchange.reading.delimiters import DELIMITERS, declared_delimiter, delimiter_of
from clientele.exchange.reading.encodings import encoding_of
from clientele.exchange.reading.kinds import unreadable
from clientele.exchange.reading.limits import LONGEST_FIELD

_SAMPLE = 128 * 1024
_END = "\x00end of the file\x00"

csv.field_size_limit(LONGEST_FIELD)


def text_shape(file: BinaryIO, encoding: str = "", delimiter: str = "") -> tuple[str, str]:
    """The encoding and the delimiter of a text file, found where they are not given."""
    encoding = encoding or encoding_of(file)
    with _decoded(file, encoding, errors="replace") as text:
        sample = text.read(_SAMPLE)
    _refuse_what_is_no_text(sample)
    if delimiter not in DELIMITERS:
        first, _, rest = sample.partition("\n")
        declared = declared_delimiter(first)
        delimiter = declared if declared in DELIMITERS else delimiter_of(rest if declared else sample)
    return encoding, delimiter


def _refuse_what_is_no_text(sample: str) -> None:
    controls = sum(character < " " and character not in "\t\r\n\v\f" for character in sample)
    if controls > len(sample) * 0.1:
        raise unreadable("This file is neither a table nor a workbook. Save your list as CSV or Excel (.xlsx).")


def text_records(file: BinaryIO, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a text file with their numbers as a spreadsheet would show them, blank ones left out."""
    with _decoded(file, encoding) as text:
        reader = csv.reader(_lines(text), delimiter=delimiter)
        number = 0
        try:
            for number, cells in enumerate(reader, start=1):
                if cells and _END in cells[-1]:
                    if cells != [_END]:
                        raise _unclosed(number, len(cells))
                    return
                if number == 1 and declared_delimiter(delimiter.join(cells)):
                    continue
                if any(cells):
                    yield number, cells
        except csv.Error as error:
            raise _unclosed(number + 1) from error
        except UnicodeDecodeError as error:
            raise unreadable(
                "Some letters of this file do not fit the chosen text encoding. Choose another one.",
                "file_encoding",
            ) from error


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    for line in text:  # noqa: UP028 - `yield from` would close the file along with this generator
        yield line
    # Whether this comes out as a record of its own tells whether every quotation mark was closed.
    yield _END


def _unclosed(number: int, column: int = 0) -> Exception:
    where = f"Row {number}, column {column}" if column else f"Row {number}"
    return unreadable(
        f"{where}: a quotation mark is opened and never closed, so the rest of the file would be one cell. "
        "Close it and choose the file again.",
        "file_quote_open",
    )


@contextmanager
def _decoded(file: BinaryIO, encoding: str, errors: str = "strict") -> Iterator[io.TextIOWrapper]:
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, errors=errors, newline="")
    try:
        yield text
    finally:
        if not file.closed:
            text.detach()
