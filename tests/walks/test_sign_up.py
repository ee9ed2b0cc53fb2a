"""Somebody new arrives by the outbox and has her first customers; a lost password and a phone with codes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD, a_user
from tests.walks.conftest import arrived
from tests.walks.mail import code_of, follow_mail

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("outbox")]

EMAIL = "rosa@quayheating.example"


@pytest.fixture
def page(open_browser) -> Page:
    return open_browser()


@pytest.fixture
def rosa(db):
    return a_user("Rosa Quay", EMAIL)


def sign_in(page: Page, password: str = PASSWORD) -> None:
    page.goto("/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/profile/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def prove(page: Page) -> None:
    """Where the password is asked for once more, give it."""
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def test_an_owner_signs_up_and_has_her_first_customers(page):
    page.goto("/")
    page.get_by_role("link", name="Create an account").click()
    page.get_by_label("Your name").fill("Rosa Quay")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", name="Look in your mailbox")).to_be_visible()

    follow_mail(page, "Confirm your email address")
    page.get_by_role("button", name="Confirm").click()
    arrived(page, "Create an organisation")
    page.get_by_label("Name", exact=True).fill("Quay Heating & Söhne")
    expect(page.get_by_label("Web address")).to_have_value("quay-heating-sohne")
    page.get_by_role("button", name="Create organisation").click()

    expect(page.get_by_role("heading", name="Who do you work for?")).to_be_visible()
    expect(page.get_by_role("link", name="Choose file")).to_be_visible()
    page.wait_for_load_state()
    page.get_by_role("link", name="New Customer").click()
    dialog = page.get_by_role("dialog", name="New Customer")
    expect(dialog.get_by_label("Customer Name")).to_be_focused()
    page.keyboard.type("Anders & Sons Bakery")
    dialog.get_by_role("button", name="Create Customer").click()
    expect(page.get_by_role("heading", name="Anders & Sons Bakery")).to_be_visible()
    expect(page.get_by_text("Anders & Sons Bakery was added.")).to_be_visible()

    page.get_by_label("Breadcrumb").get_by_role("link", name="Customers").click()
    arrived(page, "Customers")
    page.keyboard.press("n")
    expect(dialog.get_by_label("Customer Name")).to_be_focused()
    page.keyboard.type("Quay Street Dental")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("Quay Street Dental"))


def test_a_forgotten_password_is_replaced_by_mail(page, rosa):
    page.goto("/")
    page.get_by_role("link", name="Forgotten your password?").click()
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Look in your mailbox")).to_be_visible()
    follow_mail(page, "Choose a new password")
    page.get_by_label("New password", exact=True).fill("another-horse-battery")
    page.get_by_label("New password again").fill("another-horse-battery")
    page.get_by_role("button", name="Save password").click()
    arrived(page, "Your password is changed")
    sign_in(page, PASSWORD)
    expect(page.get_by_text("That email and password do not belong together.")).to_be_visible()
    expect(page.get_by_label("Email")).to_have_value(EMAIL)
    sign_in(page, "another-horse-battery")
    expect(page.get_by_role("heading", name="Create an organisation")).to_be_visible()


def test_an_authenticator_app_is_asked_for_when_signing_in(page, rosa):
    sign_in(page)
    arrived(page, "Create an organisation")
    page.goto("/profile/")
    page.get_by_role("link", name="Manage").click()
    page.get_by_role("link", name="Set up").click()
    prove(page)
    key = page.locator(".secret code").inner_text()
    page.get_by_label("Code from the app").fill("000000")
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_text("That code is not right, or it is too old.")).to_be_visible()
    expect(page.locator(".secret")).to_contain_text(key)
    page.get_by_label("Code from the app").fill(code_of(key))
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    code = page.locator("main li").first.inner_text()
    sign_out(page)
    sign_in(page)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Create an organisation")).to_be_visible()
