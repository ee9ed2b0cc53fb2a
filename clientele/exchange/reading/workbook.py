"""Rows of an Excel workbook (.xlsx), with numbers, dates and truths as a person would have typed them."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any, BinaryIO, TypeVar
from xml.etree import ElementTree

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from clientele.exchange.reading.header import A_LIST, SAMPLED, likeness_to_a_list
from clientele.exchange.reading.kinds import unreadable
from clientele.exchange.reading.limits import MOST_CELLS, MOST_INFLATED_BYTES
from clientele.kit.refusals import Refusal

Read = TypeVar("Read")

_CHUNK = 1024 * 1024
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>/]*>(?!</)')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Workbook:
    """One opened workbook: its visible sheets, and the rows of each."""

    def __init__(self, file: BinaryIO) -> None:
        """Open it; what is broken, locked or vast inside is refused."""
        _refuse_what_inflates(file)
        self.file = file
        self._book = _guarded(lambda: CalamineWorkbook.from_filelike(file))
        self._pages: dict[str, CalamineSheet] = {}
        self.sheets = [
            sheet.name
            for sheet in self._book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]

    def likeliest_sheet(self) -> str:
        """The visible sheet that is a list by its first rows, not the cover, the notes or the sums before it."""
        best, most, problem = "", 0, None
        for sheet in self.sheets:
            try:
                likeness = likeness_to_a_list(list(islice(self.records(sheet), SAMPLED)))
            except Refusal as refusal:
                problem = problem or refusal
                continue
            if likeness > most:
                best, most = sheet, likeness
            if most == A_LIST:
                break
        if not best:
            raise problem or unreadable("This workbook is empty.", "file_empty")
        return best

    def records(self, sheet: str) -> Iterator[tuple[int, list[str]]]:
        """The rows of one sheet with their numbers as Excel shows them, blank ones left out."""
        for number, cells in enumerate(self._page(sheet).iter_rows(), start=1):
            texts = [cell if type(cell) is str else _typed(cell) for cell in cells]
            if any(texts):
                yield number, texts

    def _page(self, sheet: str) -> CalamineSheet:
        if sheet not in self._pages:
            _refuse_vast_sheet(self.file, sheet)
            self._pages.clear()
            self._pages[sheet] = _guarded(lambda: self._book.get_sheet_by_name(sheet))
        return self._pages[sheet]


def _typed(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value)


def _refuse_what_inflates(file: BinaryIO) -> None:
    """Refuse a workbook that unpacks into more than memory should hold, or that is no workbook at all."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _broken() from error
    if "xl/workbook.xml" not in names:
        raise unreadable("This file is packed like a workbook, but is none. Save your list as CSV or Excel (.xlsx).")
    if size > MOST_INFLATED_BYTES:
        raise _vast()
    file.seek(0)


def _refuse_vast_sheet(file: BinaryIO, sheet: str) -> None:
    """Refuse a sheet whose filled cells span more than memory should hold; the reader would span them all."""
    rows = columns = 0
    seen: set[bytes] = set()
    for letters, number in _filled_cells(file, sheet):
        rows = max(rows, int(number))
        if letters not in seen:
            seen.add(letters)
            columns = max(columns, _column_number(letters))
        if rows * columns > MOST_CELLS:
            raise _vast(f" Its cells span {rows:,} rows and {columns:,} columns.")


def _filled_cells(file: BinaryIO, sheet: str) -> Iterator[tuple[bytes, bytes]]:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive, archive.open(_part_of(archive, sheet)) as part:
            rest = b""
            while chunk := part.read(_CHUNK):
                rest += chunk
                whole = rest.rfind(b"</") if len(rest) < 64 * _CHUNK else len(rest)
                yield from _FILLED_CELL.findall(rest[:whole])
                rest = rest[whole:]
            yield from _FILLED_CELL.findall(rest)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, ElementTree.ParseError) as error:
        raise _broken() from error
    finally:
        file.seek(0)


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    book = _parsed(archive, "xl/workbook.xml")
    relations = _parsed(archive, "xl/_rels/workbook.xml.rels")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for entry in book.iter():
        if entry.tag.endswith("}sheet") and entry.get("name") == sheet:
            target = targets[entry.get(_RELATION)]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(sheet)


def _parsed(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    """A small part of a workbook; one that declares entities, which Excel never does, is refused."""
    if archive.getinfo(part).file_size > _CHUNK or b"<!DOCTYPE" in (text := archive.read(part)):
        raise ValueError(part)
    return ElementTree.fromstring(text)  # noqa: S314 - no entities, a megabyte at most


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _guarded(read: Callable[[], Read]) -> Read:
    """What the reader finds; its own failures, panics of its native code among them, become a refusal."""
    try:
        return read()
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError, Refusal):
        raise
    except PasswordError as error:
        raise unreadable(
            "This workbook is protected by a password. Remove the password in Excel and choose it again.",
            "file_protected",
        ) from error
    except BaseException as error:
        raise _broken() from error


def _broken() -> Refusal:
    return unreadable("This workbook is damaged and cannot be read. Save it again as .xlsx or CSV.", "file_damaged")


def _vast(detail: str = "") -> Refusal:
    return unreadable(f"This workbook is too large to read.{detail} Save its list as CSV.", "file_too_large")
