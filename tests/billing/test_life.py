"""The life of invoices as a machine: whatever is done in whatever order, sums and balances hold after every step."""

import os
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from clientele.billing.documents.paper import digest_of
from clientele.billing.models import Invoice, Line, Payment, Refund
from clientele.billing.operations import (
    credit_invoice,
    draft_invoice,
    finalise_invoice,
    record_payment,
    record_refund,
    remove_payment,
    remove_refund,
    set_lines,
    void_invoice,
)
from clientele.billing.walls import REFUSED
from clientele.customers.models import Customer
from clientele.kit.money import rounded
from clientele.kit.refusals import Refusal
from clientele.overview.operations import recount_figures
from clientele.overview.queries import wrong_figures, wrong_revenue
from clientele.projects.models import Project
from clientele.projects.operations import move_project
from tests.cast import NOW

CURRENCIES = st.sampled_from(["GBP", "JPY", "KWD"])
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "description": st.just("Work"),
            "quantity": st.decimals("0.01", "50", places=2),
            "unit_price": st.decimals("0", "500", places=4),
            "discount": st.sampled_from([Decimal(0), Decimal(10), Decimal("33.333")]),
            "tax_rate": st.sampled_from([Decimal(0), Decimal(20), Decimal("5.5")]),
        }
    ),
    max_size=4,
)
SHARES = st.decimals("0", "1.2", places=3)


