from decimal import Decimal

import pytest

from clientele.accounts.choices import Feature
from clientele.accounts.operations.organization import switch_feature
from clientele.billing.operations import draft_invoice, finalise_invoice, record_payment
from clientele.projects.operations import create_project
from tests.cast import NOW

HOUR = {"description": "Consulting", "quantity": Decimal(2), "unit": "hour", "unit_price": Decimal("85.00")}


@pytest.fixture
def quay(a_customer):
    return a_customer("Quay Street Dental")


@pytest.fixture
def busy(anders, quay, olive):
    """Anders has a project and owes in two currencies; Quay has two projects and owes most; Zeta has nothing."""
    create_project(customer=anders, values={"name": "Boiler"}, by=olive, at=NOW)
    for name in ("Rewiring", "Radiators"):
        create_project(customer=quay, values={"name": name}, by=olive, at=NOW)
    for customer, currency, paid in ((anders, "GBP", 20), (anders, "JPY", 0), (quay, "EUR", 0), (quay, "EUR", 0)):
        values = {"currency": currency}
        draft = draft_invoice(customer=customer, values=values, lines=[HOUR], by=olive, at=NOW, confirm_currency=True)
        invoice = finalise_invoice(draft, by=olive, at=NOW)
        if paid:
            record_payment(invoice, values={"amount": Decimal(paid)}, by=olive, at=NOW)


def names(program, query=""):
    response = program.get(f"/customers{query}")
    assert response.status_code == 200, response.content
    return [item["name"].split()[0] for item in response.json()["items"]]


def test_a_customer_tells_its_projects_its_invoices_and_what_it_owes(api, busy, anders, quay):
    told = api.get(f"/customers/{anders.pk}").json()
    assert told["counts"] == {"contacts": 0, "notes": 0, "comments": 0, "projects": 1, "invoices": 2}
    assert told["outstanding"] == [{"currency": "JPY", "amount": "170"}, {"currency": "GBP", "amount": "150.00"}]
    (one,) = [item for item in api.get("/customers").json()["items"] if item["id"] == quay.pk]
    assert (one["counts"]["projects"], one["counts"]["invoices"]) == (2, 2)
    assert one["outstanding"] == [{"currency": "EUR", "amount": "340.00"}]


def test_the_list_is_sorted_and_narrowed_by_what_is_known(api, busy, a_customer):
    a_customer("Zeta")
    assert names(api, "?sort=-outstanding") == ["Quay", "Anders", "Zeta"]
    assert names(api, "?sort=outstanding") == ["Zeta", "Anders", "Quay"]
    assert names(api, "?sort=-projects") == ["Quay", "Anders", "Zeta"]
    assert names(api, "?sort=projects&page_size=2&page=2") == ["Quay"]
    assert names(api, "?has_projects=true") == ["Anders", "Quay"]
    assert names(api, "?has_projects=false") == ["Zeta"]
    assert names(api, "?has_projects=true&search=quay&sort=-outstanding") == ["Quay"]


@pytest.mark.parametrize("off", [Feature.INVOICES, Feature.PROJECTS])
def test_where_a_feature_is_off_nothing_is_told_of_it(api, busy, anders, olive, off):
    switch_feature(olive.organization, feature=off, is_on=False, by=olive, at=NOW)
    told = api.get(f"/customers/{anders.pk}").json()
    are_projects = off is Feature.PROJECTS
    assert (told["counts"]["projects"] is None) == are_projects
    assert (told["counts"]["invoices"] is None) == (told["outstanding"] is None) == (not are_projects)
    for query in (
        ("sort=projects", "has_projects=true", "has_projects=false") if are_projects else ("sort=-outstanding",)
    ):
        assert api.get(f"/customers?{query}").status_code == 403


def test_a_conflict_tells_them_too(api, busy, anders):
    refused = api.send("PATCH", f"/customers/{anders.pk}", {"phone": "1"}, headers={"If-Match": '"9"'}).json()
    assert refused["current"]["counts"]["projects"] == 1
    assert refused["current"]["outstanding"][1] == {"currency": "GBP", "amount": "150.00"}


def test_who_may_not_see_invoices_neither_reads_nor_sorts_by_what_is_owed(calls, busy, anders, theo):
    program = calls(theo)
    told = program.get(f"/customers/{anders.pk}").json()
    assert (told["counts"]["projects"], told["counts"]["invoices"], told["outstanding"]) == (1, None, None)
    assert program.get("/customers?sort=-outstanding").json()["code"] == "permission_denied"
    assert names(program, "?sort=-projects") == ["Quay", "Anders"]
