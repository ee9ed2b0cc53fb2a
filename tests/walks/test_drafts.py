"""A text that was typed is never lost: over a reload, an ended session and a lost network, and never saved twice."""

import re

import pytest
from playwright.sync_api import Page, expect

from clientele.customers.models import Note
from tests.walks.conftest import answer_once, sign_in_again

TEXT = "Lise wants one invoice for both visits."


@pytest.fixture
def page(open_browser, theo, anders) -> Page:
    window: Page = open_browser(theo)
    window.goto(f"/brightwater/customers/{anders.pk}/")
    return window


def box(page: Page):
    return page.get_by_label("Add a comment")


def bodies():
    return list(Note.objects.values_list("body", flat=True))


def test_a_comment_is_sent_with_the_keyboard_and_appears(page):
    box(page).fill(TEXT)
    box(page).press("Control+Enter")
    expect(page.locator("#comment_list")).to_contain_text(TEXT)
    expect(box(page)).to_have_value("")
    page.reload()
    expect(page.locator("#comment_list")).to_contain_text(TEXT)
    expect(box(page)).to_have_value("")
    assert bodies() == [TEXT]


def test_a_draft_survives_a_reload_and_can_be_thrown_away(page):
    box(page).fill(TEXT)
    page.reload()
    expect(box(page)).to_have_value(TEXT)
    expect(page.get_by_text("Draft restored")).to_be_visible()
    page.get_by_role("button", name="Discard", exact=True).first.click()
    expect(box(page)).to_have_value("")
    page.reload()
    expect(box(page)).to_have_value("")
    assert bodies() == []


def test_a_draft_survives_an_ended_session_and_is_sent_after_signing_in(page, theo, live_server):
    box(page).fill(TEXT)
    page.context.clear_cookies(name="session")
    box(page).press("Control+Enter")
    expect(page.get_by_text("What you typed is kept on this device.")).to_be_visible()
    assert bodies() == []
    expect(page.get_by_role("link", name="Sign in")).to_have_attribute("href", re.compile(r"/accounts/login/\?next="))
    sign_in_again(page.context, theo, live_server.url)
    page.reload()
    expect(box(page)).to_have_value(TEXT)
    box(page).press("Control+Enter")
    expect(page.locator("#comment_list")).to_contain_text(TEXT)
    assert bodies() == [TEXT]


def test_what_is_sent_offline_waits_and_goes_when_the_network_is_back(page):
    page.context.set_offline(True)
    expect(page.get_by_text("You are offline. Notes and flags are kept on this device.")).to_be_visible()
    box(page).fill(TEXT)
    box(page).press("Control+Enter")
    expect(page.get_by_text("Not sent yet")).to_be_visible()
    expect(box(page)).to_have_value(TEXT)
    page.context.set_offline(False)
    expect(page.locator("#comment_list")).to_contain_text(TEXT)
    expect(page.get_by_text("Not sent yet")).to_be_hidden()
    assert bodies() == [TEXT]


def test_a_refusal_is_forgotten_once_the_text_is_saved(page):
    answer_once(page, "**/comments/", lambda route: route.fulfill(status=403, body=""))
    box(page).fill(TEXT)
    box(page).press("Control+Enter")
    expect(page.get_by_text("This page is out of date.")).to_be_visible()
    box(page).press("Control+Enter")
    expect(page.locator("#comment_list")).to_contain_text(TEXT)
    expect(page.get_by_text("This page is out of date.")).to_be_hidden()


def test_an_answer_that_was_lost_on_its_way_does_not_make_two(page):
    answer_once(page, "**/comments/", lambda route: (route.fetch(), route.abort())[1])
    box(page).fill(TEXT)
    box(page).press("Control+Enter")
    expect(page.get_by_text("Not sent yet")).to_be_visible()
    assert bodies() == [TEXT]
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#comment_list")).to_contain_text(TEXT)
    expect(box(page)).to_have_value("")
    assert bodies() == [TEXT]


def test_a_note_keeps_its_type_and_text(page, anders):
    page.goto(f"/brightwater/customers/{anders.pk}/notes/")
    page.get_by_label("Type", exact=True).select_option("decision")
    page.get_by_label("Write what was said or decided").fill(TEXT)
    page.reload()
    expect(page.get_by_label("Type", exact=True)).to_have_value("decision")
    page.get_by_role("button", name="Add Note").click()
    expect(page.locator("#note_log")).to_contain_text(TEXT)
    note = Note.objects.get()
    assert (note.kind, note.body) == ("decision", TEXT)


def test_a_text_that_is_refused_stays_with_its_reason(page):
    box(page).fill("x" * 20_001)
    box(page).press("Control+Enter")
    expect(page.get_by_text("This is 20,001 characters long; at most 20,000 are kept.")).to_be_visible()
    expect(box(page)).to_have_value("x" * 20_001)
    assert bodies() == []


def test_drafts_of_two_customers_are_kept_apart(page, a_customer):
    other = a_customer("Quay Street Dental")
    box(page).fill(TEXT)
    page.goto(f"/brightwater/customers/{other.pk}/")
    expect(box(page)).to_have_value("")
