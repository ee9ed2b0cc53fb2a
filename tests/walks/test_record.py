"""What a team writes about a customer, and what its page still knows of yesterday."""

import pytest
from playwright.sync_api import Page, expect

from clientele.customers.models import Customer, Note
from clientele.customers.operations import add_note, update_customer
from tests.cast import NOW
from tests.walks.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(open_browser, dana) -> Page:
    return open_browser(dana)


@pytest.fixture
def here(anders: Customer) -> str:
    return f"/brightwater/customers/{anders.pk}/"


def test_notes_are_told_apart_by_their_type(page, here, anders, dana):
    add_note(anders, kind="meeting", body="Met Lise at the bakery.", by=dana, at=NOW)
    page.goto(f"{here}notes/")
    page.get_by_label("Type", exact=True).select_option(label="Phone Call")
    page.get_by_label("Write what was said or decided").fill("Rings back on Monday.\n<b>Not bold</b>")
    page.get_by_role("button", name="Add Note").click()
    log = page.locator("#note_log")
    expect(log.locator("article").first).to_contain_text("<b>Not bold</b>")
    expect(page.get_by_label("Write what was said or decided")).to_have_value("")
    kinds = page.get_by_role("navigation", name="Type of note")
    kinds.get_by_role("link", name="Meeting").click()
    expect(log.locator("article")).to_have_count(1)
    expect(log).to_contain_text("Met Lise at the bakery.")
    kinds.get_by_role("link", name="Decision").click()
    expect(log).to_contain_text("No note of this type.")
    page.get_by_role("link", name="Show all").click()
    expect(log.locator("article")).to_have_count(2)
    expect(page.get_by_role("link", name="Notes 2")).to_be_visible()


def test_a_note_is_edited_keeps_its_earlier_text_and_is_deleted_with_a_warning(page, here, anders, dana):
    add_note(anders, kind="decision", body="Replace the boiler.", by=dana, at=NOW)
    page.goto(f"{here}notes/")
    page.get_by_role("button", name="Actions", exact=True).last.click()
    page.get_by_role("menuitem", name="Edit").last.click()
    dialog = page.get_by_role("dialog", name="Edit note")
    dialog.get_by_label("Text").fill("Replace the boiler in spring.")
    dialog.get_by_role("button", name="Save Changes").click()
    expect(page.locator("#note_log")).to_contain_text("Replace the boiler in spring.")
    page.wait_for_load_state()
    page.get_by_role("link", name="edited").click()
    earlier = page.get_by_role("dialog", name="Earlier texts")
    expect(earlier.get_by_text("Replace the boiler.", exact=True)).to_be_visible()
    earlier.get_by_role("link", name="Close").click()
    expect(page.get_by_role("link", name="edited")).to_be_focused()
    page.get_by_role("button", name="Actions", exact=True).last.click()
    page.get_by_role("menuitem", name="Delete").last.click()
    warning = page.get_by_role("dialog", name="Delete this note")
    expect(warning).to_contain_text("Deleted notes cannot be recovered.")
    warning.get_by_role("button", name="Delete note").click()
    expect(page.get_by_text("Note deleted.")).to_be_visible()
    assert not Note.objects.exists()


def test_comments_count_themselves(page, here):
    page.goto(here)
    for text in ("First", "Second"):
        page.get_by_label("Add a comment").fill(text)
        page.get_by_role("button", name="Send").click()
        expect(page.locator("#comment_list")).to_contain_text(text)
    expect(page.locator("#comments .card-count")).to_have_text("2")


