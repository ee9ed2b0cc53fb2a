"""Tells by its first bytes what a file is, whatever its name says."""

from typing import BinaryIO

from clientele.exchange.reading.limits import MOST_BYTES
from clientele.kit.refusals import Refusal

WORKBOOK = "workbook"
TEXT = "text"

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NOT_TABLES = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a text document",
    b"\x1f\x8b": "a compressed file",
    b"Rar!": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"SQLite format 3": "a database",
    b"<!DOCTYPE": "a web page",
    b"<html": "a web page",
    b"<?xml": "an XML file",
    b"BEGIN:VCARD": "a file of business cards (vCard)",
}


def unreadable(message: str, code: str = "file_unreadable") -> Refusal:
    """The refusal of a whole file, shown beside the file field."""
    return Refusal(code, message, field="file")


def kind_of(file: BinaryIO) -> str:
    """`text` or `workbook`; anything else is refused with the way out."""
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if not head.strip(b"\0\r\n\t ,;\xef\xbb\xbf"):
        raise unreadable("This file is empty.", "file_empty")
    if size > MOST_BYTES:
        raise unreadable(
            f"This file has {size / 1048576:,.0f} MB; at most {MOST_BYTES // 1048576} MB are read. "
            "Split it into several files.",
            "file_too_large",
        )
    if head.startswith(_ZIP):
        return WORKBOOK
    if head.startswith(_OLE):
        raise _old_or_locked(file)
    for mark, what in _NOT_TABLES.items():
        if head.lstrip(b"\xef\xbb\xbf \r\n\t")[: len(mark)].lower() == mark.lower():
            raise unreadable(f"This is {what}, not a table. Save your list as CSV or Excel (.xlsx).")
    return TEXT


def _old_or_locked(file: BinaryIO) -> Refusal:
    if _ENCRYPTED in file.read(MOST_BYTES):
        return unreadable(
            "This workbook is protected by a password. Remove the password in Excel and choose it again.",
            "file_protected",
        )
    return unreadable(
        "This is a workbook of an old Excel (.xls). Open it, save it as .xlsx or CSV, and choose it again.",
        "file_old_format",
    )
