from decimal import Decimal

import pytest
from django.apps import apps
from django.core import checks
from django.db import IntegrityError, connection, models, transaction
from django.db.models.signals import pre_migrate

from clientele.billing.models import BilledTime, Invoice, Line
from clientele.billing.operations import (
    Work,
    credit_invoice,
    draft_from_work,
    finalise_invoice,
    record_payment,
    void_invoice,
)
from clientele.billing.walls import MOVABLE, REFUSED, build_walls, missing_walls, names_for, remove_walls
from clientele.customers.models import Customer
from clientele.projects.models import Expense, Project, TimeEntry
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


def test_what_is_to_pay_follows_from_what_came_in(an_invoice, olive):
    invoice = an_invoice()
    for wrong in ({"balance": Decimal(1)}, {"paid_total": Decimal(20)}, {"status": "paid", "balance": Decimal(0)}):
        _refused(invoice, **wrong)
    credit_invoice(invoice, by=olive, at=NOW)
    _refused(invoice, status="sent", balance=Decimal(1))


def test_nothing_that_only_one_database_can_do_goes_past_it(an_invoice, a_draft):
    invoice, draft = an_invoice(), a_draft()
    line, other = Line.objects.get(invoice=invoice), Line.objects.get(invoice=draft)
    acts = _replacing(invoice, draft, line, other) if connection.vendor == "sqlite" else _truncating()
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL IMMEDIATE")
    for sql, *values in acts:
        with pytest.raises(IntegrityError, match=REFUSED):
            run(sql, *values)


def _replacing(invoice, draft, line, other):
    columns = ", ".join(f'"{field.column}"' for field in Line._meta.concrete_fields if field.name != "id")
    finalised = "status = 'sent', finalized_at = created_at, paper = billing, balance = total"
    return [
        ("REPLACE INTO billing_invoice SELECT * FROM billing_invoice WHERE id = %s", invoice.pk),
        ("UPDATE OR REPLACE billing_invoice SET id = %s WHERE id = %s", invoice.pk, draft.pk),
        (f"UPDATE OR REPLACE billing_invoice SET number = %s, {finalised} WHERE id = %s", invoice.number, draft.pk),
        ("UPDATE OR REPLACE billing_line SET id = %s WHERE id = %s", line.pk, other.pk),
        (
            f"REPLACE INTO billing_line (id, {columns}) SELECT %s, {columns} FROM billing_line WHERE id = %s",
            line.pk,
            other.pk,
        ),
    ]


def _truncating():
    tables = ("invoice", "line", "letterhead", "billedtime", "billedexpense")
    return [(f"TRUNCATE billing_{table} CASCADE",) for table in tables]


def test_its_logo_stays(an_invoice, organization):
    kept = _a_letterhead(an_invoice())
    for act in (
        lambda: run("UPDATE billing_letterhead SET content = %s", b"other"),
        lambda: run("DELETE FROM billing_letterhead"),
        kept.delete,
    ):
        with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
            act()
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        _a_letterhead(an_invoice())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE billing_billedtime SET minutes = 1",
        "UPDATE billing_billedtime SET entry_id = NULL",
        "UPDATE billing_billedtime SET released_at = '2026-01-01 00:00:00+00:00'",
        "DELETE FROM billing_billedtime",
        "UPDATE billing_billedexpense SET amount = 1",
        "UPDATE billing_billedexpense SET released_at = '2026-01-01 00:00:00+00:00'",
        "DELETE FROM billing_billedexpense",
        "UPDATE projects_timeentry SET minutes = 1",
        "UPDATE projects_timeentry SET status = 'rejected', reason = 'Wrong'",
        "UPDATE projects_timeentry SET locked_at = NULL",
        "DELETE FROM projects_timeentry",
        "UPDATE projects_expense SET amount = 1",
        "UPDATE projects_expense SET locked_at = NULL",
        "DELETE FROM projects_expense",
    ],
)
def test_the_work_on_it_neither_changes_nor_goes(billed_work, statement):
    with pytest.raises(IntegrityError, match=REFUSED):
        run(statement)


def test_work_is_not_billed_behind_its_back(billed_work, a_draft, some_time):
    line = Line.objects.get(invoice=a_draft())
    taken = BilledTime.objects.get()
    verbs = ("INSERT", "REPLACE") if connection.vendor == "sqlite" else ("INSERT",)
    into = "INTO billing_billedtime (organization_id, line_id, entry_id, minutes) VALUES (%s, %s, %s, 1)"
    free = some_time(30)
    for verb in verbs:
        for target, entry in ((taken.line_id, free.pk), (line.pk, taken.entry_id)):
            with pytest.raises(IntegrityError, match=REFUSED):
                run(f"{verb} {into}", line.organization_id, target, entry)


@pytest.mark.parametrize("let_go", [credit_invoice, void_invoice])
def test_work_that_is_let_go_changes_again(billed_work, let_go, olive):
    let_go(billed_work, by=olive, at=NOW, **({"reason": "Twice"} if let_go is void_invoice else {}))
    TimeEntry.objects.update(minutes=10)
    TimeEntry.objects.all().delete()
    Expense.objects.all().delete()
    assert [(billed.entry, billed.minutes) for billed in BilledTime.objects.all()] == [(None, 60)]
    with pytest.raises(IntegrityError, match=REFUSED):
        run("UPDATE billing_billedtime SET released_at = NULL")


@pytest.fixture
def billed_work(boiler, some_time, an_expense, olive):
    """A finalised invoice of an hour and an expense."""
    some_time(60)
    an_expense()
    return finalise_invoice(draft_from_work(boiler, work=Work(), by=olive, at=NOW), by=olive, at=NOW)


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
    assert missing_walls(connection) == (list(names_for(connection)) if connection.vendor == "sqlite" else [])
    build_walls()
    assert missing_walls(connection) == []


def test_a_missing_trigger_is_told_by_the_check_and_counts_against_readiness(organization):
    remove_walls()
    assert missing_walls(connection) == list(names_for(connection))
    messages = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    assert [message.id for message in messages] == ["billing.E001"] * len(names_for(connection))
    assert "invoice_refuses_change is missing from the database." in readiness.reasons_against(at=NOW)
    build_walls()
    build_walls()
    assert missing_walls(connection) == []
