"""From nothing to a team of two, as people do it: mailbox, organisation, passkey, invitation."""

from django.core import mail
from playwright.sync_api import Page, expect

from clientele.accounts.models import Member, Organization
from clientele.accounts.queries import organizations_of
from tests.cast import PASSWORD
from tests.desk.people.scene import path_in_last_mail
from tests.walks.conftest import arrived


def sign_up(page: Page, name: str, email: str) -> None:
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()


def test_a_newcomer_signs_up_and_stands_in_their_own_customer_list(open_browser):
    page = open_browser(locale="nb-NO", timezone_id="Europe/Oslo")
    page.goto("/")
    page.get_by_role("link", name="Create an account").click()
    sign_up(page, "Zoë Fischer", "zoe@example.org")
    expect(page.get_by_role("heading", name="Look in your mailbox")).to_be_visible()
    page.goto(path_in_last_mail())
    page.get_by_role("button", name="Confirm").click()
    arrived(page, "Create an organisation")
    page.get_by_label("Name", exact=True).fill("Zoë's Heating")
    expect(page.get_by_label("Web address")).to_have_value("zoe-s-heating")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Oslo")
    expect(page.get_by_label("Currency")).to_have_value("NOK")
    page.get_by_role("button", name="Create organisation").click()
    page.wait_for_url("**/zoe-s-heating/customers/")
    made = Organization.objects.get()
    assert (made.country, made.time_zone) == ("NO", "Europe/Oslo")


def test_a_passkey_is_added_and_signs_in_alone(open_browser, olive):
    page = open_browser(olive)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill("Laptop")
    page.wait_for_load_state()
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()

    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    arrived(page, "Sign in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/brightwater/customers/")


def test_without_a_device_that_helps_the_page_says_so_and_the_password_still_works(open_browser, olive):
    page = open_browser()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    page.goto("/accounts/login/")
    page.route("**/2fa/webauthn/login/", lambda route: route.abort())
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("No passkey was used.")
    page.get_by_label("Email").fill(olive.user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/brightwater/customers/")


def test_an_invited_person_joins_with_a_new_account(open_browser, olive):
    page = open_browser(olive)
    page.goto("/brightwater/settings/invitations/")
    page.get_by_role("link", name="Invite").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Email").fill("not an address")
    dialog.get_by_role("button", name="Send invitation").click()
    expect(dialog.get_by_label("Email")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("Email").fill("sam@example.org")
    dialog.get_by_label("Role").select_option(label="Lead")
    dialog.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_text("Invitation sent successfully")).to_be_visible()
    path = path_in_last_mail()
    assert mail.outbox[-1].to == ["sam@example.org"]

    guest = open_browser()
    guest.goto(path)
    guest.get_by_role("button", name="Create your account").click()
    expect(guest.get_by_label("Email")).to_have_value("sam@example.org")
    sign_up(guest, "Sam Newcomer", "sam@example.org")
    guest.get_by_role("button", name="Join Brightwater Heating").click()
    guest.wait_for_url("**/brightwater/customers/")
    sam = Member.objects.select_related("role", "user").get(user__email="sam@example.org")
    assert (sam.role.kind, [firm.slug for firm in organizations_of(sam.user)]) == ("lead", ["brightwater"])
