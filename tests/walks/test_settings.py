"""Settings that answer while one types."""

from playwright.sync_api import expect

from clientele.accounts.models import ApiToken, Organization
from clientele.billing.queries import numbering_of
from tests.walks.axe import assert_for_everybody

URL = "/brightwater/settings/invoices/"


def test_the_next_number_follows_what_is_typed_and_the_second_who_saves_is_told(open_browser, ada, olive):
    first, second = open_browser(ada), open_browser(olive)
    for page in (first, second):
        page.goto(URL)
        expect(page.get_by_role("status", name="Next numbers").get_by_text("INV-")).to_be_visible()
    first.get_by_label("Invoices", exact=True).fill("A{number}")
    expect(first.get_by_text("A0001", exact=True)).to_be_visible()
    first.get_by_label("Invoices", exact=True).fill("A")
    expect(first.get_by_text("Write {number} once")).to_be_visible()
    first.get_by_label("Invoices", exact=True).fill("B{number}")
    first.get_by_role("button", name="Save Changes").click()
    expect(first.get_by_text("The settings are saved.")).to_be_visible()
    second.get_by_label("Digits").fill("6")
    second.get_by_role("button", name="Save Changes").click()
    expect(second.get_by_role("heading", name="This was changed while you were editing")).to_be_visible()
    expect(second.get_by_label("Digits")).to_have_value("6")
    assert_for_everybody(second)
    assert numbering_of(Organization.objects.get()).digits == 4


def test_a_rate_is_set_in_a_dialog(open_browser, ada, theo):
    page = open_browser(ada)
    page.goto("/brightwater/settings/rates/")
    page.get_by_role("link", name="Set the hourly rate of Theo Technician").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Hourly rate").fill("42,5")
    dialog.get_by_role("button", name="Save Changes").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_text("£42.50")).to_be_visible()
    assert_for_everybody(page)
    page.get_by_role("link", name="Edit the hourly rate of Theo Technician").click()
    expect(page.get_by_role("dialog").get_by_text("set by Ada Admin")).to_be_visible()
    assert_for_everybody(page)


def test_a_new_token_is_copied_from_the_list_and_reloading_or_going_back_makes_no_other(open_browser, theo):
    page = open_browser(theo)
    for address, number in (("/brightwater/settings/tokens/", 1), ("/brightwater/settings/tokens/new/", 2)):
        page.goto(address)
        if number == 1:
            page.get_by_role("link", name="New token").click()
        page.get_by_role("textbox", name="What is it for").fill(f"Backup {number}")
        page.get_by_role("button", name="Create token").click()
        fresh = page.get_by_role("region", name=f"Copy the token Backup {number} now")
        expect(fresh.get_by_role("button", name="Copy token")).to_be_visible()
        assert_for_everybody(page)
        page.reload()
        expect(page.get_by_text(f"Backup {number}", exact=True)).to_be_visible()
        expect(fresh).to_have_count(0)
        page.get_by_role("link", name="Team", exact=True).click()
        page.go_back()
        expect(page.get_by_text(f"Backup {number}", exact=True)).to_be_visible()
        expect(fresh).to_have_count(0)
        assert ApiToken.objects.count() == number
