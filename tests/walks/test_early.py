"""A person is quicker than the page's script: what she does before it listens counts as what she does after."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.walks.conftest import answer_once

pytestmark = pytest.mark.django_db(transaction=True)


def hold_the_script(page: Page, go: Callable[[], object]) -> list[Route]:
    """Go to a page whose script waits until what is given back, here soon, is continued."""
    held: list[Route] = []
    answer_once(page, "**/app*.js", held.append)
    with page.expect_request("**/app*.js"):
        go()
    return held


@pytest.fixture
def open_early(open_browser, dana) -> Callable[[str], tuple[Page, list[Route]]]:
    """Opens a page whose script is held: `page, script = open_early("/")`."""

    def opened(url: str) -> tuple[Page, list[Route]]:
        page: Page = open_browser(dana)
        return page, hold_the_script(page, lambda: page.goto(url, wait_until="commit"))

    return opened


def test_a_search_typed_before_the_script_is_here_is_answered(open_early, anders, a_customer):
    a_customer("Quay Street Dental")
    page, script = open_early("/brightwater/customers/")
    names, search = page.locator(".row-link"), page.get_by_role("searchbox")
    search.press_sequentially("quay")
    expect(names).to_have_count(2)
    script[0].continue_()
    expect(names).to_have_text(["Quay Street Dental"])
    expect(page).to_have_url("/brightwater/customers/?q=quay")
    expect(search).to_have_value("quay")


def test_a_page_in_which_nothing_was_typed_asks_for_nothing(open_early, anders):
    page, script = open_early("/brightwater/customers/?q=anders")
    expect(page.get_by_role("searchbox")).to_have_value("anders")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    script[0].continue_()
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "?q=" in url] == []


def test_back_before_the_script_is_here_shows_what_the_address_says(open_browser, dana, anders, a_customer):
    a_customer("Quay Street Dental")
    page: Page = open_browser(dana)
    page.goto("/brightwater/customers/")
    page.get_by_role("searchbox").fill("quay")
    names = page.locator(".row-link")
    expect(names).to_have_count(1)
    script = hold_the_script(page, lambda: page.reload(wait_until="commit"))
    expect(names).to_have_count(1)
    page.evaluate("history.back()")
    expect(page).to_have_url("/brightwater/customers/")
    script[0].continue_()
    expect(names).to_have_count(2)
    expect(page.get_by_role("searchbox")).to_have_value("")


def test_a_draft_typed_before_the_script_is_here_survives_a_reload(open_early, anders):
    page, script = open_early(f"/brightwater/customers/{anders.pk}/")
    box = page.get_by_label("Add a comment")
    box.press_sequentially("Lise wants one invoice.")
    script[0].continue_()
    page.wait_for_load_state()
    page.reload()
    expect(page.get_by_text("Draft restored")).to_be_visible()
    expect(box).to_have_value("Lise wants one invoice.")
