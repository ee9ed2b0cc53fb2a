"""Whether the walls in the database stand, and every reference stays inside its organisation."""

from collections.abc import Iterator

from django.apps import apps
from django.db import DatabaseError, connection, models

from clientele.accounts.models import Organization
from clientele.kit.tenancy import Owned, TenantKey
from clientele.upkeep.queries.readiness import missing_walls

MOST_SHOWN = 5


def owned_models() -> list[type[Owned]]:
    """Every model whose rows belong to an organisation."""
    return [model for model in apps.get_models() if issubclass(model, Owned)]


def tenant_keys(model: type[models.Model]) -> list[TenantKey]:
    """The model's composite keys, which its constraints declare."""
    return [key for key in model._meta.constraints if isinstance(key, TenantKey)]


def broken_database() -> Iterator[str]:
    """Missing triggers and constraints, a damaged file, references to nothing, rows of no organisation."""
    yield from (f"{name} is missing from the database" for name in missing_walls())
    for model in owned_models():
        yield from _missing_constraints(model)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            rows = cursor.execute("PRAGMA integrity_check(5)").fetchall()
            yield from (f"the database file is damaged: {row[0]}" for row in rows if row[0] != "ok")
            broken = cursor.execute("PRAGMA foreign_key_check").fetchall()
        yield from (f"{table} {row} refers to a row of {target} that is not there" for table, row, target, _ in broken)
        yield from _broken_index()


def references_into_other_organizations(organization: Organization) -> Iterator[str]:
    """By SQL, so that it holds even where a key was lost."""
    for model in owned_models():
        for key in tenant_keys(model):
            for row, target in _strays(model, key, organization):
                yield f"{model._meta.verbose_name} {row} refers by {key.field} to {target}, which is not in here"


def _strays(model: type[models.Model], key: TenantKey, organization: Organization) -> list[tuple[int, int]]:
    field = model._meta.get_field(key.field)
    assert isinstance(field, models.ForeignKey)
    quote = connection.ops.quote_name
    table, target = quote(model._meta.db_table), quote(field.related_model._meta.db_table)
    column = quote(field.column)
    statement = (
        f"SELECT a.id, a.{column} FROM {table} a LEFT JOIN {target} b"  # noqa: S608 - the names are our own
        f" ON b.id = a.{column} AND b.organization_id = a.organization_id"
        f" WHERE a.organization_id = %s AND a.{column} IS NOT NULL AND b.id IS NULL ORDER BY a.id LIMIT {MOST_SHOWN}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [organization.pk])
        return list(cursor.fetchall())


def _missing_constraints(model: type[Owned]) -> Iterator[str]:
    """Composite keys that the models declare and the database lacks; it names them on PostgreSQL alone."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [model._meta.db_table])
            (sql,) = cursor.fetchone() or ("",)
        standing = {key.name for key in tenant_keys(model) if f'"{key.name}"' in sql}
    else:
        with connection.cursor() as cursor:
            standing = set(connection.introspection.get_constraints(cursor, model._meta.db_table))
    for key in tenant_keys(model):
        if key.name not in standing:
            yield f"the key {key.name} is missing from the database"


def _broken_index() -> Iterator[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")
    except DatabaseError:
        yield "the search index does not match its table. Mend it: clientele migrate"
