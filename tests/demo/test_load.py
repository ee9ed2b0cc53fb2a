from datetime import UTC, date, datetime

import pytest

from clientele.accounts.models import Member, User
from clientele.accounts.queries import organizations_of
from clientele.billing.documents.qr import payment_code_svg
from clientele.billing.models import BilledTime, Delivery, Invoice, Payment
from clientele.billing.queries import AGES, ageing_for, einvoice_gaps, paper_of_invoice
from clientele.customers.models import Contact, Customer, Note
from clientele.customers.queries import status_totals
from clientele.demo.invention import invented_customers
from clientele.demo.operations import CUSTOMERS, EMAIL, PASSWORD, load_demo
from clientele.kit.refusals import Refusal
from clientele.kit.tenancy import inside
from clientele.overview.queries import differences, revenue_by_month, wrong_figures, wrong_revenue
from clientele.projects.models import Expense, Project, Template, TimeEntry
from clientele.trail.models import Entry
from clientele.upkeep.queries.invariants import findings

STATES = {"draft", "sent", "partially_paid", "paid", "void", "overdue", "credited", "issued"}
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
KINDS = {"comment", "general", "meeting", "phone_call", "email", "decision"}


@pytest.mark.django_db
def test_the_demo_is_a_firm_with_a_past():
    brightwater = load_demo(at=AT)
    with inside(brightwater):
        totals = status_totals()
        assert totals["active"] + totals["inactive"] == CUSTOMERS
        assert totals["inactive"] > 15
        assert totals["archived"] == 4
        assert differences(brightwater) == {}
        assert list(wrong_figures()) == []
        assert list(wrong_revenue()) == []

        assert Contact.objects.count() > 150
        assert set(Note.objects.order_by().values_list("kind", flat=True).distinct()) == KINDS
        anders = Customer.objects.get(code="ANDERS")
        assert (anders.email, anders.phone) == ("office@andersbakery.example", "01632 960 418")
        assert anders.created_at.date().isoformat() == "2021-11-07"

        statuses = set(Project.objects.order_by().values_list("status", flat=True))
        assert statuses == {"draft", "active", "on_hold", "completed", "archived"}
        assert Project.objects.count() > 25
        assert Template.objects.count() == 3

        statuses = set(TimeEntry.objects.order_by().values_list("status", flat=True))
        assert statuses == {"open", "submitted", "approved", "rejected"}
        assert TimeEntry.objects.count() > 150
        assert Expense.objects.exists()

        assert not Entry.objects.filter(at__gt=AT).exists()
        assert not Note.objects.filter(created_at__gt=AT).exists()
        roles = set(Member.objects.order_by().values_list("role__kind", flat=True))
        assert roles == {"owner", "admin", "lead", "member"}

    owner = User.objects.get(email=EMAIL)
    assert owner.check_password(PASSWORD)
    assert len(organizations_of(owner)) == 2

    with pytest.raises(Refusal):
        load_demo(at=AT)
    with inside(brightwater):
        assert Customer.objects.current().count() == CUSTOMERS


@pytest.mark.django_db
@pytest.mark.parametrize("at", [AT, datetime(2027, 1, 4, 7, 30, tzinfo=UTC)], ids=["sunday", "monday of a new year"])
def test_the_invoices_of_the_demo_are_of_every_state(at):
    brightwater = load_demo(at=at)
    assert list(findings([brightwater])) == []
    with inside(brightwater):
        invoices = list(Invoice.objects.order_by("pk"))
        owner = Member.objects.select_related("organization", "role").get(role__kind="owner")
        assert {invoice.state(at.date()) for invoice in invoices} == STATES
        assert all(any(aged.amounts[age] for aged in ageing_for(owner, at.date())) for age, _ in AGES)
        months = {month for month, _, _ in revenue_by_month(owner, since=date(2020, 1, 1), until=at.date())}
        assert len(months) >= 11

        euro = Invoice.objects.get(currency="EUR")
        assert payment_code_svg(paper_of_invoice(euro))
        assert einvoice_gaps(euro) == []
        assert Invoice.objects.drafts().filter(project=None).exists()
        assert BilledTime.objects.filter(line__invoice__status="draft").exists()
        assert TimeEntry.objects.exclude(locked_at=None).exists()
        assert any(invoice.credited_total and not invoice.is_credited for invoice in invoices)
        assert not Payment.objects.filter(reference="").exists()
        assert Delivery.objects.count() == 1

        issued = [invoice for invoice in invoices if invoice.number and invoice.kind == "invoice"]
        assert [one.number for one in sorted(issued, key=lambda one: (one.issued_on, one.pk))] == sorted(
            one.number for one in issued
        )
        assert max(invoice.issued_on for invoice in invoices) <= at.date()


def test_the_invented_are_the_same_each_time():
    first, second = (invented_customers(40, names=set(), codes=set()) for _ in range(2))
    assert first == second
    assert len({customer.name for customer in first}) == 40
