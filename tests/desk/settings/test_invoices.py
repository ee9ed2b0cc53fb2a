"""How invoices are numbered, on its page."""

import pytest

from clientele.billing.queries import numbering_of
from tests.billing.conftest import a_draft, an_invoice

__all__ = ["a_draft", "an_invoice"]

URL = "/brightwater/settings/invoices/"
FORM = {"invoice_pattern": "R-{year}-{number}", "credit_note_pattern": "G{number}", "digits": "3", "version": "1"}


@pytest.fixture
def office(sign_in, ada):
    return sign_in(ada)


def upcoming(client, **typed):
    headers = {"HX-Request": "true", "HX-Target": "upcoming"}
    return client.post(URL, {**FORM, "preview": "1", **typed}, headers=headers).content.decode()


def test_the_next_numbers_are_told_as_they_stand(office, an_invoice):
    an_invoice()
    html = office.get(URL).content.decode()
    assert "<b>INV-2026-0002</b>" in html
    assert "<b>CN-2026-0001</b>" in html


def test_patterns_and_digits_are_saved(office, olive):
    assert office.post(URL, FORM)["Location"] == URL
    kept = numbering_of(olive.organization)
    assert (kept.invoice_pattern, kept.credit_note_pattern, kept.digits) == ("R-{year}-{number}", "G{number}", 3)


def test_what_is_typed_is_previewed_and_not_saved(office, olive):
    html = upcoming(office, invoice_pattern="A{number}", digits="5")
    assert "<b>A00001</b>" in html
    assert "<form" not in html
    assert numbering_of(olive.organization).invoice_pattern == "INV-{year}-{number}"


@pytest.mark.parametrize(
    "typed, words",
    [
        ({"invoice_pattern": "INV"}, "Write {number} once"),
        ({"credit_note_pattern": "r-{year}-{number}"}, "Credit notes need another pattern"),
        ({"digits": "many"}, "must be an integer"),
        ({"digits": "11"}, "less than or equal to 10"),
        ({"invoice_pattern": ""}, "required"),
    ],
)
def test_a_wrong_pattern_is_told_in_the_preview_and_beside_its_field(office, typed, words):
    assert words in upcoming(office, **typed)
    answer = office.post(URL, FORM | typed)
    assert answer.status_code == 422
    (field,) = typed
    assert words in answer.content.decode().partition(f'id="id_{field}_error"')[2]


def test_a_number_that_another_invoice_has_is_told_before_it_is_needed(office, an_invoice):
    an_invoice()
    assert "INV-2026-0001 is taken already." in upcoming(office, invoice_pattern="INV-2026-{number}", digits="4")


def test_the_second_of_two_who_change_it_is_told_and_loses_nothing(office, olive):
    office.post(URL, FORM)
    answer = office.post(URL, FORM | {"invoice_pattern": "Mine{number}"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "This was changed while you were editing" in html
    assert "R-{year}-{number} and G{number} with 3 digits" in html
    assert 'value="Mine{number}"' in html
    assert office.post(URL, FORM | {"invoice_pattern": "Mine{number}", "version": "2"}).status_code == 303
    assert numbering_of(olive.organization).invoice_pattern == "Mine{number}"


def test_where_invoices_are_switched_off_the_part_is_not_there(office, olive):
    olive.organization.disabled_features = ["invoices"]
    olive.organization.save()
    assert office.get(URL).status_code == 403
    assert URL not in office.get("/brightwater/settings/general/").content.decode()
