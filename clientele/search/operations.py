"""Keeping the index in step with the records."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Min, TextField
from django.db.models.functions import Cast
from django_scopes import scopes_disabled
from django_tasks import task

from clientele.accounts.models import Organization
from clientele.background.operations import Schedule
from clientele.customers.models import Contact, Customer
from clientele.kit.prepared import planning_cursor
from clientele.kit.rows import values_of
from clientele.kit.text import sort_key
from clientele.projects.models import Project
from clientele.search.choices import CONTACT_FIELDS, CUSTOMER, PROJECT
from clientele.search.fragments import in_letters, scope_mark
from clientele.search.models import Document, Piece, pieces_of
from clientele.search.queries.rarity import forget_shares

_BATCH = 1_000
_SAMPLED, _OF, _COMMON = 10_000, 10_000, 5
_COLUMNS = (
    *("organization_id", "kind", "object_id"),
    *("state", "title", "code", "detail", "text", "name_sort", "created_at"),
)
_TYPES = {"organization_id": "bigint", "object_id": "bigint", "created_at": "timestamptz"}
_READ = ("name", "name_sort", "code", "email", "account_number", "phone", "phone_key", "city")
_CREATED = Cast("created_at", TextField())  # as the database writes it, so that nobody reads it and writes it again
_NO_DIGIT = re.compile(r"\D+")

Row = tuple[int, str, int, str, str, str, str, str, str, str]


@transaction.atomic
def refresh_customers(ids: Sequence[int], *, besides: Sequence[int] = ()) -> None:
    """Make the documents of these customers anew, in a constant number of statements for each 1,000.

    `besides` are contacts that are about to go.
    """
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        rows = list(_rows_of(some, besides))
        _write(rows)
        if gone := set(some) - {row[2] for row in rows}:
            Document.objects.filter(kind=CUSTOMER, object_id__in=gone).delete()


@transaction.atomic
def refresh_projects(ids: Sequence[int], *, besides: Sequence[int] = ()) -> None:
    """Make the documents of these projects anew, and forget those of projects that are gone or, `besides`, going."""
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        rows = list(_rows_of_projects(set(some) - set(besides)))
        _write(rows)
        if gone := set(some) - {row[2] for row in rows}:
            Document.objects.filter(kind=PROJECT, object_id__in=gone).delete()


@transaction.atomic
def rebuild(organization: Organization) -> int:
    """Make every document of an organisation anew and answer how many there are."""
    Document.objects.filter(organization=organization).delete()
    ids = list(Customer.objects.filter(organization=organization).order_by("pk").values_list("pk", flat=True))
    refresh_customers(ids)
    projects = list(Project.objects.filter(organization=organization).order_by("pk").values_list("pk", flat=True))
    refresh_projects(projects)
    return len(ids) + len(projects)


@transaction.atomic
def sample_pieces() -> int:
    """Look at about 10,000 documents for how common each piece is, keep that, and answer how many pieces are common.

    To be called where much was added at once, and now and then: searches are right without it, and slower.
    """
    with scopes_disabled():
        texts = _sampled_texts()
    seen = Counter(piece for text in texts for piece in {one for line in text.split("\n") for one in pieces_of(line)})
    common = [Piece(text=piece, share=number * _OF // len(texts)) for piece, number in seen.items()]
    common = [piece for piece in common if piece.share >= _COMMON]
    Piece.objects.all().delete()
    # Whoever samples at the same time keeps what is as good.
    Piece.objects.bulk_create(common, batch_size=_BATCH, ignore_conflicts=True)
    forget_shares()
    return len(common)


@task
def look_at_pieces() -> None:
    """Sample the pieces anew, as what is stored has changed."""
    sample_pieces()


SCHEDULES = (Schedule("search.look_at_pieces", look_at_pieces, timedelta(hours=6), timedelta(minutes=30)),)


def _sampled_texts() -> list[str]:
    ends = Document.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["last"] is None:
        return []
    some = range(ends["first"], ends["last"] + 1, max(1, (ends["last"] - ends["first"]) // _SAMPLED))
    return list(Document.objects.filter(pk__among=some).order_by("pk").values_list("text", flat=True))


def _write(rows: Sequence[Row]) -> None:
    """One statement for all rows: the index flushes what it has gathered with every statement."""
    if not rows:
        return
    source, params = _source(rows)
    changed = ", ".join(f"{column} = excluded.{column}" for column in _COLUMNS[3:])
    statement = (
        f"INSERT INTO {Document._meta.db_table} ({', '.join(_COLUMNS)})"
        f" {source}"
        f" ON CONFLICT (organization_id, kind, object_id) DO UPDATE SET {changed}"
    )
    with planning_cursor(connection) as cursor:
        cursor.execute(statement, params)


def _source(rows: Sequence[Row]) -> tuple[str, list[Any]]:
    """The rows as the statement takes them: PostgreSQL's driver looks at every single value, so it is given one."""
    if connection.vendor == "postgresql":
        columns = ", ".join(f"{name} {_TYPES.get(name, 'text')}" for name in _COLUMNS)
        named = json.dumps([dict(zip(_COLUMNS, row, strict=True)) for row in rows])
        return f"SELECT * FROM json_to_recordset(%s::json) AS told ({columns})", [named]  # noqa: S608 - own names
    return values_of(len(_COLUMNS), len(rows)), [value for row in rows for value in row]


def _rows_of(ids: Sequence[int], besides: Sequence[int]) -> Iterator[Row]:
    """The documents of the active organisation's customers, as `_COLUMNS` has them."""
    people = _people_of(ids, besides)
    customers = Customer.objects.filter(pk__among=ids).order_by("pk")
    for organization, pk, status, archived_at, created, *pieces in customers.values_list(
        "organization", "pk", "status", "archived_at", _CREATED, *_READ
    ):
        name, name_sort, code, email, account, phone, phone_key, city = pieces
        others = (code, email, account, phone, _NO_DIGIT.sub("", phone), phone_key.lstrip("+"), *people.get(pk, ()))
        state = "archived" if archived_at else status
        text = _text(scope_mark(organization, CUSTOMER), name_sort, others)
        yield organization, CUSTOMER, pk, state, name, code, city or email, text, name_sort, created


def _rows_of_projects(ids: Iterable[int]) -> Iterator[Row]:
    projects = Project.objects.filter(pk__in=ids).order_by("pk")
    for organization, pk, status, created, name, name_sort, code in projects.values_list(
        "organization", "pk", "status", _CREATED, "name", "name_sort", "code"
    ):
        text = _text(scope_mark(organization, PROJECT), name_sort, (code,))
        yield organization, PROJECT, pk, status, name, code, "", text, name_sort, created


def _text(mark: str, name_sort: str, others: Iterable[str]) -> str:
    """Everything a customer is found by, one piece a line, so that no fragment runs from one into the next."""
    folded = [piece.lower() if piece.isascii() else sort_key(piece) for piece in others if piece]
    return in_letters("\n".join(dict.fromkeys((mark, name_sort, *folded))))


def _people_of(ids: Sequence[int], besides: Sequence[int]) -> dict[int, list[str]]:
    contacts = Contact.objects.filter(customer__pk__among=ids).exclude(pk__in=besides).order_by("customer", "pk")
    rows = contacts.values_list("customer", *CONTACT_FIELDS)
    return {
        customer: [piece for _, *pieces in several for piece in pieces]
        for customer, several in groupby(rows, key=lambda row: row[0])
    }
