"""What an hour of each person costs, on its page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clientele.accounts.operations.members import remove_member
from clientele.projects.operations import set_rate
from clientele.projects.queries import own_rates
from tests.cast import NOW, a_member

URL = "/brightwater/settings/rates/"


@pytest.fixture
def office(sign_in, ada):
    return sign_in(ada)


def test_everybody_who_works_here_is_listed_with_their_rate(office, olive, theo, dana):
    set_rate(theo, amount="42.5", currency="EUR", by=olive, at=NOW)
    remove_member(dana, by=olive, at=NOW)
    html = office.get(URL).content.decode()
    assert "€42.50" in html
    assert "since 22 Nov 2026" in html.replace("\xa0", " ")
    assert "Set the hourly rate of Olive Owner" in html
    assert "Dana Lead" not in html


def test_the_list_costs_the_same_whoever_has_a_rate(office, organization, olive):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            office.get(URL)
        return len(seen)

    queries()
    before = queries()
    for number in range(12):
        member = a_member(organization, f"Person{number} Here", "member")
        set_rate(member, amount="40", currency="GBP", by=olive, at=NOW)
    assert queries() == before


def test_a_rate_is_set_changed_and_taken_away(office, theo):
    form = {"amount": "1,042.50", "currency": "GBP", "version": "1"}
    assert office.post(f"{URL}{theo.pk}/", form)["Location"] == URL
    assert own_rates()[theo.pk].amount == 1042.5
    page = office.get(f"{URL}{theo.pk}/").content.decode()
    assert 'value="1042.50"' in page
    assert "1042.5 GBP" in page
    assert "set by Ada Admin" in page
    office.post(f"{URL}{theo.pk}/", {"amount": "", "currency": "GBP", "version": "2"})
    assert own_rates() == {}


@pytest.mark.parametrize("amount, words", [("much", "Enter a number"), ("-1", "greater than or equal to 0")])
def test_a_wrong_rate_is_told_beside_its_field(office, theo, amount, words):
    answer = office.post(f"{URL}{theo.pk}/", {"amount": amount, "currency": "GBP"})
    assert answer.status_code == 422
    assert words in answer.content.decode().partition('id="id_amount_error"')[2]


def test_the_second_of_two_who_change_a_rate_is_told_and_loses_nothing(office, theo):
    for amount in ("40", "50"):
        answer = office.post(f"{URL}{theo.pk}/", {"amount": amount, "currency": "GBP", "version": "1"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "It is now £40.00." in html
    assert 'value="50"' in html
    assert own_rates()[theo.pk].amount == 40
    assert office.post(f"{URL}{theo.pk}/", {"amount": "50", "currency": "GBP", "version": "2"}).status_code == 303


def test_a_rate_is_of_somebody_who_works_here(office, otto):
    assert office.get(f"{URL}{otto.pk}/").status_code == 404
    assert office.get(f"{URL}{2**63}/").status_code == 404
