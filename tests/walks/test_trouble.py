"""The network goes, the server breaks, the session ends: a person is told what to do, and nothing typed is lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from clientele.customers.models import Customer
from tests.walks.conftest import answer_once

pytestmark = pytest.mark.django_db(transaction=True)

NO_ANSWER = "No answer from the server. Check your connection and try again."


@pytest.fixture
def page(open_browser, dana, anders) -> Page:
    window: Page = open_browser(dana)
    window.goto("/brightwater/customers/")
    return window


def failing(status: int | None) -> Callable[[Route], None]:
    """A server that answers with a status, or not at all."""
    return lambda route: route.abort() if status is None else route.fulfill(status=status)


def test_a_search_that_gets_no_answer_says_so_and_works_again(page):
    page.route("**/customers/?q=*", lambda route: route.abort())
    page.get_by_role("searchbox").fill("quay")
    expect(page.get_by_role("alert")).to_contain_text(NO_ANSWER)
    expect(page.get_by_role("link", name="Anders & Sons Bakery")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("quay")
    page.unroute("**/customers/?q=*")
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("searchbox").fill("anders")
    page.wait_for_url("**?q=anders")


def test_a_new_customer_stays_typed_while_the_server_is_away(page):
    page.keyboard.press("n")
    dialog = page.get_by_role("dialog", name="New Customer")
    dialog.get_by_label("Customer Name").fill("Ferry Cottages")
    for answer in (None, 500, 502):
        answer_once(page, "**/customers/new/", failing(answer))
        dialog.get_by_role("button", name="Create Customer").click()
        expect(page.get_by_role("alert")).to_contain_text(
            NO_ANSWER if answer is None else "The server could not do this. Nothing was changed."
        )
        expect(dialog.get_by_label("Customer Name")).to_have_value("Ferry Cottages")
        page.get_by_role("button", name="Dismiss").click()
    dialog.get_by_role("button", name="Create Customer").click()
    expect(page.get_by_role("heading", name="Ferry Cottages")).to_be_visible()
    assert Customer.objects.filter(name="Ferry Cottages").count() == 1


def test_a_dialog_that_cannot_open_says_so(page):
    answer_once(page, "**/customers/new/", lambda route: route.abort())
    page.keyboard.press("n")
    expect(page.get_by_role("alert")).to_contain_text(NO_ANSWER)
    page.keyboard.press("n")
    expect(page.get_by_role("dialog", name="New Customer")).to_be_visible()


def test_a_session_that_ended_in_the_middle_of_a_form_keeps_the_form(page):
    page.keyboard.press("n")
    dialog = page.get_by_role("dialog", name="New Customer")
    with page.expect_response("**/new/suggestions/**"):
        dialog.get_by_label("Customer Name").fill("Ferry Cottages")
    page.context.clear_cookies(name="session")
    dialog.get_by_role("button", name="Create Customer").click()
    told = page.get_by_role("dialog", name="You have been signed out")
    expect(told).to_be_visible()
    expect(told.get_by_role("link", name="Sign in")).to_have_attribute("href", re.compile(r"next=%2Fbrightwater"))


def test_the_palette_says_when_it_gets_no_answer(page):
    page.route("**/palette/**", lambda route: route.abort())
    page.keyboard.press("Control+k")
    expect(page.get_by_role("listbox", name="Results")).to_contain_text("No answer from the server.")
    page.unroute("**/palette/**")
    page.keyboard.type("anders")
    expect(page.get_by_role("option").first).to_contain_text("Anders")


def test_offline_is_said_once_and_taken_back(page):
    page.context.set_offline(True)
    bar = page.get_by_text("You are offline.")
    expect(bar).to_be_visible()
    page.context.set_offline(False)
    expect(bar).to_be_hidden()
