from datetime import date
from decimal import Decimal

import pytest

from clientele.billing.models import Invoice, Line
from clientele.billing.operations import delete_draft, draft_invoice, refresh_billing, set_lines, update_draft
from clientele.customers.models import Customer
from clientele.customers.operations import update_customer
from clientele.kit.refusals import Conflict, Refusal
from clientele.projects.models import Project
from clientele.trail.models import Entry
from tests.billing.conftest import HOUR
from tests.cast import NOW


def test_a_draft_begins_with_the_terms_of_the_customer_and_what_both_are_called(a_customer, olive):
    olive.organization.iban, olive.organization.invoice_footer = "GB33BUKB20201555555555", "Registered in Leeds"
    olive.organization.save()
    values = {"payment_terms": "net_14", "currency": "EUR", "billing_name": "Anders Holding", "city": "York"}
    anders = a_customer("Anders", email="a@anders.example", billing_email="pay@anders.example", **values)
    draft = draft_invoice(customer=anders, by=olive, at=NOW)
    assert (draft.status, draft.number, draft.currency, str(draft)) == ("draft", "", "EUR", "Draft")
    assert (draft.issued_on, draft.due_on) == (date(2026, 11, 22), date(2026, 12, 6))
    buyer = draft.billing["buyer"]
    assert (buyer["name"], buyer["email"], buyer["city"]) == ("Anders Holding", "pay@anders.example", "York")
    assert draft.billing["seller"]["name"] == "Brightwater Heating"
    assert draft.billing["bank"]["iban"] == "GB33BUKB20201555555555"
    assert draft.billing["footer"] == "Registered in Leeds"
    assert Entry.objects.latest("pk").name == "billing.invoice_created"


def test_a_billing_address_is_never_mixed_with_the_postal_one(a_customer, olive):
    anders = a_customer("Anders", address_line1="1 Mill Lane", postal_code="YO1", billing_line1="PO Box 9")
    buyer = draft_invoice(customer=anders, by=olive, at=NOW).billing["buyer"]
    assert (buyer["line1"], buyer["postal_code"]) == ("PO Box 9", "")


def test_later_changes_of_the_customer_reach_a_draft_only_when_asked_for(a_draft, anders, olive):
    draft = a_draft()
    update_customer(anders, changes={"name": "Anders Bakers Ltd"}, by=olive, at=NOW)
    assert Invoice.objects.get().billing["buyer"]["name"] == "Anders & Sons Bakery"
    assert refresh_billing(draft, by=olive, at=NOW).billing["buyer"]["name"] == "Anders Bakers Ltd"
    before = Entry.objects.count()
    assert refresh_billing(draft, by=olive, at=NOW).version == 3
    assert Entry.objects.count() == before


def test_another_currency_than_the_customers_is_asked_about(anders, olive):
    with pytest.raises(Conflict) as refused:
        draft_invoice(customer=anders, values={"currency": "EUR"}, by=olive, at=NOW)
    assert refused.value.code == "currency_unusual"
    draft = draft_invoice(customer=anders, values={"currency": "EUR"}, by=olive, at=NOW, confirm_currency=True)
    draft_invoice(customer=anders, values={"currency": "EUR"}, by=olive, at=NOW)
    with pytest.raises(Conflict, match="no invoices in USD"):
        update_draft(draft, changes={"currency": "USD"}, by=olive, at=NOW)


def test_an_archived_customer_gets_no_invoice_and_an_inactive_one_does(anders, olive):
    update_customer(anders, changes={"status": "inactive"}, by=olive, at=NOW)
    anders.refresh_from_db()
    draft_invoice(customer=anders, by=olive, at=NOW)
    Customer.objects.filter(pk=anders.pk).update(archived_at=NOW)
    anders.refresh_from_db()
    with pytest.raises(Conflict) as refused:
        draft_invoice(customer=anders, by=olive, at=NOW)
    assert refused.value.code == "customer_archived"


def test_a_project_of_somebody_else_is_refused(a_customer, boiler, olive):
    with pytest.raises(Refusal) as refused:
        draft_invoice(customer=a_customer("Quay"), values={"project": boiler}, by=olive, at=NOW)
    assert refused.value.errors[0].field == "project"


def test_service_ends_after_it_starts(a_draft, olive):
    draft = a_draft(served_from=date(2026, 11, 1), served_to=date(2026, 11, 30))
    with pytest.raises(Refusal) as refused:
        update_draft(draft, changes={"served_to": date(2026, 10, 30)}, by=olive, at=NOW)
    assert refused.value.errors[0].field == "served_to"