def test_people_are_added_changed_and_taken_off(page, here):
    page.goto(here)
    page.get_by_role("link", name="Add contact").click()
    dialog = page.get_by_role("dialog", name="New contact")
    dialog.get_by_label("Email").fill("lise@anders")
    dialog.get_by_role("button", name="Add contact").click()
    expect(dialog.get_by_text("“lise@anders” is not an email address.")).to_be_visible()
    expect(dialog.get_by_label("Email")).to_have_value("lise@anders")
    dialog.get_by_label("Name").fill("Lise Anders")
    dialog.get_by_label("Email").fill("lise@anders.example")
    dialog.get_by_role("button", name="Add contact").click()
    expect(page.get_by_role("link", name="lise@anders.example")).to_be_visible()
    page.get_by_role("button", name="Actions for Lise Anders").click()
    page.get_by_role("menuitem", name="Edit").last.click()
    page.get_by_label("Role").fill("Owner")
    page.get_by_role("button", name="Save Changes").click()
    expect(page.locator("#contacts")).to_contain_text("Owner")
    page.get_by_role("button", name="Actions for Lise Anders").click()
    page.get_by_role("menuitem", name="Remove").click()
    page.get_by_role("button", name="Remove contact").click()
    expect(page.locator("#contacts")).to_contain_text("Nobody is named here yet.")


def test_status_and_tags_are_set_in_the_settings(page, here, anders):
    page.goto(f"{here}settings/")
    general = page.locator("#general")
    general.get_by_label("New tags").fill("Catering, Service plan")
    general.get_by_label("Inactive", exact=True).check()
    general.get_by_role("button", name="Save Changes").click()
    expect(page.get_by_role("link", name="Service plan")).to_be_visible()
    expect(page.locator("#general").get_by_label("Catering")).to_be_checked()
    page.get_by_role("link", name="Catering").click()
    expect(page.locator("#customer_list")).to_contain_text("Catering")
    expect(page.get_by_text("No customer fits these filters.")).to_be_visible()


def test_the_timeline_tells_and_the_history_goes_back_to_a_day(page, here, anders, dana):
    update_customer(anders, changes={"city": "Easton"}, by=dana, at=NOW)
    update_customer(anders, changes={"city": "Weston"}, by=dana, at=NOW.replace(year=2027))
    page.goto(f"{here}timeline/")
    expect(page.locator("#timeline")).to_contain_text("Dana Lead changed")
    expect(page.locator("#timeline")).to_contain_text("Olive Owner added Anders & Sons Bakery")
    page.get_by_role("link", name="As it stood on a date").click()
    expect(page.get_by_role("row", name="City")).to_contain_text("Weston")
    page.wait_for_load_state()
    page.get_by_role("link", name="Changes of City").click()
    expect(page.get_by_role("dialog")).to_contain_text("Easton")


def test_on_a_phone_the_record_on_a_day_stands_in_one_line_under_its_field(open_browser, dana, here):
    page = open_browser(dana, viewport=PHONE)
    page.goto(f"{here}history/")
    field, value = page.locator(".history tbody tr").first.locator("th, td.history-value").all()[:2]
    for cell in (field, value):
        expect(cell).to_have_css("padding-left", "0px")


def test_a_dialog_that_is_opened_as_a_page_is_a_card_without_a_cross(page, here):
    for address in ("/brightwater/customers/new/", f"{here}history/name/"):
        page.goto(address)
        card = page.locator("main .panel")
        expect(card).to_have_css("border-top-width", "1px")
        expect(card.locator(".panel-close")).to_be_hidden()
        place = card.bounding_box()
        assert place is not None
        assert place["y"] >= 12


def test_an_archived_customer_is_read_only_and_says_so(page, here, anders):
    Customer.objects.filter(pk=anders.pk).update(archived_at=NOW)
    page.goto(here)
    expect(page.get_by_role("heading", name="This customer is archived")).to_be_visible()
    for gone in ("Edit", "Add contact"):
        expect(page.get_by_role("link", name=gone, exact=True)).to_have_count(0)
    expect(page.get_by_label("Add a comment")).to_have_count(0)
    page.goto(f"{here}edit/")
    expect(page.get_by_text("is archived, so it is read-only.")).to_be_visible()
