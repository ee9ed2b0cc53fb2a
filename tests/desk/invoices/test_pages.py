"""The list of invoices, the page of one, and what is done from it."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from clientele.accounts.operations.logo import set_logo
from clientele.billing.models import Invoice, Payment
from clientele.billing.operations import void_invoice
from clientele.kit.tenancy import inside
from tests.cast import NOW

URL = "/brightwater/invoices/"


@pytest.fixture
def office(sign_in, dana):
    return sign_in(dana)


def a_picture(colour) -> bytes:
    picture = BytesIO()
    Image.new("RGB", (200, 200), colour).save(picture, "PNG")
    return picture.getvalue()


def text(response) -> str:
    return b"".join(response).decode() if response.streaming else response.content.decode()


def test_without_invoices_the_list_says_what_belongs_here(office):
    assert "What is to be paid?" in text(office.get(URL))


def test_the_list_is_narrowed_by_pills_search_and_dates(office, a_draft, an_invoice, olive):
    first, gone, draft = an_invoice(), an_invoice(), a_draft()
    void_invoice(gone, reason="Twice", by=olive, at=NOW)
    assert f'href="{URL}{draft.pk}/"' in text(office.get(URL + "?show=draft"))
    assert first.number not in text(office.get(URL + "?show=draft"))
    assert gone.number in text(office.get(URL + "?show=void"))
    assert first.number in text(office.get(URL + f"?q={first.number[:8].lower()}&show=outstanding"))
    assert first.number in text(office.get(URL + "?q=anders"))
    assert "No invoice fits these filters." in text(office.get(URL + "?from=2031-01-01"))
    assert office.get(URL + "?show=lost").status_code == 400


def test_the_list_is_narrowed_to_a_customer_and_a_project_that_are_searched_for(office, an_invoice, a_customer, boiler):
    mine, other = an_invoice(project=boiler), an_invoice(customer=a_customer("Quay Street Dental"))
    assert 'class="picker-option"' in text(office.get(URL))
    offered = text(office.get(URL + "?find_customer=quay&find_project=ne"))
    assert f'name="customer" value="{other.customer_id}"' in offered
    assert f'name="project" value="{boiler.pk}"' in offered
    assert mine.number in offered
    assert "Nobody matches “zzz”" in text(office.get(URL + "?find_project=zzz"))
    narrowed = text(office.get(f"{URL}?customer={other.customer_id}"))
    assert f'value="{other.customer_id}" checked' in narrowed
    assert mine.number not in narrowed
    answer = office.get(f"{URL}?project={boiler.pk}&find_project=boil", headers={"HX-Request": "true"})
    assert answer["HX-Push-Url"] == f"{URL}?project={boiler.pk}"
    assert other.number not in text(answer)


def test_what_is_shown_is_summed_by_currency(office, an_invoice):
    an_invoice()
    an_invoice(currency="EUR")
    html = text(office.get(URL))
    assert "To be paid in GBP" in html
    assert "To be paid in EUR" in html


def test_the_list_leaves_as_csv(office, an_invoice):
    invoice = an_invoice()
    answer = office.get(URL + "invoices.csv")
    assert answer["Content-Disposition"].startswith("attachment")
    assert invoice.number in text(answer)


def test_thirty_invoices_take_as_many_queries_as_one(office, an_invoice):
    an_invoice()
    office.get(URL)
    with CaptureQueriesContext(
        connection,
    ) as one:
        office.get(URL)
    for _ in range(29):
        an_invoice()
    with CaptureQueriesContext(connection) as thirty:
        office.get(URL)
    assert len(thirty) == len(one)


def test_the_page_shows_the_sheet_and_what_is_owed(office, an_invoice):
    invoice = an_invoice()
    html = text(office.get(f"{URL}{invoice.pk}/"))
    assert "Consulting" in html
    assert "Record payment" in html
    assert "Later changes to the customer do not change this invoice." in html


def test_a_draft_is_shown_as_it_will_look_and_is_finalised(office, a_draft):
    draft = a_draft()
    page = f"{URL}{draft.pk}/"
    html = text(office.get(page))
    assert "Billing details are not complete" in html
    assert "the next number" in text(office.get(page + "finalising/"))
    assert office.post(page + "finalising/", {"version": draft.version})["Location"] == page
    draft.refresh_from_db()
    assert draft.number
    assert office.post(page + "finalising/", {"version": draft.version}).status_code == 409


def test_a_draft_is_refreshed_and_deleted(office, a_draft, anders):
    draft = a_draft()
    page = f"{URL}{draft.pk}/"
    assert office.get(page + "refreshing/").status_code == 200
    assert office.post(page + "refreshing/", {"version": draft.version}).status_code == 303
    assert office.post(page + "deletion/", {"version": 99}).status_code == 409
    assert office.get(page + "deletion/").status_code == 200
    assert office.post(page + "deletion/", {"version": draft.version}).status_code == 303
    assert not Invoice.objects.exists()


def test_a_final_document_is_downloaded_and_a_drafts_is_not(office, an_invoice, a_draft):
    invoice = an_invoice()
    answer = office.get(f"{URL}{invoice.pk}/document.pdf")
    assert b"".join(answer).startswith(b"%PDF")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert office.get(f"{URL}{a_draft().pk}/document.pdf").status_code == 409


def test_a_payment_is_recorded_refused_above_the_balance_and_removed(office, an_invoice):
    invoice = an_invoice()
    page = f"{URL}{invoice.pk}/"
    given = {"amount": "70", "paid_on": "2026-11-20", "method": "card", "version": invoice.version}
    assert f'value="{invoice.balance:.2f}"' in text(office.get(page + "payments/new/"))
    assert office.post(page + "payments/new/", given).status_code == 303
    invoice.refresh_from_db()
    assert invoice.paid_total == Decimal(70)
    refused = office.post(page + "payments/new/", {**given, "amount": "9,999.00", "version": invoice.version})
    assert (refused.status_code, "is still to pay, and not more." in text(refused)) == (422, True)
    assert 'value="9,999.00"' in text(refused)
    removal = f"{page}payments/{Payment.objects.get().pk}/removal/"
    assert office.get(removal).status_code == 200
    assert office.post(removal, {"version": invoice.version}).status_code == 303
    assert not Payment.objects.exists()


def test_an_invoice_is_sent_to_the_address_that_was_filled_in(
    office, an_invoice, django_capture_on_commit_callbacks, settings
):
    invoice = an_invoice()
    page = f"{URL}{invoice.pk}/sending/"
    assert 'value="office@andersbakery.example"' in text(office.get(page))
    assert office.post(page, {"recipient": "nobody"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert office.post(page, {"recipient": "books@andersbakery.example"}).status_code == 303
    assert [message.to for message in mail.outbox] in ([["books@andersbakery.example"]], [])
    assert "books@andersbakery.example" in text(office.get(f"{URL}{invoice.pk}/"))


def test_an_invoice_is_voided_with_a_reason(office, an_invoice):
    invoice = an_invoice()
    page = f"{URL}{invoice.pk}/void/"
    assert office.get(page).status_code == 200
    assert "Say why it is void." in text(office.post(page, {"reason": ""}))
    assert office.post(page, {"reason": "Twice", "version": invoice.version}).status_code == 303
    invoice.refresh_from_db()
    assert invoice.status == "void"


def test_lines_are_credited_and_then_the_rest(office, an_invoice):
    invoice = an_invoice()
    page = f"{URL}{invoice.pk}/credit/"
    line = text(office.get(page)).split('name="amount_')[1].split('"')[0]
    refused = office.post(page, {f"amount_{line}": "9999", "note": "Too much"})
    assert (refused.status_code, 'value="9999"' in text(refused)) == (422, True)
    assert f'id="id_amount_{line}_error"' in text(refused)
    assert f'id="id_amount_{line}_error"' in text(office.post(page, {f"amount_{line}": "much"}))
    assert "Choose at least one line." in text(office.post(page, {}))
    answer = office.post(page, {f"amount_{line}": "20.00"})
    assert answer.status_code == 303
    credit = text(office.get(answer["Location"]))
    assert "Takes back" in credit
    assert f"</b> credited <b>{invoice.number}</b> with CN-" in credit
    assert office.post(page, {"whole": "1"}).status_code == 303
    invoice.refresh_from_db()
    assert invoice.is_credited


def test_another_firms_invoice_is_not_found_and_members_are_turned_away(sign_in, otto, theo, outpost, an_invoice):
    invoice = an_invoice()
    assert sign_in(theo).get(URL).status_code == 403
    assert sign_in(theo).get(f"{URL}{invoice.pk}/").status_code == 403
    with inside(outpost):
        assert sign_in(otto).get(f"/outpost/invoices/{invoice.pk}/").status_code == 404


def test_the_sheet_shows_the_logo_of_the_day_it_was_finalised(office, organization, an_invoice, a_draft, olive):
    plain, first, second = an_invoice(), a_picture("navy"), a_picture("teal")
    assert 'class="sheet-name"><img' not in text(office.get(f"{URL}{plain.pk}/"))
    assert office.get(f"{URL}{plain.pk}/logo.png").status_code == 404
    set_logo(organization, content=first, by=olive, at=NOW)
    invoice, draft = an_invoice(), a_draft()
    shown = f"{URL}{invoice.pk}/logo.png"
    kept = office.get(shown).content
    set_logo(organization, content=second, by=olive, at=NOW)
    assert f'<img src="{shown}"' in text(office.get(f"{URL}{invoice.pk}/"))
    assert office.get(shown).content == kept
    assert 'class="sheet-name"><img src="/brightwater/logo.png?' in text(office.get(f"{URL}{draft.pk}/"))
