"""The page of a customer by hand: edited in its dialog, changed by two people at once, and read by everybody."""

from typing import Any

import pytest
from playwright.sync_api import expect

from clientele.customers.models import Customer
from clientele.customers.operations import add_contact, add_note, edit_note, update_customer
from tests.cast import NOW
from tests.walks.axe import complaints
from tests.walks.conftest import DESKTOP, PHONE


@pytest.fixture
def full(anders: Customer, dana: Any, olive: Any) -> Customer:
    """A customer about whom everything is known."""
    values = {
        "phone": "01632 960 418",
        "website": "andersbakery.example",
        "address_line1": "14 Market Row",
        "city": "Easton",
        "notes": "Ovens start at 03:00.",
    }
    update_customer(anders, changes=values, tags=["Catering", "24 h call-out"], by=dana, at=NOW)
    add_contact(anders, values={"name": "Lise Anders", "phone": "01632 960 418"}, by=dana, at=NOW)
    add_contact(anders, values={"name": "Tom Field", "email": "tom@ledger.example"}, by=dana, at=NOW)
    for number in range(7):
        add_note(anders, kind="comment", body=f"Comment {number}: https://boiler.example/{number}", by=dana, at=NOW)
    note = add_note(anders, kind="decision", body="Replace the boiler.", by=olive, at=NOW)
    edit_note(note, body="Replace the boiler in spring.", by=olive, at=NOW)
    return Customer.objects.get(pk=anders.pk)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_part_of_the_page_is_accessible_and_fits(full, olive, open_browser, viewport, dark):
    page = open_browser(olive, viewport=viewport, dark=dark)
    for rest in ("", "notes/", "timeline/", "settings/", "history/", "edit/", "comments/", "contacts/new/"):
        page.goto(f"/brightwater/customers/{full.pk}/{rest}")
        assert complaints(page) == [], rest
    page.goto("/brightwater/settings/tags/")
    assert complaints(page) == []


def test_a_customer_is_edited_in_a_dialog(full, dana, open_browser):
    page = open_browser(dana)
    page.goto(f"/brightwater/customers/{full.pk}/")
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog", name="Edit Customer")
    expect(dialog.get_by_label("Name", exact=True)).to_be_focused()
    assert complaints(page) == []
    dialog.get_by_label("Phone").fill("01632 960 733")
    dialog.get_by_role("button", name="Save Changes").click()
    expect(page.get_by_text("Changes saved.")).to_be_visible()
    expect(page.get_by_role("link", name="01632 960 733")).to_be_visible()


def test_a_wrong_field_is_told_in_the_dialog_and_the_rest_stays(full, a_customer, dana, open_browser):
    a_customer("Quay Street Dental")
    page = open_browser(dana)
    page.goto(f"/brightwater/customers/{full.pk}/")
    page.get_by_role("link", name="Edit", exact=True).click()
    dialog = page.get_by_role("dialog", name="Edit Customer")
    dialog.get_by_label("Name", exact=True).fill("quay street dental")
    dialog.get_by_label("City").fill("Weston")
    dialog.get_by_role("button", name="Save Changes").click()
    expect(dialog.get_by_text("Customer with this name already exists.")).to_be_visible()
    expect(dialog.get_by_role("link", name="Open Quay Street Dental")).to_be_visible()
    expect(dialog.get_by_label("City")).to_have_value("Weston")
    assert Customer.objects.get(pk=full.pk).city == "Easton"


def test_two_people_edit_at_once_and_the_second_takes_each_field_by_hand(full, dana, olive, open_browser):
    page = open_browser(dana)
    page.goto(f"/brightwater/customers/{full.pk}/")
    page.get_by_role("link", name="Edit", exact=True).click()
    dialog = page.get_by_role("dialog", name="Edit Customer")
    dialog.get_by_label("Phone").fill("222")
    dialog.get_by_label("City").fill("Weston")
    changes = {"phone": "111", "city": "Norton", "email": "new@anders.example"}
    update_customer(full, changes=changes, by=olive, at=NOW)
    dialog.get_by_role("button", name="Save Changes").click()
    expect(dialog.get_by_text("Olive Owner changed this while you were editing")).to_be_visible()
    expect(dialog.get_by_text("Olive Owner also changed email")).to_be_visible()
    assert complaints(page) == []
    dialog.get_by_role("row", name="Phone").get_by_label("111").check()
    dialog.get_by_role("button", name="Save Changes").click()
    expect(page.get_by_text("Changes saved.")).to_be_visible()
    after = Customer.objects.get(pk=full.pk)
    assert (after.phone, after.city, after.email) == ("111", "Weston", "new@anders.example")


def test_on_a_phone_edit_stands_in_the_menu(full, dana, open_browser):
    page = open_browser(dana, viewport=PHONE)
    page.goto(f"/brightwater/customers/{full.pk}/")
    expect(page.get_by_role("link", name="Edit", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Actions", exact=True).first.click()
    page.get_by_role("menuitem", name="Edit").first.click()
    expect(page.get_by_role("dialog", name="Edit Customer")).to_be_visible()


def test_inactive_is_taken_back_from_its_toast(full, dana, open_browser):
    page = open_browser(dana)
    page.goto(f"/brightwater/customers/{full.pk}/")
    page.get_by_role("button", name="Manage").click()
    page.get_by_role("menuitem", name="Set inactive").click()
    expect(page.get_by_text("is inactive.")).to_be_visible()
    assert Customer.objects.get(pk=full.pk).status == "inactive"
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("is active.")).to_be_visible()
    assert Customer.objects.get(pk=full.pk).status == "active"


def test_earlier_comments_and_days_are_read_in_place(full, olive, open_browser):
    for number in range(40):
        add_note(full, kind="meeting", body=f"Met {number}.", by=olive, at=NOW)
    page = open_browser(olive)
    page.goto(f"/brightwater/customers/{full.pk}/")
    page.get_by_role("link", name="Show earlier").click()
    expect(page.get_by_text("Comment 0:")).to_be_visible()
    expect(page.get_by_text("Comment 6:")).to_be_visible()
    page.goto(f"/brightwater/customers/{full.pk}/timeline/")
    page.get_by_role("link", name="Show earlier").click()
    expect(page.get_by_text("added Anders & Sons Bakery")).to_be_visible()
    page.get_by_text("Show changes").first.click()
    expect(page.locator(".timeline-changes").first).to_be_visible()
