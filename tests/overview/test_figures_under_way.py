"""Several at once, on real connections: no step is lost, and nobody waits in a circle."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from clientele.billing.operations import record_payment, reissue_invoice
from clientele.kit.tenancy import inside
from clientele.overview.operations import recount_figures
from clientele.overview.queries import wrong_figures
from clientele.projects.operations import move_project
from tests.cast import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(organization, *acts) -> list[Exception]:
    """What went wrong where each of these was done in a thread of its own."""
    problems: list[Exception] = []
    ready = threading.Barrier(len(acts))

    def run(act) -> None:
        try:
            with inside(organization):
                ready.wait(10)
                act()
        except Exception as problem:  # noqa: BLE001 - told below
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return problems


def test_no_payment_is_lost_while_one_counts_anew(organization, anders, olive, an_invoice, kept):
    def pay(invoice):
        for _ in range(3):
            record_payment(invoice, values={"amount": Decimal(10)}, by=olive, at=NOW)

    invoices = [an_invoice() for _ in range(4)]
    acts = [lambda invoice=invoice: pay(invoice) for invoice in invoices]
    assert at_once(organization, *acts, recount_figures) == []
    assert kept(anders) == (0, 0, 4, 4, [("GBP", Decimal(560))])


def test_projects_and_invoices_that_change_places_never_wait_for_each_other(
    organization, anders, a_customer, olive, a_project, an_invoice
):
    quay = a_customer("Quay Street Dental")

    def back_and_forth(project, *stops):
        for stop in stops:
            move_project(project, to=stop, by=olive, at=NOW)

    def again(invoices, customer):
        for invoice in invoices:
            reissue_invoice(invoice, customer=customer, by=olive, at=NOW)

    here, there = a_project(), a_project("Rewiring", customer=quay)
    ours, theirs = [an_invoice() for _ in range(3)], [an_invoice(quay) for _ in range(3)]
    problems = at_once(
        organization,
        lambda: back_and_forth(here, quay, anders, quay, anders),
        lambda: back_and_forth(there, anders, quay, anders, quay),
        lambda: again(ours, quay),
        lambda: again(theirs, anders),
    )
    assert problems == []
    assert list(wrong_figures()) == []
