"""Where work is invoiced from, and where one sees on which invoice it is."""

import pytest

from clientele.billing.operations import Work, draft_from_work, finalise_invoice, void_invoice
from tests.cast import NOW


@pytest.fixture
def office(sign_in, dana):
    return sign_in(dana)


def text(response) -> str:
    return response.content.decode()


def test_a_project_leads_to_its_invoices_and_to_the_next_one_where_there_is_work(
    office, boiler, some_time, an_expense, olive, sign_in, theo
):
    page, tab = f"/brightwater/projects/{boiler.pk}/", f"/brightwater/projects/{boiler.pk}/invoices/"
    link = f"/brightwater/invoices/from-work/?project={boiler.pk}"
    assert link not in text(office.get(page)) + text(office.get(tab))
    some_time(90)
    an_expense("12.40")
    for each in (page, tab):
        assert link in text(office.get(each))
    assert "1:30 h in 1 entry" in text(office.get(page))
    assert link not in text(sign_in(theo).get(page))
    assert sign_in(theo).get(tab).status_code == 403
    draft = draft_from_work(boiler, work=Work(), by=olive, at=NOW)
    html = text(office.get(tab))
    assert f'href="/brightwater/invoices/{draft.pk}/"' in html
    assert link not in html
    assert "No invoice stands like this." in text(office.get(tab + "?show=paid"))


def test_an_archived_customers_work_is_not_offered(office, boiler, some_time):
    some_time(60)
    type(boiler.customer).objects.filter(pk=boiler.customer_id).update(archived_at=NOW)
    assert "Invoice approved work" not in text(office.get(f"/brightwater/projects/{boiler.pk}/"))


def test_a_customers_tab_offers_both_ways(office, anders):
    html = text(office.get(f"/brightwater/customers/{anders.pk}/invoices/"))
    assert f"/brightwater/invoices/from-work/?customer={anders.pk}" in html
    assert f"/brightwater/invoices/new/?customer={anders.pk}" in html


def test_an_invoice_says_what_each_line_came_from_and_leads_to_its_project(
    office, boiler, some_time, an_expense, olive
):
    some_time(90, description="Replaced the valve")
    an_expense("12.40", description="Train")
    draft = draft_from_work(boiler, work=Work(is_detailed=False), by=olive, at=NOW)
    html = text(office.get(f"/brightwater/invoices/{draft.pk}/"))
    assert "Line 1: New boiler" in html
    assert "Replaced the valve" in html
    assert "1:30 h" in html
    assert "Line 2: Travel" in html
    assert f'href="/brightwater/projects/{boiler.pk}/"' in html
    assert "Locked" not in html
    finalise_invoice(draft, by=olive, at=NOW)
    assert "Locked" in text(office.get(f"/brightwater/invoices/{draft.pk}/"))


def test_time_and_expenses_say_on_which_invoice_they_are_and_that_they_are_locked(
    office, boiler, some_time, an_expense, olive, sign_in, theo
):
    some_time(90)
    an_expense("12.40")
    pages = [f"/brightwater/projects/{boiler.pk}/time/"]
    draft = draft_from_work(boiler, work=Work(), by=olive, at=NOW)
    assert text(office.get(pages[0])).count("On a draft invoice") == 2
    final = finalise_invoice(draft, by=olive, at=NOW)
    html = text(office.get(pages[0]))
    assert html.count(f"On {final.number}") == html.count('aria-label="Locked:"') == 2
    client = sign_in(theo)
    own = [text(client.get(f"/brightwater/time/{each}")) for each in ("day/?day=2026-11-03", "expenses/")]
    assert [("Invoiced" in page, final.number in page) for page in own] == [(True, False), (True, False)]
    void_invoice(final, reason="Twice", by=olive, at=NOW)
    assert final.number not in text(office.get(pages[0]))
