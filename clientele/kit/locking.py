"""Taking hold of a row until the transaction ends."""

from typing import Any, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


def locked(rows: "models.QuerySet[Row, Any]", pk: int) -> Row:
    """The row of that key from `select_for_update(of=("self",))` rows that are joined with what they refer to.

    PostgreSQL looks again at a row it had to wait for, not at what it was joined with: one that refers elsewhere by
    then is not found, and is found when asked for once more. Raises `DoesNotExist`.
    """
    return rows.filter(pk=pk).order_by("pk").first() or rows.get(pk=pk)
