"""Ways to say to a database how to find what is asked for."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models

#: Sorts after whatever begins with a text that it is added to: `number__gte=text, number__lt=text + LAST`.
LAST = "\U0010ffff"


@models.BigAutoField.register_lookup
class Among(models.Lookup[Any]):
    """`pk__among=[3, 7]`: as `pk__in`, with all numbers in one parameter: a thousand parameters cost Django 12 ms.

    A text stands for keys that are given later, in a `Prepared`.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, params = self.process_lhs(compiler, connection)
        if not self.rhs:
            raise EmptyResultSet
        keys = self.rhs if isinstance(self.rhs, str) else keys_as_text(self.rhs, connection.vendor)
        if connection.vendor == "postgresql":
            return f"{column} = ANY (%s::bigint[])", (*params, keys)
        return f"{column} IN (SELECT value FROM json_each(%s))", (*params, keys)  # noqa: S608 - our own name


def keys_as_text(keys: Iterable[int], vendor: str) -> str:
    """Keys in one parameter: an array in the notation of PostgreSQL, and for SQLite as JSON."""
    listed = ",".join(map(str, map(int, keys)))
    return f"{{{listed}}}" if vendor == "postgresql" else f"[{listed}]"


@models.CharField.register_lookup
class AmongTexts(models.Lookup[Any]):
    """`name_key__among=["a", "b"]`: as `in`, with all texts in one parameter.

    It costs Django the same whatever their number, and SQLite finds each in the index: where many are asked for of a
    table that was small when it last looked, it would read the table from end to end.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", (*params, json.dumps(list(self.rhs)))  # noqa: S608

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*params, list(self.rhs))


@models.IntegerField.register_lookup
@models.DateTimeField.register_lookup
class Looked(models.Transform):
    """`created_at__looked__gte=...`: compared in each row that is looked at anyway, and not found by an index.

    For walking another index until a page is full. PostgreSQL sees by itself which way is shorter.
    """

    lookup_name = "looked"
    function = ""

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, Any]:
        column, params = compiler.compile(self.lhs)
        return f"+{column}", params

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column: tuple[str, Any] = compiler.compile(self.lhs)
        return column
