"""Triggers that freeze a finalised invoice and its lines on both databases; remade after every migration, since SQLite
drops them silently when a table is rebuilt and their list of columns follows the model's."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from clientele.billing.models import Invoice, Line
from clientele.customers.models import Customer
from clientele.kit.walls import missing_triggers
from clientele.projects.models import Project

TABLE, LINES = Invoice._meta.db_table, Line._meta.db_table
PROJECTS, CUSTOMERS = Project._meta.db_table, Customer._meta.db_table

#: What payments, credit notes, refunds and voiding move; everything else of a finalised invoice stays as it is.
MOVABLE = frozenset(
    {
        "status",
        "paid_total",
        "credited_total",
        "refunded_total",
        "balance",
        "voided_at",
        "void_reason",
        "updated_at",
        "version",
    }
)
#: Under whom an invoice is filed changes where the database sees why, and with it these alone.
FILED, BESIDE = "customer", frozenset({"updated_at", "version"})
REFUSED = "a finalised invoice never changes"

_IS_FROZEN = f"EXISTS (SELECT 1 FROM {TABLE} WHERE id = {{row}}.invoice_id AND number <> '')"  # noqa: S608 - own names


#: A project that is the new customer's, or a customer that lives on in the new one.
_IS_FILED_ANEW = f"""(EXISTS (SELECT 1 FROM {PROJECTS} WHERE id = NEW.project_id
AND organization_id = NEW.organization_id AND customer_id = NEW.customer_id)
OR EXISTS (SELECT 1 FROM {CUSTOMERS} WHERE id = OLD.customer_id
AND organization_id = NEW.organization_id AND merged_into_id = NEW.customer_id))"""  # noqa: S608 - own names


def _differs(unlike: str, *, besides: Collection[str] = (), only: Collection[str] = ()) -> str:
    columns = [
        field.column
        for field in Invoice._meta.concrete_fields
        if field.name not in besides and (not only or field.name in only)
    ]
    return "(" + " OR ".join(f'OLD."{column}" {unlike} NEW."{column}"' for column in columns) + ")"


def _is_changed(unlike: str) -> str:
    """Something frozen changes; or it is filed anew without a reason or with more; or a void one changes otherwise."""
    is_filed = _differs(unlike, only={FILED})
    frozen, more = _differs(unlike, besides={FILED, *MOVABLE}), _differs(unlike, besides={FILED, *BESIDE})
    return (
        f"OLD.number <> '' AND ({frozen}"
        f" OR ({is_filed} AND ({more} OR NOT {_IS_FILED_ANEW}))"
        f" OR (OLD.status = 'void' AND NOT {is_filed} AND {_differs(unlike, besides={FILED})}))"
    )


def _triggers(unlike: str) -> dict[str, tuple[str, str, str]]:
    """Each trigger by name: what it hears, on which table, and when it refuses."""
    old, new = _IS_FROZEN.format(row="OLD"), _IS_FROZEN.format(row="NEW")
    return {
        "invoice_refuses_change": ("UPDATE", TABLE, _is_changed(unlike)),
        "invoice_refuses_deletion": ("DELETE", TABLE, "OLD.number <> ''"),
        "invoice_line_refuses_addition": ("INSERT", LINES, new),
        "invoice_line_refuses_change": ("UPDATE", LINES, f"{old} OR {new}"),
        "invoice_line_refuses_deletion": ("DELETE", LINES, old),
    }


NAMES = tuple(_triggers(""))

_SQLITE = "CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{refused}'); END"
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF {condition} THEN RAISE EXCEPTION '{refused}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN {row}; END $$
"""
_POSTGRESQL = "CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def build_walls(using: str = "default", **_: Any) -> None:
    """Create the triggers anew."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    is_postgresql = connection.vendor == "postgresql"
    remove_walls(using)
    with connection.cursor() as cursor:
        for name, (verb, table, condition) in _triggers("IS DISTINCT FROM" if is_postgresql else "IS NOT").items():
            words = {"name": name, "verb": verb, "table": table, "condition": condition, "refused": REFUSED}
            if is_postgresql:
                cursor.execute(_POSTGRESQL_FUNCTION.format(row="OLD" if verb == "DELETE" else "NEW", **words))
            cursor.execute((_POSTGRESQL if is_postgresql else _SQLITE).format(**words))


def clear_the_way(using: str = "default", plan: Sequence[Any] = (), **_: Any) -> None:
    """Take the triggers away before a migration of SQLite, which rebuilds no table that a trigger of another names."""
    if plan and connections[using].vendor == "sqlite":
        remove_walls(using)


def remove_walls(using: str = "default") -> None:
    """Take the triggers away: where rows are put back as they were stored, and in tests that empty whole tables."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, (_, table, _) in _triggers("").items():
            suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")


def missing_walls(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should stand and do not."""
    return missing_triggers(connection, NAMES)
