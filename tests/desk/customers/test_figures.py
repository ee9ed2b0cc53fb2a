import re
from decimal import Decimal

import pytest

from clientele.accounts.choices import Feature
from clientele.accounts.operations.organization import switch_feature
from clientele.billing.operations import draft_invoice, finalise_invoice
from clientele.projects.operations import change_status, create_project
from tests.cast import NOW

URL = "/brightwater/customers/"
HOUR = {"description": "Consulting", "quantity": Decimal(2), "unit": "hour", "unit_price": Decimal("85.00")}


@pytest.fixture
def bill(olive):
    def make(customer, **values):
        draft = draft_invoice(customer=customer, values=values, lines=[HOUR], by=olive, at=NOW, confirm_currency=True)
        return finalise_invoice(draft, by=olive, at=NOW)

    return make


@pytest.fixture
def a_project(olive):
    return lambda customer, name="Boiler": create_project(customer=customer, values={"name": name}, by=olive, at=NOW)


@pytest.fixture
def busy(a_customer, anders, bill, a_project):
    """Anders has two projects and owes in two currencies, Quay has one project and owes less, Zeta has nothing."""
    quay = a_customer("Quay Street Dental")
    a_customer("Zeta Ltd")
    for customer, name in ((anders, "Boiler"), (anders, "Rewiring"), (quay, "Radiators")):
        a_project(customer, name)
    for customer, currency in ((anders, "GBP"), (anders, "EUR"), (anders, "EUR"), (quay, "GBP")):
        bill(customer, currency=currency)
    return quay


def names(response) -> list[str]:
    assert response.status_code == 200
    return re.findall(r'<a class="row-link"[^>]*>(\w+)', response.content.decode())


def row_of(html: str, name: str) -> str:
    (row,) = (row for row in re.findall(r'<tr class="row-open.*?</tr>', html, re.DOTALL) if f">{name}" in row)
    return row


def test_the_list_shows_projects_and_what_is_owed_in_each_currency(sign_in, dana, busy):
    html = sign_in(dana).get(URL).content.decode()
    anders, zeta = row_of(html, "Anders"), row_of(html, "Zeta")
    assert re.search(r'cell-number cell-end">2</td>', anders)
    assert '<span class="amounts"><span>€340.00</span><span>£170.00</span></span>' in anders
    assert re.search(r'cell-number cell-end cell-zero">0</td>', zeta)
    assert '<span class="muted">£0.00</span>' in zeta


@pytest.mark.parametrize(
    "query, expected",
    [
        ("?sort=outstanding", ["Zeta", "Quay", "Anders"]),
        ("?sort=-outstanding", ["Anders", "Quay", "Zeta"]),
        ("?sort=projects", ["Zeta", "Quay", "Anders"]),
        ("?sort=-projects", ["Anders", "Quay", "Zeta"]),
        ("?q=a&sort=-outstanding", ["Anders"]),
        ("?has_projects=yes", ["Anders", "Quay"]),
        ("?has_projects=no", ["Zeta"]),
        ("?has_projects=yes&q=quay", ["Quay"]),
        ("?has_projects=yes&kind=company&sort=-projects", ["Anders", "Quay"]),
    ],
)
def test_the_list_is_sorted_and_narrowed_by_what_is_known(sign_in, dana, busy, query, expected):
    assert names(sign_in(dana).get(URL + query)) == expected


def test_the_filter_by_projects_is_a_chip_that_can_be_taken_off(sign_in, dana, busy):
    html = sign_in(dana).get(f"{URL}?has_projects=no").content.decode()
    assert re.search(r"Has projects\s*<[^>]*>\s*No", html)
    assert sign_in(dana).get(f"{URL}?has_projects=perhaps").status_code == 400


def test_what_one_may_not_see_is_no_column_no_sort_and_no_filter(sign_in, theo, olive, busy):
    page = sign_in(theo)
    html = page.get(URL).content.decode()
    assert "Outstanding" not in html
    assert "€340.00" not in html
    assert "?sort=projects" in html
    assert page.get(f"{URL}?sort=-outstanding").status_code == 403
    switch_feature(olive.organization, feature=Feature.PROJECTS, is_on=False, by=olive, at=NOW)
    assert "Has projects" not in page.get(URL).content.decode()
    assert page.get(f"{URL}?has_projects=yes").status_code == 403
    assert page.get(f"{URL}?sort=projects").status_code == 403


def test_an_export_is_refused_where_its_list_is(sign_in, dana, olive, busy):
    export = "/brightwater/customers/export/?sort=-outstanding"
    assert sign_in(dana).get(export).status_code == 200
    switch_feature(olive.organization, feature=Feature.INVOICES, is_on=False, by=olive, at=NOW)
    assert sign_in(dana).get(export).status_code == 403


def test_the_tabs_tell_how_many_and_the_details_what_is_owed(sign_in, dana, theo, anders, busy, url_of):
    html = sign_in(dana).get(url_of(anders)).content.decode()
    assert re.search(r'Projects\s*<span class="tabs-count">2</span>', html)
    assert re.search(r'Invoices\s*<span class="tabs-count">3</span>', html)
    assert '<dt>Outstanding</dt><dd><span class="amounts"><span>€340.00</span>' in html
    html = sign_in(theo).get(url_of(anders)).content.decode()
    assert "Outstanding" not in html
    assert ">Invoices" not in html


def test_going_inactive_tells_what_stays_open(sign_in, dana, olive, anders, busy, a_customer, a_project, url_of):
    told = sign_in(dana).post(url_of(anders, "inactivity/"), follow=True).content.decode()
    assert "is inactive. 2 unfinished projects and 3 unpaid invoices over €340.00 and £170.00 stay open." in told
    one = a_customer("One Ltd")
    change_status(project := a_project(one), to="active", by=olive, at=NOW)
    hint = sign_in(dana).get(url_of(one, "settings/")).content.decode()
    assert "1 unfinished project stays open. Contacts, notes" in hint
    project.refresh_from_db()
    change_status(project, to="completed", by=olive, at=NOW)
    told = sign_in(dana).post(url_of(one, "inactivity/"), follow=True).content.decode()
    assert "One Ltd is inactive. Contacts, notes and comments stay as they are" in told


def test_who_may_not_see_invoices_is_not_told_of_unpaid_ones(sign_in, dana, olive, busy, url_of):
    switch_feature(olive.organization, feature=Feature.INVOICES, is_on=False, by=olive, at=NOW)
    told = sign_in(dana).post(url_of(busy, "inactivity/"), follow=True).content.decode()
    assert "1 unfinished project stays open." in told
    assert "unpaid" not in told
