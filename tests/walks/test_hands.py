"""What the scripts promise to the keyboard and to a person's text, tried on the gallery's pages."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

LIST = "/gallery/screens/list/"
CUSTOMER = "/gallery/screens/customer/"


@pytest.fixture
def page(open_browser) -> Page:
    return open_browser()


def test_the_palette_opens_anywhere_and_gives_the_focus_back(page):
    page.goto(LIST)
    page.focus("#search")
    page.keyboard.press("Control+k")
    with page.expect_response("**q=quay"):
        page.keyboard.type("quay")
    options = page.locator("#palette_list [role=option]")
    expect(options).to_have_count(4)
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_be_focused()


def test_enter_in_the_palette_opens_and_with_ctrl_in_a_new_tab(page):
    page.goto(LIST)
    page.keyboard.press("Control+k")
    with page.expect_response("**q=a"):
        page.keyboard.type("a")
    expect(page.locator("#palette_list [role=option]")).to_have_count(4)
    with page.context.expect_page():
        page.keyboard.press("Control+Enter")
    page.bring_to_front()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{CUSTOMER}")


def test_keys_search_move_and_list_themselves(page):
    page.goto(LIST)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".row-link").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(".row-link").first).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_contain_text("New Customer")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_hidden()


def test_the_search_is_left_for_the_rows_and_back_by_keyboard(page):
    page.goto(LIST)
    search, rows = page.locator("#search"), page.locator(".row-link")
    page.keyboard.press("/")
    page.keyboard.type("x")
    page.keyboard.press("ArrowDown")
    expect(rows.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(rows.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(search).to_be_focused()
    page.keyboard.press("Escape")
    expect(search).to_have_value("")
    expect(search).to_be_focused()
    page.keyboard.press("Escape")
    expect(search).not_to_be_focused()
    page.keyboard.press("j")
    expect(rows.first).to_be_focused()
    expect(search).to_have_value("")


def test_a_row_opens_on_a_click_but_not_when_text_is_selected(page):
    page.goto(LIST)
    cell = page.locator("tbody tr").nth(2).locator("td").nth(2)
    box = cell.bounding_box()
    page.mouse.move(box["x"] + 14, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 20)
    page.mouse.up()
    assert page.evaluate("getSelection().toString()")
    assert page.url.endswith(LIST)
    page.evaluate("getSelection().removeAllRanges()")
    with page.context.expect_page():
        cell.click(modifiers=["Control"])
    cell.click()
    page.wait_for_url(f"**{CUSTOMER}")


def test_a_menu_moves_by_arrows_and_closes_back_to_its_button(page):
    page.goto(CUSTOMER)
    button = page.get_by_role("button", name="Manage")
    button.focus()
    page.keyboard.press("ArrowDown")
    items = page.get_by_role("menuitem")
    expect(items.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("menuitem", name="Delete customer")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_a_dialog_asks_before_it_throws_typing_away(page):
    page.goto(LIST)
    page.keyboard.press("n")
    dialog = page.locator("#dialog-frame")
    expect(dialog.locator("[name=name]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("n")
    expect(dialog.locator("[name=name]")).to_be_focused()
    page.keyboard.type("Quay")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Keep editing").click()
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Discard", exact=True).click()
    expect(dialog).to_be_hidden()


def test_a_refused_dialog_opens_again_at_its_first_error(page):
    page.goto(LIST)
    page.keyboard.press("n")
    page.locator("#dialog").get_by_role("button", name="Create Customer").click()
    expect(page.locator("#dialog [name=name]")).to_be_focused()
    assert page.url.endswith(LIST)


def test_a_search_keeps_the_focus_and_the_address(page):
    page.goto(LIST)
    page.fill("#search", "quay")
    page.wait_for_url("**?q=quay")
    expect(page.locator("#search")).to_be_focused()
    page.fill("#search", "")
    page.wait_for_url(f"**{LIST}")


def test_a_draft_outlives_a_reload(page):
    text = page.locator("draft-text textarea")
    page.goto(CUSTOMER)
    text.fill("Ring twice")
    page.reload()
    expect(text).to_have_value("Ring twice")
    page.get_by_role("button", name="Discard", exact=True).click()
    page.reload()
    expect(text).to_have_value("")


def test_a_text_sent_without_network_goes_once_when_it_is_back(page):
    page.goto(CUSTOMER)
    keys: list[str] = []
    page.on(
        "request", lambda request: keys.append(request.headers["idempotency-key"]) if request.method == "POST" else None
    )
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    page.locator("draft-text textarea").fill("Ring twice")
    page.keyboard.press("Control+Enter")
    expect(page.locator("draft-text")).to_contain_text("Not sent yet")
    page.context.set_offline(False)
    expect(page.locator("#g_notes").get_by_text("Ring twice")).to_have_count(1)
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert page.evaluate("localStorage.length") == 0


def test_a_draft_outlives_the_session(page):
    def refuse(route: Route) -> None:
        route.fulfill(status=401)

    page.goto(CUSTOMER)
    page.route("**/gallery/notes/", refuse)
    page.locator("draft-text textarea").fill("Ring twice")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#signed-out")).to_contain_text("What you typed is kept on this device.")
    expect(page.locator("#signed-out [data-login]")).to_have_attribute("href", re.compile("next="))
    page.unroute("**/gallery/notes/")
    page.reload()
    expect(page.locator("draft-text textarea")).to_have_value("Ring twice")


def test_the_theme_is_kept(page):
    page.goto("/gallery/theme/")
    page.locator("aside").get_by_role("radio", name="Dark").click()
    page.reload()
    expect(page.locator("body")).to_have_css("background-color", "rgb(22, 21, 19)")
