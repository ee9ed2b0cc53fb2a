from datetime import date
from decimal import Decimal

import pytest

from clientele.accounts.operations.organization import update_organization
from clientele.billing.documents.paper import digest_of, paper_of
from clientele.billing.models import Invoice
from clientele.billing.operations import delete_draft, draft_invoice, finalise_invoice, set_numbering, void_invoice
from clientele.customers.models import Customer
from clientele.customers.operations import update_customer
from clientele.kit.refusals import Conflict, Refusal
from clientele.projects.models import Project
from clientele.projects.operations import delete_project
from clientele.trail.models import Entry
from tests.billing.conftest import HOUR
from tests.cast import NOW


def test_a_finalised_invoice_has_a_number_a_paper_and_its_digest(a_draft, olive):
    lines = [HOUR | {"tax_rate": Decimal(20)}, HOUR | {"discount": Decimal(50), "tax_category": "exempt"}]
    invoice = finalise_invoice(a_draft(lines, reference="PO 7"), by=olive, at=NOW)
    stored = Invoice.objects.get()
    assert (stored.number, stored.status, stored.balance) == ("INV-2026-0001", "sent", Decimal(289))
    assert stored.sha256 == digest_of(stored.paper) == paper_of(stored.paper).sha256 == invoice.sha256
    paper = paper_of(stored.paper)
    assert (paper.number, paper.reference, paper.terms) == ("INV-2026-0001", "PO 7", "30 days")
    assert (paper.subtotal, paper.tax_total, paper.total) == (Decimal(255), Decimal(34), Decimal(289))
    told = [(group.category, group.rate, group.base, group.tax, group.reason) for group in paper.groups]
    assert told == [("standard", 20, 170, 34, ""), ("exempt", 0, 85, 0, "Exempt from tax")]
    entry = Entry.objects.latest("pk")
    assert (entry.name, entry.facts["total"]) == ("billing.invoice_finalised", "£289.00")
    assert entry.changes["balance"] == ["0.000", "289.00"]


def test_numbers_run_on_and_begin_anew_each_year(a_draft, olive):
    days = [date(2026, 12, 30), date(2027, 1, 2), date(2026, 12, 31), date(2027, 1, 3)]
    numbers = [finalise_invoice(a_draft(issued_on=day), by=olive, at=NOW).number for day in days]
    assert numbers == ["INV-2026-0001", "INV-2027-0001", "INV-2026-0002", "INV-2027-0002"]


def test_what_is_refused_takes_no_number(a_draft, an_invoice, anders, olive):
    for lines, code in (((), "invoice_empty"), ([HOUR | {"discount": Decimal(100)}], "invoice_zero")):
        with pytest.raises(Conflict) as refused:
            finalise_invoice(a_draft(lines), by=olive, at=NOW)
        assert refused.value.code == code
    draft = a_draft()
    Customer.objects.filter(pk=anders.pk).update(archived_at=NOW)
    with pytest.raises(Conflict) as refused:
        finalise_invoice(draft, by=olive, at=NOW)
    assert refused.value.code == "customer_archived"
    Customer.objects.filter(pk=anders.pk).update(archived_at=None)
    with pytest.raises(Conflict) as refused:
        finalise_invoice(draft, by=olive, at=NOW, version=1)
    assert refused.value.code == "version_conflict"
    assert an_invoice().number == "INV-2026-0001"


def test_a_finalised_invoice_is_not_finalised_again(an_invoice, olive):
    with pytest.raises(Conflict) as refused:
        finalise_invoice(an_invoice(), by=olive, at=NOW)
    assert refused.value.code == "invoice_finalised"


def test_what_happens_later_to_either_party_changes_no_invoice(an_invoice, anders, olive):
    invoice = an_invoice()
    update_customer(anders, changes={"name": "Another", "billing_city": "Hull"}, by=olive, at=NOW)
    update_organization(olive.organization, changes={"name": "Brightwater Group"}, by=olive, at=NOW)
    stored = Invoice.objects.get()
    assert (stored.paper, stored.sha256) == (invoice.paper, invoice.sha256)
    assert paper_of(stored.paper).seller.name == "Brightwater Heating"


def test_an_organisation_numbers_as_it_likes(a_draft, olive):
    changes = {"invoice_pattern": "{number}/{year}", "credit_note_pattern": "G{number}", "digits": 2}
    set_numbering(olive.organization, changes=changes, by=olive, at=NOW)
    assert finalise_invoice(a_draft(), by=olive, at=NOW).number == "01/2026"
    set_numbering(olive.organization, changes={"invoice_pattern": "R{number}"}, by=olive, at=NOW)
    assert finalise_invoice(a_draft(), by=olive, at=NOW).number == "R01"
    before = Entry.objects.count()
    set_numbering(olive.organization, changes={"invoice_pattern": "R{number}"}, by=olive, at=NOW)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("pattern", ["INV", "{number}{number}", "{year}{year}{number}", "{month}-{number}", "{number"])
def test_a_pattern_without_a_number_is_refused(olive, pattern):
    with pytest.raises(Refusal) as refused:
        set_numbering(olive.organization, changes={"invoice_pattern": pattern}, by=olive, at=NOW)
    assert refused.value.errors[0].field == "invoice_pattern"


def test_both_kinds_of_document_do_not_share_a_pattern(olive):
    with pytest.raises(Refusal) as refused:
        set_numbering(olive.organization, changes={"credit_note_pattern": "inv-{year}-{number}"}, by=olive, at=NOW)
    assert refused.value.errors[0].field == "credit_note_pattern"


def test_a_numbering_that_somebody_else_changed_meanwhile_is_refused(olive):
    organization = olive.organization
    set_numbering(organization, changes={"digits": 6}, by=olive, at=NOW, version=1)
    with pytest.raises(Conflict) as refused:
        set_numbering(organization, changes={"digits": 3}, by=olive, at=NOW, version=1)
    assert (refused.value.code, refused.value.extra["current"].digits) == ("version_conflict", 6)
    assert set_numbering(organization, changes={"digits": 3}, by=olive, at=NOW, version=2).digits == 3


def test_a_number_that_is_taken_is_not_given_again(a_draft, an_invoice, olive):
    an_invoice()
    set_numbering(olive.organization, changes={"invoice_pattern": "INV-2026-{number}"}, by=olive, at=NOW)
    with pytest.raises(Conflict) as refused:
        finalise_invoice(a_draft(), by=olive, at=NOW)
    assert refused.value.code == "number_taken"


def test_the_state_that_people_see(an_invoice, olive):
    invoice = an_invoice()
    assert invoice.state(date(2026, 12, 22)) == "sent"
    assert invoice.state(date(2026, 12, 23)) == "overdue"
    assert invoice.days_overdue(date(2026, 12, 25)) == 3
    assert draft_invoice(customer=invoice.customer, by=olive, at=NOW).state(date(2027, 1, 1)) == "draft"


def test_a_project_stays_where_its_invoices_do(a_draft, boiler, olive):
    draft = a_draft(project=boiler)
    void = void_invoice(finalise_invoice(a_draft(project=boiler), by=olive, at=NOW), reason="Twice", by=olive, at=NOW)
    told = "New boiler has invoices, so it stays. Archive it instead, or delete its invoices if all are drafts."
    with pytest.raises(Conflict, match=told):
        delete_project(boiler, by=olive, at=NOW)
    delete_draft(draft, by=olive, at=NOW)
    with pytest.raises(Conflict, match=told):
        delete_project(boiler, by=olive, at=NOW)
    assert Project.objects.get() == void.project
