"""An answer may be late: nothing that was typed meanwhile is lost, and nobody arrives where they did not ask to go."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from clientele.billing.operations import draft_invoice
from clientele.customers.models import Note
from clientele.projects.models import Timer
from tests.cast import NOW
from tests.walks.conftest import arrived

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/brightwater/customers/"


def hold(page: Page, url: str, *, once: bool = False) -> list[Route]:
    """Requests that are not answered until the walk lets them go on; `once` lets those after the first through."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        if held and once:
            route.fallback()
        else:
            held.append(route)

    page.route(url, keep)
    return held


def stop_the_clock(page: Page) -> None:
    """Pauses of the page end only when the walk says so; the rest goes on."""
    page.clock.pause_at(timezone.now() + timedelta(hours=1))


def pause_over(page: Page) -> None:
    page.clock.run_for(500)


def test_enter_in_the_palette_waits_for_what_was_typed(open_browser, dana, anders, a_customer):
    a_customer("Quay Street Dental")
    page = open_browser(dana)
    for name in ("Anders & Sons Bakery", "Quay Street Dental"):
        page.goto(LIST)
        page.keyboard.press("Control+k")
        expect(page.get_by_role("option").nth(1)).to_be_visible()
        held = hold(page, "**/palette/**", once=True)
        with page.expect_request("**/palette/**"):
            page.keyboard.insert_text(name)
        page.keyboard.press("Enter")
        held[0].continue_()
        expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


def test_an_answer_to_the_palette_that_breaks_off_is_told_as_none(open_browser, dana):
    page = open_browser(dana)
    page.goto(LIST)
    page.evaluate("() => { Response.prototype.text = () => Promise.reject(new DOMException('', 'NetworkError')) }")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("listbox", name="Results")).to_contain_text("No answer from the server.")


def test_a_comment_begun_while_the_last_one_is_sent_stays(open_browser, theo, anders):
    page = open_browser(theo)
    page.goto(f"{LIST}{anders.pk}/")
    box = page.get_by_label("Add a comment")
    held = hold(page, "**/comments/", once=True)
    box.fill("First.")
    with page.expect_request("**/comments/"):
        box.press("Control+Enter")
    box.press_sequentially(" Second.")
    held[0].continue_()
    expect(page.locator("#comment_list")).to_contain_text("First.")
    expect(box).to_have_value("Second.")
    box.press("Control+Enter")
    expect(page.locator("#comment_list")).to_contain_text("Second.")
    expect(box).to_have_value("")
    assert list(Note.objects.order_by("pk").values_list("body", flat=True)) == ["First.", "Second."]


def test_a_task_begun_while_the_last_one_is_added_stays(open_browser, dana, renewal):
    page = open_browser(dana)
    page.goto(f"/brightwater/projects/{renewal.pk}/")
    title = page.get_by_role("textbox", name="New task")
    held = hold(page, "**/tasks/**", once=True)
    title.fill("Measure")
    with page.expect_request("**/tasks/**"):
        title.press("Enter")
    title.press_sequentially("Fit")
    held[0].continue_()
    expect(page.get_by_role("checkbox", name="Measure")).to_be_visible()
    expect(title).to_have_value("Fit")
    title.press("Enter")
    expect(page.get_by_role("checkbox", name="Fit")).to_be_visible()
    expect(title).to_have_value("")


def test_a_dialog_asked_for_twice_comes_once(open_browser, dana, anders):
    page = open_browser(dana)
    page.goto(LIST)
    arrived(page, "Customers")
    held = hold(page, "**/customers/new/", once=True)
    with page.expect_request("**/customers/new/"):
        page.keyboard.press("n")
    page.keyboard.press("n")
    held[0].continue_()
    name = page.get_by_role("dialog").get_by_label("Customer Name")
    expect(name).to_be_focused()
    with page.expect_response("**/new/suggestions/**"):
        page.keyboard.type("Ferry Cottages")
    expect(name).to_have_value("Ferry Cottages")


