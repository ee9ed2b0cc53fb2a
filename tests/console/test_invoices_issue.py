"""Month-end from the command line."""

import pytest

from clientele.background.operations.running import claim_next
from clientele.billing.models import Batch, Invoice
from clientele.billing.operations import batches, draft_invoice, issue_batch
from clientele.console.main import main
from clientele.kit.tenancy import inside
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


def test_a_batch_that_fails_says_why_and_how_to_go_on(run, drafts, monkeypatch):
    take_next, places = batches._take_next, []

    def stumbles(batch, done):
        places.append(done)
        if done == 1:
            raise ZeroDivisionError
        return take_next(batch, done)

    monkeypatch.setattr(batches, "_take_next", stumbles)
    code, out, error = run()
    batch = Batch.objects.get()
    assert (code, out) == (1, "1 invoice finalised; 0 drafts left out.\n")
    assert error == (
        "clientele: The batch failed after 1 of 2 drafts. An error came up that nobody thought of."
        " The log of the program says which. Go on with: clientele invoices issue --organization brightwater"
        f" --go-on {batch.pk}\n"
    )
    monkeypatch.setattr(batches, "_take_next", take_next)
    assert run("--go-on", str(batch.pk))[:2] == (0, "2 invoices finalised; 0 drafts left out.\n")
    assert run("--go-on", str(batch.pk))[::2] == (1, "clientele: This batch has not failed.\n")
    assert run("--go-on", "999")[::2] == (1, "clientele: brightwater has no batch 999.\n")


def test_a_command_that_was_killed_leaves_its_batch_to_the_next_one(run, drafts, olive):
    with inside(olive.organization):
        issue_batch(Invoice.objects.filter(pk=drafts[0].pk), sends=False, by=olive, at=NOW)
    claim_next("worker-of-a-killed-command")
    run()
    assert set(Batch.objects.values_list("status", flat=True)) == {"done"}
    assert set(Invoice.objects.values_list("number", flat=True)) == {"INV-2026-0001", "INV-2026-0002"}
