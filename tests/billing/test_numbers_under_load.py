"""Many finalise at once: no number is given twice, and none is left out."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from clientele.billing.models import Invoice, Series
from clientele.billing.operations import draft_invoice, finalise_invoice
from clientele.kit.refusals import Conflict
from clientele.kit.tenancy import inside
from tests.cast import NOW

WORKERS, EACH = 32, 3
LINE = {"description": "Work", "unit_price": 100}


@pytest.mark.django_db(transaction=True)
def test_thirty_two_at_once_leave_neither_gap_nor_double(organization, anders, olive):
    drafts = [draft_invoice(customer=anders, lines=[LINE], by=olive, at=NOW) for _ in range(WORKERS * EACH)]
    empty = [draft_invoice(customer=anders, by=olive, at=NOW) for _ in range(WORKERS)]

    def work(number):
        try:
            with inside(organization):
                for draft in drafts[number::WORKERS]:
                    finalise_invoice(draft, by=olive, at=NOW)
                with pytest.raises(Conflict, match="no lines"):
                    finalise_invoice(empty[number], by=olive, at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS)))
    numbers = sorted(Invoice.objects.exclude(number="").values_list("number", flat=True))
    assert numbers == [f"INV-2026-{number:04}" for number in range(1, WORKERS * EACH + 1)]
    assert Series.objects.get().next_number == WORKERS * EACH + 1


@pytest.mark.django_db(transaction=True)
def test_one_draft_is_finalised_once_however_many_try(organization, anders, olive):
    draft = draft_invoice(customer=anders, lines=[LINE], by=olive, at=NOW)

    def work(_):
        try:
            with inside(organization):
                return finalise_invoice(draft, by=olive, at=NOW).number
        except Conflict as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        told = sorted(pool.map(work, range(8)))
    assert told == ["INV-2026-0001", *["invoice_finalised"] * 7]
