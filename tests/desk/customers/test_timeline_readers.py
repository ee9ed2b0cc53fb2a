"""A customer's timeline tells nobody of what their other pages would refuse to show."""

from decimal import Decimal

import pytest

from clientele.accounts.choices import Feature
from clientele.accounts.operations.organization import switch_feature
from clientele.billing.operations import draft_invoice, finalise_invoice
from clientele.customers.operations import add_note
from clientele.projects.operations import create_project
from tests.cast import NOW

HOUR = {"description": "Consulting", "quantity": Decimal(2), "unit": "hour", "unit_price": Decimal("85.00")}


@pytest.fixture
def busy(anders, olive):
    """Anders, with a project, an invoice, a comment and a note."""
    create_project(customer=anders, values={"name": "Rewiring"}, by=olive, at=NOW)
    draft = draft_invoice(customer=anders, values={}, lines=[HOUR], by=olive, at=NOW, confirm_currency=True)
    finalise_invoice(draft, by=olive, at=NOW)
    add_note(anders, kind="comment", body="Quietly.", by=olive, at=NOW)
    add_note(anders, kind="meeting", body="Met.", by=olive, at=NOW)
    return anders


@pytest.fixture
def told_to(sign_in, busy, url_of):
    """The timeline as a member reads it."""
    return lambda member: sign_in(member).get(url_of(busy, "timeline/")).content.decode()


def test_who_may_not_see_invoices_reads_nothing_of_them(told_to, dana, theo):
    assert "finalised the invoice" in told_to(dana)
    timeline = told_to(theo)
    assert "invoice" not in timeline
    assert "created the project <b>Rewiring</b>" in timeline
    assert "wrote a comment" in timeline


@pytest.mark.parametrize(
    ("feature", "words"),
    [
        (Feature.INVOICES, "finalised the invoice"),
        (Feature.PROJECTS, "created the project"),
        (Feature.COMMENTS, "wrote a comment"),
        (Feature.NOTES, "wrote a note of a meeting"),
    ],
)
def test_what_is_switched_off_is_not_told(told_to, olive, feature, words):
    plain = told_to(olive).replace("<b>", "").replace("</b>", "")
    assert words in plain
    switch_feature(olive.organization, feature=feature, is_on=False, by=olive, at=NOW)
    assert words not in told_to(olive).replace("<b>", "").replace("</b>", "")
