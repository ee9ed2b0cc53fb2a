"""The walls between organisations that live in the models: a scoped manager and a key the database checks."""

from contextlib import AbstractContextManager
from typing import Any, Self

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models.constraints import BaseConstraint
from django_scopes import ScopedManager, get_scope, scope


class ForeignOrganization(Exception):
    """A row was about to be written for another organisation than the active one; always a defect of ours."""


class OwnedQuerySet(models.QuerySet[Any]):
    """Rows of one organisation; writing for another one raises."""

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        rows = list(objs)
        for row in rows:
            row.refuse_foreign_organization()
        return super().bulk_create(rows, *args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        if "organization" in kwargs or "organization_id" in kwargs:
            raise ForeignOrganization(f"{self.model.__name__} never changes its organisation")
        return super().update(**kwargs)


def owned_manager(queryset: type[OwnedQuerySet] = OwnedQuerySet) -> Any:
    """The manager of an owned model: it raises outside an organisation and shows only the active one's rows."""
    return ScopedManager(organization="organization", _manager_class=models.Manager.from_queryset(queryset))


class Owned(models.Model):
    """A row that belongs to one organisation, for ever."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = owned_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_foreign_organization()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.refuse_foreign_organization()
        return super().delete(*args, **kwargs)

    def refuse_foreign_organization(self) -> None:
        """Raise unless this row belongs to the organisation that is active."""
        current = get_scope()
        if not current.get("_enabled", True):
            return
        active = current.get("organization")
        if active is None or active.pk != self.organization_id:
            raise ForeignOrganization(f"{type(self).__name__} of organisation {self.organization_id} outside its scope")


class TenantKey(BaseConstraint):
    """A composite foreign key (organization, field) so that the database refuses a reference across organisations.

    The target needs a unique constraint on (organization, id): see `same_organization_target`.
    """

    def __init__(self, field: str, *, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        """The clause inside CREATE TABLE on SQLite; PostgreSQL adds the key when the migration ends."""
        if schema_editor.connection.vendor == "sqlite":
            return self._clause(model, schema_editor)
        return self.create_sql(model, schema_editor)

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        """Deferred to the end of the migration, when the target's unique pair stands whatever the order was."""
        table = schema_editor.quote_name(model._meta.db_table)
        schema_editor.deferred_sql.append(f"ALTER TABLE {table} ADD {self._clause(model, schema_editor)}")
        return ""

    def _clause(self, model: Any, schema_editor: Any) -> str:
        field: Any = model._meta.get_field(self.field)
        target = field.related_model._meta
        quote = schema_editor.quote_name
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({quote('organization_id')}, {quote(field.column)})"
            f" REFERENCES {quote(target.db_table)} ({quote('organization_id')}, {quote('id')})"
            " DEFERRABLE INITIALLY DEFERRED"
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Nothing to check here: the database does."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        _, _, kwargs = super().deconstruct()
        kwargs.pop("violation_error_code", None)
        kwargs.pop("violation_error_message", None)
        return f"{type(self).__module__}.{type(self).__qualname__}", (self.field,), kwargs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TenantKey) and (self.field, self.name) == (other.field, other.name)

    def __hash__(self) -> int:
        return hash((self.field, self.name))

    def clone(self) -> Self:
        return type(self)(self.field, name=self.name)


def same_organization_target(name: str) -> models.UniqueConstraint:
    """The unique pair that a `TenantKey` of another table points at."""
    return models.UniqueConstraint(fields=["organization", "id"], name=name)


def inside(organization: models.Model) -> AbstractContextManager[None]:
    """Make an organisation the active one for a block: the only way in which a door or a task enters one."""
    if organization.pk is None:
        raise ForeignOrganization("an organisation that is saved is needed to enter it")
    entered: AbstractContextManager[None] = scope(organization=organization)
    return entered
