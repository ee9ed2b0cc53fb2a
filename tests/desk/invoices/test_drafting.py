"""Drafting by hand, with and without a script."""

from decimal import Decimal

import pytest

from clientele.billing.models import Invoice
from clientele.billing.queries import lines_of

URL = "/brightwater/invoices/"
LINE = {
    "lines-0-description": "Consulting", "lines-0-quantity": "1,5", "lines-0-unit": "hour", "lines-0-unit_price": "100",
    "lines-0-discount": "10", "lines-0-tax_category": "standard", "lines-0-tax_rate": "20",
}  # fmt: skip
HEAD = {"places": "1", "issued_on": "2026-11-20", "payment_terms": "net_30", "currency": "GBP"}


@pytest.fixture
def office(sign_in, dana):
    return sign_in(dana)


def text(response) -> str:
    return response.content.decode()


def test_a_customer_is_chosen_first(office, anders):
    assert "Anders &amp; Sons Bakery" in text(office.get(f"{URL}new/?find=anders&finding=1"))
    assert f'name="customer" value="{anders.pk}"' in text(office.get(f"{URL}new/?customer={anders.pk}"))
    assert office.get(f"{URL}new/?customer=999999").status_code == 404


def test_lines_are_added_taken_out_and_summed_without_saving(office, anders):
    given = {**HEAD, **LINE, "customer": anders.pk}
    added = text(office.post(f"{URL}new/", {**given, "do": "add"}))
    assert 'name="lines-1-description"' in added
    assert "£162.00" in added
    assert "Tax 20%" in added
    assert "No lines yet." in text(office.post(f"{URL}new/", {**given, "do": "remove-0"}))
    assert not Invoice.objects.exists()


def test_a_draft_is_saved_and_changed(office, anders):
    answer = office.post(f"{URL}new/", {**HEAD, **LINE, "customer": anders.pk})
    draft = Invoice.objects.get()
    assert answer["Location"] == f"{URL}{draft.pk}/"
    assert draft.total == Decimal("162.00")
    edit = f"{answer['Location']}edit/"
    assert 'value="1.5"' in text(office.get(edit))
    line = lines_of(draft)[0]
    given = {**HEAD, **LINE, "lines-0-id": line.pk, "lines-0-quantity": "2", "version": draft.version}
    assert office.post(edit, given).status_code == 303
    draft.refresh_from_db()
    assert (draft.total, lines_of(draft)[0].pk) == (Decimal("216.00"), line.pk)
    stale = office.post(edit, given)
    assert (stale.status_code, "This draft was changed while you were editing" in text(stale)) == (409, True)


def test_what_is_wrong_stands_beside_its_field_and_stays_typed(office, anders):
    answer = office.post(f"{URL}new/", {**HEAD, **LINE, "lines-0-quantity": "many", "customer": anders.pk})
    assert answer.status_code == 422
    assert 'value="many"' in text(answer)
    assert 'id="id_lines-0-quantity_error"' in text(answer)


def test_an_unusual_currency_is_confirmed(office, anders):
    given = {**HEAD, **LINE, "currency": "EUR", "customer": anders.pk}
    answer = office.post(f"{URL}new/", given)
    assert (answer.status_code, "Use this currency all the same" in text(answer)) == (409, True)
    assert office.post(f"{URL}new/", {**given, "confirm": "1"}).status_code == 303


def test_a_final_invoice_is_not_edited(office, an_invoice):
    assert office.get(f"{URL}{an_invoice().pk}/edit/").status_code == 409


def test_a_draft_of_more_lines_than_the_form_holds_keeps_them_all(office, a_draft):
    draft = a_draft([{"description": f"Line {number}", "unit_price": 1} for number in range(201)])
    edit = f"{URL}{draft.pk}/edit/"
    for answer in (office.get(edit), office.post(edit, {**HEAD, **LINE, "version": draft.version})):
        assert (answer.status_code, "has 201 lines" in text(answer)) == (409, True)
    assert len(lines_of(draft)) == 201
