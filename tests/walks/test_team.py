"""A team at work: invitations taken back, each kept to its role, one person in two organisations."""

import pytest
from playwright.sync_api import expect

from clientele.accounts.models import Role
from clientele.accounts.operations.members import add_member
from clientele.background.operations import run_waiting_tasks
from clientele.kit.tenancy import inside
from tests.cast import NOW
from tests.walks.mail import follow_mail

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("outbox")]

NINA = "nina@elsewhere.example"


def test_an_invitation_that_was_revoked_opens_nothing(olive, open_browser):
    office = open_browser(olive)
    office.goto("/brightwater/settings/invitations/")
    office.get_by_role("link", name="Invite").click()
    office.get_by_label("Email").fill(NINA)
    office.get_by_role("button", name="Send invitation").click()
    expect(office.get_by_text("Invitation sent successfully")).to_be_visible()
    run_waiting_tasks()
    office.get_by_role("button", name=f"Invitation to {NINA}").click()
    office.get_by_role("menuitem", name="Revoke").click()
    office.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(office.get_by_text("Revoked", exact=True)).to_be_visible()
    stranger = open_browser()
    follow_mail(stranger, "Brightwater Heating")
    expect(stranger.get_by_role("heading", name="This invitation does not work")).to_be_visible()


def test_a_member_sees_no_button_she_may_not_use_and_is_told_at_the_address(theo, anders, open_browser):
    page = open_browser(theo)
    page.goto("/brightwater/customers/")
    expect(page.get_by_role("link", name="Anders & Sons Bakery")).to_be_visible()
    for name in ("New Customer", "Export", "Edit"):
        expect(page.get_by_role("link", name=name, exact=True)).to_have_count(0)
    expect(page.get_by_text("Show archived")).to_have_count(0)
    page.goto(f"/brightwater/customers/{anders.pk}/")
    expect(page.get_by_role("link", name="Edit")).to_have_count(0)
    answer = page.goto(f"/brightwater/customers/{anders.pk}/edit/")
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_role("heading", name="You may not do this")).to_be_visible()
    page.get_by_role("link", name="Go home").click()
    expect(page.get_by_role("heading", name="Customers")).to_be_visible()


def test_a_changed_role_counts_from_the_next_page(olive, theo, anders, open_browser):
    office, field = open_browser(olive), open_browser(theo)
    field.goto("/brightwater/customers/")
    expect(field.get_by_role("link", name="New Customer")).to_have_count(0)
    office.goto("/brightwater/settings/team/")
    office.get_by_role("button", name="Change Theo Technician").click()
    office.get_by_role("menuitem", name="Change role").click()
    office.get_by_label("Role", exact=True).select_option(label="Lead")
    office.get_by_role("button", name="Change role").click()
    expect(office.get_by_text("Theo Technician is Lead now.")).to_be_visible()
    field.reload()
    expect(field.get_by_role("link", name="New Customer")).to_be_visible()


def test_one_person_switches_between_two_organisations(olive, outpost, anders, foreign_customer, open_browser):
    with inside(outpost):
        add_member(outpost, user=olive.user, role=Role.objects.get(kind="member"), at=NOW)
    page = open_browser(olive)
    page.goto("/brightwater/customers/")
    expect(page.get_by_role("link", name="Anders & Sons Bakery")).to_be_visible()
    page.get_by_label("Sidebar").get_by_role("button", name="Brightwater Heating").click()
    page.get_by_role("menuitem", name="Outpost Electric").click()
    expect(page.get_by_role("link", name="Outpost Secret Ltd")).to_be_visible()
    expect(page.get_by_role("link", name="Anders & Sons Bakery")).to_have_count(0)
    page.goto("/")
    expect(page.get_by_role("link", name="Outpost Secret Ltd")).to_be_visible()
