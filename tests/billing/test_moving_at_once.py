"""Drafts are begun and paid for while their project moves: whoever is first, they end where the project is."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import F

from clientele.billing.models import Invoice, Payment
from clientele.billing.operations import draft_invoice, record_payment, update_draft
from clientele.kit.refusals import Refusal
from clientele.kit.tenancy import inside
from clientele.projects.models import Project
from clientele.projects.operations import move_project
from tests.cast import NOW

ROUNDS = 12


@pytest.mark.django_db(transaction=True)
def test_no_draft_is_left_behind(organization, anders, boiler, a_customer, an_invoice, olive):
    quay, invoice = a_customer("Quayside Foods"), an_invoice(project=boiler)
    first = draft_invoice(customer=anders, values={"project": boiler}, by=olive, at=NOW)

    def draft(_):
        seen = Project.objects.select_related("customer__organization").get(pk=boiler.pk)
        draft_invoice(customer=seen.customer, values={"project": seen}, by=olive, at=NOW)

    def move(number):
        move_project(boiler, to=(quay, anders)[number % 2], by=olive, at=NOW)

    def pay(_):
        record_payment(invoice, values={"amount": 1}, by=olive, at=NOW)

    def rewrite(number):
        seen = Project.objects.get(pk=boiler.pk)
        update_draft(first, changes={"project": seen, "reference": f"{number}"}, by=olive, at=NOW)

    def work(number):
        try:
            with inside(organization):
                (move, draft, pay, rewrite)[number % 4](number // 4)
        except Refusal:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(ROUNDS * 4)))
    assert Invoice.objects.drafts().exists()
    assert Payment.objects.count() == ROUNDS
    assert not Invoice.objects.exclude(customer=F("project__customer")).exists()