def test_a_changed_date_moves_the_due_day(a_draft, olive):
    draft = update_draft(a_draft(), changes={"issued_on": date(2026, 1, 31)}, by=olive, at=NOW, version=2)
    assert draft.due_on == date(2026, 3, 2)
    assert Entry.objects.latest("pk").changes == {"issued_on": ["2026-11-22", "2026-01-31"]}
    with pytest.raises(Conflict) as refused:
        update_draft(draft, changes={"note": "x"}, by=olive, at=NOW, version=2)
    assert refused.value.code == "version_conflict"
    assert update_draft(draft, changes={"issued_on": date(2026, 1, 31)}, by=olive, at=NOW).version == 3


def test_another_currency_rounds_the_lines_anew(a_draft, olive):
    draft = a_draft([HOUR | {"unit_price": Decimal("85.25"), "quantity": Decimal("1.5")}])
    assert draft.total == Decimal("127.88")
    draft = update_draft(draft, changes={"currency": "JPY"}, by=olive, at=NOW, confirm_currency=True)
    assert draft.total == Decimal(128)


def test_lines_have_the_tax_of_the_customer_else_of_the_organisation(a_draft, a_customer, olive):
    assert a_draft().tax_total == 0
    assert Line.objects.get().tax_category == "outside"
    olive.organization.tax_rate = Decimal(20)
    olive.organization.save()
    taxed = a_draft(customer=a_customer("Quay"))
    assert (taxed.subtotal, taxed.tax_total, taxed.total) == (Decimal(170), Decimal(34), Decimal(204))
    assert a_draft(customer=a_customer("Reduced", tax_rate=Decimal(5))).tax_total == Decimal("8.50")


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"quantity": Decimal(0)}, "quantity"),
        ({"quantity": "many"}, "quantity"),
        ({"unit_price": Decimal(-1)}, "unit_price"),
        ({"unit_price": Decimal("1.23456")}, "unit_price"),
        ({"discount": Decimal(101)}, "discount"),
        ({"description": " "}, "description"),
        ({"tax_category": "standard", "tax_rate": Decimal(0)}, "tax_rate"),
        ({"tax_category": "exempt", "tax_rate": Decimal(20)}, "tax_rate"),
        ({"unit": "furlong"}, "unit"),
        ({"quantity": Decimal(10**8), "unit_price": Decimal(10**9)}, "unit_price"),
        ({"id": 4_000}, "id"),
    ],
)
def test_a_wrong_line_is_named_with_its_field(a_draft, olive, line, field):
    draft = a_draft()
    with pytest.raises(Refusal) as refused:
        set_lines(draft, lines=[HOUR, HOUR | line], by=olive, at=NOW)
    assert [error.field for error in refused.value.errors] == [f"lines.1.{field}"]


def test_lines_that_are_named_stay_and_the_others_go(a_draft, olive):
    draft = a_draft([HOUR, HOUR | {"description": "Travel"}])
    first, second = Line.objects.order_by("position")
    changed = set_lines(
        draft, lines=[HOUR | {"id": second.pk, "description": "Journey"}, HOUR], by=olive, at=NOW, version=2
    )
    rows = list(Line.objects.order_by("position").values_list("position", "description"))
    assert rows == [(1, "Journey"), (2, "Consulting")]
    assert Line.objects.filter(pk=second.pk).exists()
    assert not Line.objects.filter(pk=first.pk).exists()
    assert changed.version == 3
    assert Entry.objects.latest("pk").changes == {"lines": [2, 2]}


def test_a_draft_can_be_deleted(a_draft, olive):
    delete_draft(a_draft(), by=olive, at=NOW)
    assert (Invoice.objects.count(), Line.objects.count()) == (0, 0)
    assert Entry.objects.latest("pk").name == "billing.invoice_deleted"


def test_a_finalised_invoice_is_no_draft(an_invoice, olive):
    invoice = an_invoice()
    for act in (
        lambda: update_draft(invoice, changes={"note": "x"}, by=olive, at=NOW),
        lambda: set_lines(invoice, lines=[], by=olive, at=NOW),
        lambda: refresh_billing(invoice, by=olive, at=NOW),
        lambda: delete_draft(invoice, by=olive, at=NOW),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "invoice_finalised"


def test_a_project_that_was_billed_cannot_be_removed(an_invoice, boiler):
    an_invoice(project=boiler)
    with pytest.raises(Exception, match="protected"):
        Project.objects.filter(pk=boiler.pk).delete()
