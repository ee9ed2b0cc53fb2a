"""Triggers that freeze a finalised invoice with all that belongs to it on both databases; remade after every migration,
since SQLite drops them silently when a table is rebuilt and their lists of columns follow the models'.

SQLite's REPLACE removes the row in its way without asking the trigger on deletion, so every addition and every new key
is asked whom it would displace."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from clientele.billing.models import BilledExpense, BilledTime, Invoice, Letterhead, Line
from clientele.customers.models import Customer
from clientele.kit.walls import missing_triggers
from clientele.projects.models import Expense, Project, TimeEntry

TABLE, LINES, LETTERHEADS = Invoice._meta.db_table, Line._meta.db_table, Letterhead._meta.db_table
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
_WHOLE = f"SELECT 1 FROM {LINES} AS part JOIN {TABLE} AS whole ON whole.id = part.invoice_id"  # noqa: S608 - own names
_IS_FROZEN_LINE = f"EXISTS ({_WHOLE} WHERE part.id = {{line}} AND whole.number <> '')"
_IS_LET_GO = f"""EXISTS ({_WHOLE} WHERE part.id = OLD.line_id
AND (whole.status = 'void' OR whole.credited_total = whole.total))"""
#: What is still to pay is what the sums say; nothing where nothing ever is.
_IS_OUT_OF_BALANCE = """NEW.balance <> CASE WHEN NEW.status = 'void' OR NEW.kind = 'credit_note'
OR NEW.paid_total + NEW.credited_total > NEW.total THEN 0 ELSE NEW.total - NEW.paid_total - NEW.credited_total END"""
_HAS_NUMBER = f"""NEW.number <> '' AND EXISTS (SELECT 1 FROM {TABLE} AS held
WHERE held.organization_id = NEW.organization_id AND held.number = NEW.number)"""  # noqa: S608 - own names

#: A project that is the new customer's, or a customer that lives on in the new one.
_IS_FILED_ANEW = f"""(EXISTS (SELECT 1 FROM {PROJECTS} WHERE id = NEW.project_id
AND organization_id = NEW.organization_id AND customer_id = NEW.customer_id)
OR EXISTS (SELECT 1 FROM {CUSTOMERS} WHERE id = OLD.customer_id
AND organization_id = NEW.organization_id AND merged_into_id = NEW.customer_id))"""  # noqa: S608 - own names


def _differs(
    unlike: str, model: type[models.Model] = Invoice, *, besides: Collection[str] = (), only: Collection[str] = ()
) -> str:
    columns = [
        field.column
        for field in model._meta.concrete_fields
        if field.name not in besides and (not only or field.name in only)
    ]
    return "(" + " OR ".join(f'OLD."{column}" {unlike} NEW."{column}"' for column in columns) + ")"


def _is_changed(unlike: str) -> str:
    """Something frozen changes; or it is filed anew without a reason or with more; or a void one changes otherwise; or
    what is to pay does not follow from what came in; or a draft takes the key or the number of another."""
    is_filed = _differs(unlike, only={FILED})
    frozen, more = _differs(unlike, besides={FILED, *MOVABLE}), _differs(unlike, besides={FILED, *BESIDE})
    return (
        f"OLD.number <> '' AND ({frozen}"
        f" OR ({is_filed} AND ({more} OR NOT {_IS_FILED_ANEW}))"
        f" OR (OLD.status = 'void' AND NOT {is_filed} AND {_differs(unlike, besides={FILED})})"
        f" OR {_IS_OUT_OF_BALANCE})"
        f" OR NEW.id <> OLD.id OR (OLD.number = '' AND {_HAS_NUMBER})"
    )


def _triggers(unlike: str) -> dict[str, tuple[str, str, str]]:
    """Each trigger by name: what it hears, on which table, and when it refuses."""
    old, new = _IS_FROZEN.format(row="OLD"), _IS_FROZEN.format(row="NEW")
    present = f"EXISTS (SELECT 1 FROM {TABLE} AS held WHERE held.id = NEW.id AND held.number <> '')"  # noqa: S608
    logo = (
        f"EXISTS (SELECT 1 FROM {LETTERHEADS} AS held WHERE held.id = NEW.id"  # noqa: S608 - own names
        " OR (held.organization_id = NEW.organization_id AND held.sha256 = NEW.sha256))"
    )
    return {
        "invoice_refuses_displacement": ("INSERT", TABLE, f"{present} OR ({_HAS_NUMBER})"),
        "invoice_refuses_change": ("UPDATE", TABLE, _is_changed(unlike)),
        "invoice_refuses_deletion": ("DELETE", TABLE, "OLD.number <> ''"),
        "invoice_line_refuses_addition": ("INSERT", LINES, f"{new} OR {_IS_FROZEN_LINE.format(line='NEW.id')}"),
        "invoice_line_refuses_change": ("UPDATE", LINES, f"{old} OR {new} OR NEW.id <> OLD.id"),
        "invoice_line_refuses_deletion": ("DELETE", LINES, old),
        "letterhead_refuses_displacement": ("INSERT", LETTERHEADS, logo),
        "letterhead_refuses_change": ("UPDATE", LETTERHEADS, "OLD.id > 0"),
        "letterhead_refuses_deletion": ("DELETE", LETTERHEADS, "OLD.id > 0"),
        **_of_work("billed_time", unlike, BilledTime, TimeEntry, "entry", "minutes"),
        **_of_work("billed_expense", unlike, BilledExpense, Expense, "expense", "amount"),
    }


def _of_work(
    name: str, unlike: str, billed: type[models.Model], spent: type[models.Model], what: str, size: str
) -> dict[str, tuple[str, str, str]]:
    """What a finalised invoice bills: which entry, how much of it, and the entry itself, until it is let go."""
    table, work = billed._meta.db_table, spent._meta.db_table
    old, new = (_IS_FROZEN_LINE.format(line=f"{row}.line_id") for row in ("OLD", "NEW"))
    held = f"EXISTS (SELECT 1 FROM {table} AS held WHERE {{}} AND {_IS_FROZEN_LINE.format(line='held.line_id')})"  # noqa: S608
    same = f"held.organization_id = NEW.organization_id AND held.{what}_id = NEW.{what}_id AND held.released_at IS NULL"
    is_taken = f"({_differs(unlike, billed, only={what})} AND {held.format(same)})"
    is_changed = (
        f"{_differs(unlike, billed, only={'id', 'organization', 'line', size})}"
        f" OR ({_differs(unlike, billed, only={what})} AND (NEW.{what}_id IS NOT NULL OR OLD.released_at IS NULL))"
        f" OR ({_differs(unlike, billed, only={'released_at'})}"
        f" AND (OLD.released_at IS NOT NULL OR NOT {_IS_LET_GO}))"
    )
    still = held.format(
        f"held.organization_id = OLD.organization_id AND held.{what}_id = OLD.id AND held.released_at IS NULL"
    )
    is_other = _differs(unlike, spent, besides={"locked_at", *BESIDE})
    is_unlocked = f"(NEW.locked_at IS NULL AND {still})"
    locked = f"EXISTS (SELECT 1 FROM {work} AS held WHERE held.id = NEW.id AND held.locked_at IS NOT NULL)"  # noqa: S608
    return {
        f"{name}_refuses_addition": (
            "INSERT",
            table,
            f"{new} OR {held.format('held.id = NEW.id')} OR {held.format(same)}",
        ),
        f"{name}_refuses_change": (
            "UPDATE",
            table,
            f"NEW.id <> OLD.id OR {is_taken} OR (({old} OR {new}) AND ({is_changed}))",
        ),
        f"{name}_refuses_deletion": ("DELETE", table, old),
        f"{name}_itself_refuses_displacement": ("INSERT", work, locked),
        f"{name}_itself_refuses_change": (
            "UPDATE",
            work,
            f"NEW.id <> OLD.id OR (OLD.locked_at IS NOT NULL AND ({is_other} OR {is_unlocked}))",
        ),
        f"{name}_itself_refuses_deletion": ("DELETE", work, "OLD.locked_at IS NOT NULL"),
    }


NAMES = tuple(_triggers(""))
#: PostgreSQL empties whole tables past the triggers of their rows.
TRUNCATED = {
    f"{table}_refuses_truncation": table
    for table in (TABLE, LINES, LETTERHEADS, BilledTime._meta.db_table, BilledExpense._meta.db_table)
}

_SQLITE = "CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{refused}'); END"
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF {condition} THEN RAISE EXCEPTION '{refused}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
RETURN {row}; END $$
"""
_POSTGRESQL = "CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()"


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
                row = "OLD" if verb == "DELETE" else "NEW"
                cursor.execute(
                    _POSTGRESQL_FUNCTION.format(row=row, **words) + ";" + _POSTGRESQL.format(each="ROW", **words)
                )
            else:
                cursor.execute(_SQLITE.format(**words))
        for name, table in TRUNCATED.items() if is_postgresql else ():
            condition = f"EXISTS (SELECT 1 FROM {TABLE} WHERE number <> '')"  # noqa: S608 - own names
            words = {"name": name, "verb": "TRUNCATE", "table": table, "condition": condition, "refused": REFUSED}
            cursor.execute(_POSTGRESQL_FUNCTION.format(row="NULL", **words))
            cursor.execute(_POSTGRESQL.format(each="STATEMENT", **words))


def clear_the_way(using: str = "default", plan: Sequence[Any] = (), **_: Any) -> None:
    """Take the triggers away before a migration of SQLite, which rebuilds no table that a trigger of another names."""
    if plan and connections[using].vendor == "sqlite":
        remove_walls(using)


def remove_walls(using: str = "default") -> None:
    """Take the triggers away: where rows are put back as they were stored, and in tests that empty whole tables."""
    connection = connections[using]
    tables = {name: table for name, (_, table, _) in _triggers("").items()} | TRUNCATED
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for name, table in tables.items():
            if table in present:
                suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")


def names_for(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """The triggers that should stand in a database."""
    return (*NAMES, *TRUNCATED) if connection.vendor == "postgresql" else NAMES


def missing_walls(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should stand and do not."""
    return missing_triggers(connection, names_for(connection))
