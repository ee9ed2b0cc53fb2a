"""Many drafts finalised in one go from the list of invoices."""

import re
from html import unescape

import pytest

from clientele.background.choices import GaveUp
from clientele.billing.models import Batch, Invoice
from clientele.billing.operations import batches, draft_invoice, issue_batch, update_draft
from clientele.billing.operations.batches import run_batch
from clientele.kit.tenancy import inside
from tests.cast import NOW

LIST, URL = "/brightwater/invoices/", "/brightwater/invoices/batches/"
LINE = {"description": "Service", "unit_price": 100}


@pytest.fixture
def office(sign_in, dana):
    return sign_in(dana)


@pytest.fixture
def drafts(a_draft, a_customer):
    baker = a_customer("Baker & Co", email="pay@baker.example", address_line1="4 Mill Lane", country="GB")
    return [a_draft([LINE], customer=baker) for _ in range(3)]


def text(response) -> str:
    return response.content.decode()


def confirm(client, response):
    """Press the button of what was asked."""
    fields = re.findall(r'<input type="hidden" name="(?!csrf)(\w+)" value="([^"]*)"', text(response))
    return client.post(URL + "new/", {name: unescape(value) for name, value in fields})


def work():
    batch = Batch.objects.get()
    run_batch.call(batch.organization_id, batch.pk)
    return Batch.objects.get()


def test_drafts_can_be_ticked_where_only_drafts_are_listed_by_those_who_may(office, drafts, sign_in, olive):
    assert f'name="invoice" value="{drafts[0].pk}"' in text(office.get(LIST + "?show=draft"))
    assert 'name="invoice"' not in text(office.get(LIST))
    olive.role.permissions = ["clients:view", "invoices:view"]
    olive.role.kind = "custom"
    olive.role.save()
    assert 'name="invoice"' not in text(sign_in(olive).get(LIST + "?show=draft"))


def test_ticked_drafts_are_told_confirmed_and_finalised(office, drafts):
    asked = office.post(URL + "new/", {"which": "ticked", "invoice": [drafts[0].pk, drafts[2].pk], "send": ""})
    assert asked.status_code == 200
    assert "Finalise 2 drafts" in text(asked)
    assert "£200.00" in text(asked)
    assert not Batch.objects.exists()
    begun = confirm(office, asked)
    batch = work()
    assert begun["Location"] == f"{URL}{batch.pk}/"
    assert (batch.finalised, batch.sends) == (2, False)
    assert Invoice.objects.drafts().get() == drafts[1]
    assert "2 invoices finalised." in text(office.get(begun["Location"]))


def test_all_drafts_of_the_list_are_those_its_filters_show(office, drafts, a_draft, a_customer):
    other = a_draft([LINE], customer=a_customer("Other Ltd", address_line1="1 Road"))
    view = f"show=draft&customer={drafts[0].customer_id}"
    asked = office.post(URL + "new/", {"which": "all", "view": view, "send": "1"})
    assert "Finalise and send 3 drafts" in text(asked)
    confirm(office, asked)
    assert work().sent == 3
    assert Invoice.objects.drafts().get() == other


def test_what_is_missing_is_told_before_and_what_became_of_it_after(office, drafts, a_draft, a_customer):
    a_draft([LINE], customer=a_customer("Nowhere Ltd", email="a@nowhere.example"))
    a_draft([LINE], customer=a_customer("Silent Ltd", address_line1="1 Road"))
    asked = text(office.post(URL + "new/", {"which": "all", "view": "show=draft", "send": "1"}))
    assert "1 draft has no billing address" in asked
    assert "1 draft has no email address" in asked
    confirm(office, office.post(URL + "new/", {"which": "all", "view": "show=draft", "send": "1"}))
    page = text(office.get(f"{URL}{work().pk}/"))
    assert "4 invoices finalised, 3 sent or on their way." in page
    assert "Nowhere Ltd had no billing address." in page
    assert "Silent Ltd has no billing email." in page


def test_drafts_that_changed_meanwhile_are_told_again(office, drafts, dana):
    asked = office.post(URL + "new/", {"which": "all", "view": "show=draft"})
    update_draft(drafts[0], lines=[{**LINE, "unit_price": 900}], changes={}, by=dana, at=NOW)
    again = confirm(office, asked)
    assert again.status_code == 409
    assert "The drafts changed meanwhile" in text(again)
    assert not Batch.objects.exists()
    assert confirm(office, again).status_code == 303


def test_nothing_ticked_begins_nothing(office, drafts):
    assert "Nothing is ticked" in text(office.post(URL + "new/", {"which": "ticked"}))
    assert office.get(URL + "new/")["Location"] == LIST + "?show=draft"
    assert office.post(URL + "new/", {"which": "ticked", "invoice": ["x"]}).status_code == 400


def test_a_foreign_draft_leads_nowhere(office, drafts, otto, foreign_customer):
    with inside(otto.organization):
        secret = draft_invoice(customer=foreign_customer, lines=[LINE], by=otto, at=NOW).pk
    assert office.post(URL + "new/", {"which": "ticked", "invoice": [drafts[0].pk, secret]}).status_code == 404


def test_the_progress_is_told_and_its_end_leads_to_the_outcome(office, drafts, dana):
    batch = issue_batch(Invoice.objects.drafts(), sends=False, by=dana, at=NOW)
    page = f"{URL}{batch.pk}/"
    part = {"HX-Request": "true", "HX-Target": "div#batch_progress"}
    assert "0 of 3 drafts" in text(office.get(page, headers=part))
    assert "Stop here" in text(office.get(page))
    work()
    assert office.get(page, headers=part)["HX-Redirect"] == page


def test_a_batch_can_be_stopped_and_is_listed(office, drafts, dana):
    batch = issue_batch(Invoice.objects.drafts(), sends=False, by=dana, at=NOW)
    office.post(f"{URL}{batch.pk}/cancellation/")
    assert "The batch was stopped." in text(office.get(f"{URL}{batch.pk}/"))
    assert "0 of 3 finalised" in text(office.get(URL))
    assert office.post(f"{URL}{batch.pk}/cancellation/").status_code == 409


def test_a_failed_batch_says_why_and_where_and_goes_on_in_the_name_of_who_says_so(office, drafts, olive, dana):
    batch = issue_batch(Invoice.objects.drafts(), sends=False, by=olive, at=NOW)
    batches._take_next(batch.pk, 0)
    batches._give_up(GaveUp.WORKER_DIED, batch.organization_id, batch.pk)
    page = unescape(text(office.get(f"{URL}{batch.pk}/")))
    assert "The batch failed after 1 of 3 drafts." in page
    assert "The program ended again and again while it was at it. 1 invoice finalised before that" in page
    assert "Going on takes the other 2 in your name." in page
    assert f"/brightwater/invoices/{drafts[1].pk}/" in page
    assert "Failed" in text(office.get(URL))
    assert office.post(f"{URL}{batch.pk}/resumption/")["Location"] == f"{URL}{batch.pk}/"
    assert (work().finalised, work().by) == (3, dana)
    assert office.post(f"{URL}{batch.pk}/resumption/").status_code == 409


def test_what_one_who_left_asked_for_is_refused_with_the_reason(office, drafts, olive):
    batch = issue_batch(Invoice.objects.drafts(), sends=False, by=olive, at=NOW)
    type(olive).objects.filter(pk=olive.pk).update(is_active=False)
    work()
    page = unescape(text(office.get(f"{URL}{batch.pk}/")))
    assert page.count("Olive Owner, who asked for it, is no longer in the team. Choose it again.") == 3
    assert Invoice.objects.drafts().count() == 3
