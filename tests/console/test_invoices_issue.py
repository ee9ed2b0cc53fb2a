"""Month-end from the command line."""

import pytest

from clientele.billing.models import Batch, Invoice
from clientele.billing.operations import draft_invoice
from clientele.console.main import main
from tests.cast import NOW

LINE = {"description": "Boiler", "unit_price": 100}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run(capfd):
    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(("invoices", "issue", "--organization", "brightwater", *arguments))
        told = capfd.readouterr()
        said = [line for line in told.err.splitlines(keepends=True) if line.startswith("clientele: ")]
        return code, told.out, "".join(said)  # the worker in this process writes its log there too

    return command


@pytest.fixture
def drafts(a_customer, olive):
    baker = a_customer("Baker & Co", email="pay@baker.example", address_line1="4 Mill Lane", country="GB")
    days = ("2026-10-31", "2026-11-30")
    return [draft_invoice(customer=baker, values={"issued_on": day}, lines=[LINE], by=olive, at=NOW) for day in days]


def test_all_drafts_up_to_a_day_are_finalised_and_sent(run, drafts):
    assert run("--until", "2026-10-31", "--send") == (
        0,
        "1 invoice finalised, 1 sent or on their way; 0 drafts left out.\n",
        "",
    )
    assert Invoice.objects.drafts().get() == drafts[1]
    assert run()[:2] == (0, "1 invoice finalised; 0 drafts left out.\n")
    assert run() == (1, "", "clientele: brightwater has no draft to finalise.\n")


def test_what_is_left_out_is_told_line_by_line(run, drafts, anders, olive):
    draft_invoice(customer=anders, lines=[LINE], by=olive, at=NOW)
    code, out, error = run()
    assert (code, out) == (1, "2 invoices finalised; 1 draft left out.\n")
    assert error.startswith("clientele: Draft of Anders & Sons Bakery: Anders & Sons Bakery had no billing address.")


def test_who_may_not_edit_invoices_finalises_none(run, drafts, theo):
    code, _, error = run("--as", theo.user.email)
    assert (code, error) == (1, "clientele: Theo Technician may not finalise invoices of brightwater.\n")
    assert not Batch.objects.exists()