def test_ticked_drafts_are_asked_about_once(open_browser, dana, anders):
    draft_invoice(customer=anders, lines=[{"description": "Service", "unit_price": 100}], by=dana, at=NOW)
    page = open_browser(dana)
    page.goto("/brightwater/invoices/?show=draft")
    page.get_by_role("checkbox", name="All on this page").check()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    held = hold(page, "**/invoices/**", once=True)
    with page.expect_request("**/invoices/**"):
        page.get_by_role("button", name="Finalise…").click()
    page.get_by_role("button", name="Finalise…").click()
    held[0].continue_()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert len(asked) == 1


def test_a_quantity_changed_while_the_total_is_reckoned_stays(open_browser, dana, anders):
    draft = draft_invoice(customer=anders, lines=[{"description": "Service", "unit_price": 85}], by=dana, at=NOW)
    page = open_browser(dana)
    page.clock.install()
    page.goto(f"/brightwater/invoices/{draft.pk}/edit/")
    stop_the_clock(page)
    held = hold(page, "**/edit/", once=True)
    quantity = page.get_by_label("Quantity")
    quantity.fill("2")
    with page.expect_request("**/edit/"):
        pause_over(page)
    quantity.fill("3")
    quantity.press("Tab")
    held[0].continue_()
    expect(page.locator("#draft_lines").get_by_text("£170.00").last).to_be_visible()
    expect(quantity).to_have_value("3")
    pause_over(page)
    expect(page.locator("#draft_lines").get_by_text("£255.00").last).to_be_visible()


def test_a_line_being_added_is_not_lost_to_the_total_of_the_last_one(open_browser, dana, anders):
    draft = draft_invoice(customer=anders, lines=[{"description": "Service", "unit_price": 85}], by=dana, at=NOW)
    page = open_browser(dana)
    page.clock.install()
    page.goto(f"/brightwater/invoices/{draft.pk}/edit/")
    stop_the_clock(page)
    held = hold(page, "**/edit/", once=True)
    page.get_by_label("Price").fill("90")
    with page.expect_request("**/edit/"):
        page.get_by_role("button", name="Add line").click()
    page.get_by_label("Quantity").fill("2")
    pause_over(page)
    held[0].continue_()
    expect(page.get_by_role("group", name="Line 2")).to_be_visible()
    pause_over(page)
    expect(page.locator("#draft_lines").get_by_text("£180.00").last).to_be_visible()


def test_the_next_number_is_that_of_the_last_pattern_typed(open_browser, ada):
    page = open_browser(ada)
    page.clock.install()
    page.goto("/brightwater/settings/invoices/")
    stop_the_clock(page)
    held = hold(page, "**/settings/invoices/", once=True)
    pattern = page.get_by_label("Invoices", exact=True)
    pattern.fill("A{number}")
    with page.expect_request("**/settings/invoices/"):
        pause_over(page)
    for typed in ("B{number}", "C{number}"):
        pattern.fill(typed)
        pause_over(page)
    held[0].continue_()
    expect(page.get_by_text("C0001", exact=True)).to_be_visible()


def test_a_search_being_typed_outlives_what_the_timer_answers(open_browser, theo, renewal):
    page = open_browser(theo)
    page.clock.install()
    page.goto(LIST)
    stop_the_clock(page)
    Timer.objects.create(organization=theo.organization, member=theo, project=renewal, started_at=timezone.now())
    search = page.get_by_role("searchbox")
    search.fill("quay")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#timer")).to_contain_text("Boiler renewal")
    expect(search).to_have_value("quay")


def test_a_name_typed_before_the_script_is_here_makes_the_address(open_browser, olive):
    page = open_browser(olive)
    held = hold(page, "**/app.js")
    with page.expect_request("**/app.js"):
        page.goto(reverse("people:organization_create"), wait_until="commit")
    page.get_by_label("Name", exact=True).fill("Quay Heating")
    held[0].continue_()
    expect(page.get_by_label("Web address")).to_have_value("quay-heating")