class InvoiceLife(RuleBasedStateMachine):
    invoices = Bundle("invoices")
    olive: object
    anders: Customer
    quay: Customer
    boiler: Project

    def __init__(self) -> None:
        super().__init__()
        self.frozen: dict[int, str] = {}
        self.block = transaction.atomic()
        self.block.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def tried(self, act):
        """What an operation answers, or the code by which it refuses."""
        try:
            return act()
        except Refusal as refusal:
            return refusal.code

    @rule(target=invoices, currency=CURRENCIES, lines=LINES)
    def draft(self, currency, lines):
        values = {"currency": currency}
        made = draft_invoice(
            customer=self.anders, values=values, lines=lines, by=self.olive, at=NOW, confirm_currency=True
        )
        return made.pk

    @rule(target=invoices, lines=LINES, project=st.booleans())
    def draft_for_the_present_customer(self, lines, project):
        boiler = Project.objects.select_related("customer__organization").get(pk=self.boiler.pk)
        made = draft_invoice(
            customer=boiler.customer, values={"project": boiler} if project else {}, lines=lines, by=self.olive, at=NOW
        )
        return made.pk

    @rule()
    def move(self):
        boiler = Project.objects.get(pk=self.boiler.pk)
        target = self.quay if boiler.customer_id == self.anders.pk else self.anders
        move_project(boiler, to=target, by=self.olive, at=NOW)

    @rule(pk=invoices)
    def file_elsewhere(self, pk):
        """What people with SQL at hand would try."""
        invoice = Invoice.objects.get(pk=pk)
        target = self.quay if invoice.customer_id == self.anders.pk else self.anders
        if invoice.number:
            with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
                Invoice.objects.filter(pk=pk).update(customer=target)

    @rule(pk=invoices, lines=LINES)
    def rewrite(self, pk, lines):
        invoice = Invoice.objects.get(pk=pk)
        done = self.tried(lambda: set_lines(invoice, lines=lines, by=self.olive, at=NOW))
        assert (done == "invoice_finalised") == bool(invoice.number)

    @rule(pk=invoices)
    def finalise(self, pk):
        invoice = Invoice.objects.get(pk=pk)
        done = self.tried(lambda: finalise_invoice(invoice, by=self.olive, at=NOW))
        assert isinstance(done, Invoice) == (not invoice.number and invoice.total > 0)

    @rule(pk=invoices, share=SHARES)
    def pay(self, pk, share):
        invoice = Invoice.objects.get(pk=pk)
        amount = rounded(invoice.balance * share, invoice.currency)
        done = self.tried(lambda: record_payment(invoice, values={"amount": amount}, by=self.olive, at=NOW))
        assert isinstance(done, Payment) == (0 < amount <= invoice.balance)

    @rule(pk=invoices)
    def take_back(self, pk):
        payment = Payment.objects.filter(invoice=pk).order_by("pk").first()
        if payment:
            invoice = Invoice.objects.get(pk=pk)
            done = self.tried(lambda: remove_payment(payment, by=self.olive, at=NOW))
            assert isinstance(done, Invoice) == (not invoice.refunded_total or payment.amount <= invoice.refund_due)

    @rule(pk=invoices, share=SHARES)
    def pay_back(self, pk, share):
        invoice = Invoice.objects.get(pk=pk)
        amount = rounded(invoice.refund_due * share, invoice.currency)
        done = self.tried(lambda: record_refund(invoice, values={"amount": amount}, by=self.olive, at=NOW))
        assert isinstance(done, Refund) == (0 < amount <= invoice.refund_due)

    @rule(pk=invoices)
    def take_back_refund(self, pk):
        refund = Refund.objects.filter(invoice=pk).order_by("pk").first()
        if refund:
            remove_refund(refund, by=self.olive, at=NOW)

    @rule(pk=invoices)
    def void(self, pk):
        invoice = Invoice.objects.get(pk=pk)
        done = self.tried(lambda: void_invoice(invoice, reason="Twice", by=self.olive, at=NOW))
        assert isinstance(done, Invoice) == (
            invoice.status == "sent" and not invoice.paid_total and not invoice.credited_total
        )

    @rule(pk=invoices, share=st.none() | SHARES)
    def credit(self, pk, share):
        invoice = Invoice.objects.get(pk=pk)
        line = Line.objects.filter(invoice=pk, net__gt=0).order_by("-pk").first()
        lines = None
        if share is not None and line is not None:
            lines = [{"line": line.pk, "amount": rounded(line.net * share, invoice.currency)}]
        self.tried(lambda: credit_invoice(invoice, lines=lines, by=self.olive, at=NOW))

    @invariant()
    def sums_are_exact(self):
        for invoice in Invoice.objects.order_by("pk"):
            net = Line.objects.filter(invoice=invoice).aggregate(sum=Sum("net"))["sum"] or Decimal(0)
            assert invoice.subtotal == net
            assert invoice.total == invoice.subtotal + invoice.tax_total

    @invariant()
    def balances_follow(self):
        for invoice in Invoice.objects.filter(kind="invoice").exclude(number="").order_by("pk"):
            paid = Payment.objects.filter(invoice=invoice).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
            credited = Invoice.objects.filter(credits=invoice).aggregate(sum=Sum("total"))["sum"] or Decimal(0)
            left = Decimal(0) if invoice.status == "void" else max(Decimal(0), invoice.total - paid - credited)
            assert (invoice.paid_total, invoice.credited_total, invoice.balance) == (paid, credited, left)
            assert (invoice.status in {"sent", "partially_paid"}) == (left > 0)
            back = Refund.objects.filter(invoice=invoice).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
            assert invoice.refunded_total == back
            assert invoice.refund_due == max(Decimal(0), paid + credited - invoice.total) - back >= 0

    @invariant()
    def what_the_customer_owes_is_kept(self):
        assert list(wrong_figures()) == []

    @invariant()
    def the_revenue_of_each_day_is_kept(self):
        assert list(wrong_revenue()) == []

    @invariant()
    def what_is_final_stays(self):
        for invoice in Invoice.objects.exclude(number="").order_by("pk"):
            assert digest_of(invoice.paper) == invoice.sha256 == self.frozen.setdefault(invoice.pk, invoice.sha256)

    @invariant()
    def each_is_filed_where_its_project_is(self):
        filed = Invoice.objects.filter(project__isnull=False)
        assert not filed.exclude(customer=F("project__customer")).exists()

    @invariant()
    def numbers_have_no_gaps(self):
        for prefix in ("INV", "CN"):
            numbers = Invoice.objects.filter(number__startswith=prefix).order_by("number")
            told = list(numbers.values_list("number", flat=True))
            assert told == [f"{prefix}-2026-{place + 1:04}" for place in range(len(told))]


def test_the_life_of_invoices_keeps_its_promises(anders, olive, a_customer, boiler):
    InvoiceLife.olive, InvoiceLife.anders, InvoiceLife.boiler = olive, anders, boiler
    InvoiceLife.quay = a_customer("Quayside Foods")
    recount_figures()  # the boiler's project was put there by hand
    run_state_machine_as_test(
        InvoiceLife,
        settings=settings(
            max_examples=int(os.environ.get("CLIENTELE_LIFE_EXAMPLES", "20")),
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
