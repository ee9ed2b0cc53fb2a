from decimal import Decimal

import pytest
from django.apps import apps
from django.core import checks
from django.db import IntegrityError, connection, models, transaction
from django.db.models.signals import pre_migrate

from clientele.billing.models import Invoice, Line
from clientele.billing.operations import record_payment, void_invoice
from clientele.billing.walls import MOVABLE, NAMES, REFUSED, build_walls, missing_walls, remove_walls
from clientele.customers.models import Customer
from clientele.projects.models import Project
from clientele.upkeep.queries import readiness
from tests.cast import NOW

FROZEN = [field for field in Invoice._meta.concrete_fields if field.name not in {*MOVABLE, "id", "organization"}]
OTHER = {
    models.CharField: "EUR",
    models.TextField: "Other words",
    models.JSONField: {"seller": {}},
    models.BigIntegerField: Decimal(99),
    models.DateTimeField: NOW.replace(year=2001),
    models.DateField: NOW.date().replace(year=2001),
    models.ForeignKey: None,
}


def other_value(field):
    return next(value for kind, value in OTHER.items() if type(field) is kind or kind in type(field).__mro__)


def run(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize("field", FROZEN, ids=lambda field: field.name)
def test_no_column_of_a_finalised_invoice_changes(an_invoice, boiler, field):
    invoice = an_invoice(project=boiler, note="As agreed.")
    value = other_value(field)
    if getattr(invoice, field.attname) == value:
        value = "other"
    if field.name == "letterhead":
        value = _a_letterhead(invoice)
    if field.name == "credits":
        value = invoice
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk).update(**{field.name: value})


def _a_letterhead(invoice):
    from clientele.billing.models import Letterhead

    return Letterhead.objects.create(organization=invoice.organization, sha256="x", content=b"x")


def test_a_finalised_invoice_is_changed_by_nothing(an_invoice):
    invoice = an_invoice()
    invoice.note = "Changed"
    for act in (
        invoice.save,
        invoice.delete,
        lambda: Invoice.objects.update(note="Changed"),
        lambda: Invoice.objects.bulk_update([invoice], ["note"]),
        lambda: Invoice.objects.all().delete(),
        lambda: run("UPDATE billing_invoice SET note = 'Changed'"),
        lambda: run("DELETE FROM billing_invoice"),
        lambda: run("UPDATE billing_invoice SET number = '', status = 'draft', paper = NULL, finalized_at = NULL"),
    ):
        with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
            act()
    assert Invoice.objects.get(pk=invoice.pk).note == ""


def test_its_lines_are_neither_changed_nor_added_nor_removed(an_invoice, a_draft):
    invoice, draft = an_invoice(), a_draft()
    line, other = Line.objects.get(invoice=invoice), Line.objects.get(invoice=draft)
    line.description = "Changed"
    moved = Line.objects.get(pk=other.pk)
    moved.invoice = invoice
    another = Line.objects.get(pk=other.pk)
    another.pk, another.invoice, another.position = None, invoice, 2
    for act in (
        line.save,
        line.delete,
        another.save,
        moved.save,
        lambda: Line.objects.bulk_create([another]),
        lambda: Line.objects.filter(pk=line.pk).update(invoice=draft, position=7),
        lambda: Line.objects.filter(invoice=invoice).delete(),
        lambda: Line.objects.bulk_update([line], ["description"]),
        lambda: run("UPDATE billing_line SET net = 1 WHERE id = %s", line.pk),
        lambda: run("DELETE FROM billing_line WHERE id = %s", line.pk),
    ):
        with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
            act()
    assert list(Line.objects.filter(invoice=invoice).values_list("description", flat=True)) == ["Consulting"]


def test_payments_still_move_what_they_move(an_invoice, olive):
    invoice = an_invoice()
    record_payment(invoice, values={"amount": Decimal(70)}, by=olive, at=NOW)
    assert Invoice.objects.get(pk=invoice.pk).balance == Decimal(100)


def test_a_void_invoice_never_changes_again(an_invoice, olive):
    invoice = void_invoice(an_invoice(), reason="Twice", by=olive, at=NOW)
    later = NOW.replace(year=2027)
    for column, value in {"void_reason": "Other", "status": "sent", "version": 9, "updated_at": later}.items():
        with pytest.raises(IntegrityError), transaction.atomic():
            Invoice.objects.filter(pk=invoice.pk).update(**{column: value})
    Invoice.objects.filter(pk=invoice.pk).update(version=invoice.version)


def test_it_is_filed_under_another_customer_where_its_project_went_and_nowhere_else(
    an_invoice, anders, boiler, a_customer, olive
):
    quay, other = a_customer("Quay"), a_customer("Other")
    filed, plain = an_invoice(project=boiler), an_invoice()
    void = void_invoice(an_invoice(project=boiler), reason="Twice", by=olive, at=NOW)
    _refused(filed, customer=quay)
    Project.objects.filter(pk=boiler.pk).update(customer=quay)
    for wrong in ({"customer": other}, {"customer": quay, "note": "And more"}, {"customer": quay, "status": "paid"}):
        _refused(filed, **wrong)
        _refused(void, **wrong)
    _refused(filed, customer=quay, project=None)
    _refused(plain, customer=quay)
    _refused(void, version=9)
    for invoice in (filed, void):
        Invoice.objects.filter(pk=invoice.pk).update(customer=quay, version=9, updated_at=NOW)
    _refused(filed, customer=anders)


def test_it_is_filed_where_its_customer_is_merged_into(an_invoice, anders, a_customer):
    invoice, quay, other = an_invoice(), a_customer("Quay"), a_customer("Other")
    Customer.objects.filter(pk=anders.pk).update(archived_at=NOW, merged_into=quay)
    _refused(invoice, customer=other)
    Invoice.objects.filter(pk=invoice.pk).update(customer=quay)


def test_a_project_of_another_organisation_is_no_reason(an_invoice, boiler, outpost):
    invoice = an_invoice(project=boiler)
    with pytest.raises(IntegrityError), transaction.atomic():
        run("UPDATE billing_invoice SET organization_id = %s WHERE id = %s", outpost.pk, invoice.pk)


def _refused(invoice, **values):
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk).update(**values)


def test_a_draft_stays_free(a_draft):
    draft = a_draft()
    draft.note = "Changed"
    draft.save()
    Line.objects.filter(invoice=draft).update(description="Changed")
    draft.delete()
    assert not Invoice.objects.exists()


def test_a_migration_of_sqlite_finds_no_trigger_in_its_way(organization):
    billing = apps.get_app_config("billing")
    pre_migrate.send(sender=billing, using="default", plan=[])
    assert missing_walls(connection) == []
    pre_migrate.send(sender=billing, using="default", plan=[("a migration", False)])
    assert missing_walls(connection) == (list(NAMES) if connection.vendor == "sqlite" else [])
    build_walls()
    assert missing_walls(connection) == []


def test_a_missing_trigger_is_told_by_the_check_and_counts_against_readiness(organization):
    remove_walls()
    assert missing_walls(connection) == list(NAMES)
    messages = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    assert [message.id for message in messages] == ["billing.E001"] * len(NAMES)
    assert "invoice_refuses_change is missing from the database." in readiness.reasons_against(at=NOW)
    build_walls()
    build_walls()
    assert missing_walls(connection) == []
