"""Everything an organisation has, as files that other programs read: it is theirs."""

import csv
import io
import json
import time
import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import models

from clientele.accounts.models import Member, Organization
from clientele.customers.queries import customers_for, in_order
from clientele.exchange.operations.exporting import export_csv
from clientele.exchange.writing.cells import safe
from clientele.kit.tenancy import Owned
from clientele.trail.operations import plain
from clientele.upkeep.queries.invariants.keys import owned_models

BATCH = 1_000

#: What is left out, and why.
LEFT_OUT = {
    "accounts.apitoken": "It opens something.",
    "accounts.storedanswer": "What an API request was answered, for a day.",
    "accounts.tokenminute": "How often a token was used in a minute.",
    "search.document": "Made from what is here, to find it faster.",
    "overview.revenue": "Made from what is here, to show it faster.",
    "overview.totals": "Made from what is here, to show it faster.",
}
SECRET = frozenset({"digest"})

README = """Everything {name} has in Clientele, on {day}.

customers.csv is what an import reads back. Every table is there twice: as CSV, one row a line, and as JSON, an array
of objects. Times are UTC (ISO 8601). A column ending in _id holds the id of a row of another table. entry is the
trail: what happened, when, by whom, and each field's value before and after. Passwords, tokens and the secrets of
invitations are not among it. Pictures are base64 of their PNG.
"""


def export_organization(
    organization: Organization, path: Path, *, by: Member, day: str, doing: Callable[[str], None] = lambda _: None
) -> int:
    """Write the ZIP, readable by us alone, and answer how many rows are in it; it appears when it is whole."""
    part = path.with_name(f".{path.name}.part")
    number = 0
    try:
        part.touch(mode=0o600)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("README.txt", README.format(name=organization.name, day=day))
            archive.writestr("organization.json", _json(_record(organization)) + "\n")
            _write(archive, "customers.csv", export_csv(in_order(customers_for(by), "name"), by=by))
            for model in _models():
                doing(f"Writing {model._meta.verbose_name_plural}")
                number += _write_table(archive, model)
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    return number


def _models() -> list[type[Owned]]:
    return sorted(
        (model for model in owned_models() if model._meta.label_lower not in LEFT_OUT),
        key=lambda model: str(model._meta.model_name),
    )


def _write_table(archive: zipfile.ZipFile, model: type[Owned]) -> int:
    name = f"tables/{model._meta.model_name}"
    _write(archive, f"{name}.csv", _csv(model))
    return _write(archive, f"{name}.json", _array(model)) - 2


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterator[bytes]) -> int:
    entry = zipfile.ZipInfo(name, date_time=time.localtime()[:6])
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    written = 0
    with archive.open(entry, "w", force_zip64=True) as member:
        for piece in pieces:
            member.write(piece)
            written += 1
    return written


def _rows(model: type[Owned]) -> Iterator[dict[str, Any]]:
    related = ["user"] if model is Member else []
    for row in model._default_manager.select_related(*related).order_by("pk").iterator(BATCH):
        told = _record(row)
        if isinstance(row, Member):
            told |= {"name": row.user.name, "email": row.user.email}
        yield told


def _record(row: models.Model) -> dict[str, Any]:
    return {field.attname: _value(getattr(row, field.attname)) for field in _fields(type(row))}


def _value(value: Any) -> Any:
    return b64encode(value).decode() if isinstance(value, bytes | memoryview) else plain(value)


def _fields(model: type[models.Model]) -> list[Any]:
    return [
        field
        for field in model._meta.concrete_fields
        if field.attname not in SECRET and not isinstance(field, models.FileField)
    ]


def _array(model: type[Owned]) -> Iterator[bytes]:
    yield b"["
    for place, row in enumerate(_rows(model)):
        yield f"{',' if place else ''}\n{_json(row)}".encode()
    yield b"\n]\n"


def _csv(model: type[Owned]) -> Iterator[bytes]:
    people = ["name", "email"] if model is Member else []
    yield "\ufeff".encode() + _line([*(field.attname for field in _fields(model)), *people])
    for row in _rows(model):
        yield _line([_cell(value) for value in row.values()])


def _line(cells: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return safe(value) if isinstance(value, str) else _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
