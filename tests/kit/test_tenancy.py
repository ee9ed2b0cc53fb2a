"""Every row belongs to one organisation, and the database itself refuses a reference into another one."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from clientele.accounts.models import Organization
from clientele.kit.tenancy import ForeignOrganization, Owned, TenantKey, inside

OWNED = [model for model in apps.get_models() if issubclass(model, Owned)]
KEYS = [(model, key) for model in OWNED for key in model._meta.constraints if isinstance(key, TenantKey)]


def references(model: type[models.Model]) -> list[str]:
    return [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Owned)
    ]


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_every_reference_between_owned_rows_has_a_tenant_key(model):
    keyed = {key.field for key in model._meta.constraints if isinstance(key, TenantKey)}
    assert set(references(model)) == keyed


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_every_index_of_owned_rows_begins_with_the_organisation(model):
    for index in (*model._meta.indexes, *model._meta.constraints):
        if isinstance(index, models.Index | models.UniqueConstraint) and index.name not in GLOBAL_INDEXES:
            first = index.fields[0] if index.fields else index.expressions[0].name
            assert first.lstrip("-") == "organization", index.name


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_an_owned_model_raises_outside_an_organisation(model, db):
    with pytest.raises(Exception, match="scope"):
        list(model.objects.all())


@pytest.mark.parametrize(("model", "key"), KEYS, ids=lambda value: getattr(value, "name", ""))
def test_the_database_has_the_tenant_key(model, key, db):
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
            assert f'CONSTRAINT "{key.name}" FOREIGN KEY ("organization_id"' in cursor.fetchone()[0]
        else:
            cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [key.name])
            assert cursor.fetchone()[0].startswith("FOREIGN KEY (organization_id, ")


def test_raw_sql_cannot_refer_across_organisations(anders, foreign_customer, transactional_db):
    with pytest.raises(IntegrityError):
        merge_by_hand(anders.pk, foreign_customer.pk)


@transaction.atomic
def merge_by_hand(source: int, target: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE customers_customer SET merged_into_id = %s, archived_at = %s WHERE id = %s",
            [target, "2026-11-22 12:00:00+00:00", source],
        )
        connection.check_constraints()


def test_a_row_of_another_organisation_cannot_be_saved_or_deleted(organization, foreign_customer):
    with pytest.raises(ForeignOrganization):
        foreign_customer.save()
    with pytest.raises(ForeignOrganization):
        foreign_customer.delete()


def test_an_organisation_never_changes(anders, outpost):
    with pytest.raises(ForeignOrganization):
        type(anders).objects.update(organization=outpost)


def test_nobody_enters_an_organisation_that_is_not_saved():
    with pytest.raises(ForeignOrganization):
        inside(Organization(name="Not saved"))


#: Indexes that are looked up before an organisation is known.
GLOBAL_INDEXES: frozenset[str] = frozenset()
