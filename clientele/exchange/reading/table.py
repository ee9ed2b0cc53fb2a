"""A file opened as a table: its columns with a few values each, and its rows as a stream."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, BinaryIO, NamedTuple

from clientele.exchange.reading.header import SAMPLED, header_row_of, is_foot
from clientele.exchange.reading.kinds import WORKBOOK, kind_of, unreadable
from clientele.exchange.reading.limits import LONGEST_CELL, MOST_COLUMNS
from clientele.exchange.reading.text import text_records, text_shape
from clientele.exchange.reading.workbook import Workbook
from clientele.kit.numbers import counted


@dataclass(frozen=True)
class Shape:
    """How a file is to be read: kept with an import, so that every pass reads the same."""

    kind: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Column:
    """One column: its place, its heading, and its first different values."""

    index: int
    title: str
    samples: tuple[str, ...] = ()


class Row(NamedTuple):
    """One row: its number in the file, its cells, and what is wrong with it as a row."""

    number: int
    cells: list[str]
    problem: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Table:
    """A file that could be read."""

    shape: Shape
    columns: tuple[Column, ...]
    sheets: tuple[str, ...]
    records: Callable[[], Iterator[tuple[int, list[str]]]]

    def rows(self) -> Iterator[Row]:
        """Every row below the header but blank lines and the foot of a report; read as a stream."""
        width, header = len(self.columns), self.shape.header_row or 0
        report = header > 1
        for number, cells in self.records():
            if number <= header or ((report or len(cells) > 1) and is_foot(cells, report=report)):
                continue
            if len(cells) == width and len(max(cells, key=len)) <= LONGEST_CELL:
                yield Row(number, cells)
            else:
                yield self._uneven(number, cells)

    def _uneven(self, number: int, cells: list[str]) -> Row:
        width = len(self.columns)
        for index, cell in enumerate(cells):
            if len(cell) > LONGEST_CELL:
                cells = [text[:200] for text in cells[:width]]
                title = self.columns[min(index, width - 1)].title
                return Row(
                    number,
                    cells + [""] * (width - len(cells)),
                    f"“{title}” has {len(cell):,} characters, more than {LONGEST_CELL:,}.",
                    "Shorten it, or look for a quotation mark that is not closed",
                )
        if any(cell.strip() for cell in cells[width:]):
            problem = f"This row has {counted(len(cells), 'cell')}, the heading has {width}."
            return Row(number, cells[:width], problem, "A value with a separator in it needs quotation marks")
        return Row(number, cells[:width] + [""] * (width - len(cells)))


def open_table(file: BinaryIO, shape: Shape | None = None) -> Table:
    """Open a text file or a workbook; what the shape leaves open is found out.

    Raises a refusal of the field `file` for what cannot be read.
    """
    shape = shape or Shape()
    kind = kind_of(file)
    if kind == WORKBOOK:
        book = Workbook(file)
        sheets = tuple(book.sheets)
        sheet = shape.sheet if shape.sheet in sheets else book.likeliest_sheet()
        return _table(Shape(kind, sheet=sheet, header_row=shape.header_row), sheets, lambda: book.records(sheet))
    encoding, delimiter = text_shape(file, shape.encoding, shape.delimiter)
    found = Shape(kind, encoding, delimiter, header_row=shape.header_row)
    return _table(found, (), lambda: text_records(file, encoding, delimiter))


def _table(shape: Shape, sheets: tuple[str, ...], records: Callable[[], Iterator[tuple[int, list[str]]]]) -> Table:
    sample = list(islice(records(), SAMPLED))
    header = header_row_of(sample) if shape.header_row is None else shape.header_row
    shape = Shape(shape.kind, shape.encoding, shape.delimiter, shape.sheet, header)
    titles = next((cells for number, cells in sample if number == header), [])
    below = [cells for number, cells in sample if number > header and not is_foot(cells, report=header > 1)]
    if not below:
        raise unreadable(
            "This file has a heading, but no rows below it." if any(map(str.strip, titles)) else "This file is empty.",
            "file_empty",
        )
    width = _width(titles, below)
    if width > MOST_COLUMNS:
        raise unreadable(
            f"Row {header or sample[0][0]} has {width:,} columns; at most {MOST_COLUMNS} are read.",
            "file_too_wide",
        )
    return Table(shape, _columns(titles, below, width), sheets, records)


def _width(titles: list[str], below: list[list[str]]) -> int:
    """The columns up to the last that has a heading; without a header, up to the last that has a value."""
    rows = [titles] if titles else below
    return max((index + 1 for cells in rows for index, cell in enumerate(cells) if cell.strip()), default=0)


def _columns(titles: list[str], below: list[list[str]], width: int) -> tuple[Column, ...]:
    seen: dict[str, int] = {}
    columns = []
    for index in range(width):
        title = " ".join(titles[index].split())[:200] if index < len(titles) else ""
        title = title or f"Column {_letters(index)}"
        seen[title] = seen.get(title, 0) + 1
        values = (cells[index].strip() for cells in below if index < len(cells))
        samples = tuple(islice(dict.fromkeys(" ".join(value[:120].split()) for value in values if value), 20))
        columns.append(Column(index, title if seen[title] == 1 else f"{title} ({seen[title]})", samples))
    return tuple(columns)


def _letters(index: int) -> str:
    letters, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
