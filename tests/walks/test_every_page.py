"""Every page there is, in both themes and both widths: nothing that axe finds, nothing cut off, no console error."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.authorisation.routes import Route, organization_routes
from tests.authorisation.stage import set_stage, values_for
from tests.walks.axe import faults_of_views

#: Answers that are files, fragments or redirects, not pages.
NOT_PAGES = {
    "customers:activity",
    "customers:dismissal_withdrawal",
    "customers:inactivity",
    "customers:suggestions",
    "expenses:projects",
    "exports:csv",
    "exports:customers",
    "exports:xlsx",
    "imports:refused",
    "invoices:csv",
    "invoices:edit",  # of a draft alone: see test_invoices
    "invoices:logo",
    "invoices:pdf",
    "invoices:work_costs",  # of a selection alone: see test_invoice_work
    "invoices:work_review",
    "invoices:work_setup",
    "invoices:work_time",
    "invoices:xml",
    "palette:answers",
    "people:logo",
    "people:organization_home",
    "projects:csv",
    "projects:customers",
    "projects:favourite",
    "projects:status",
    "projects:task_done",
    "projects:task_new",
    "projects:task_place",
    "reports:owed_csv",
    "reports:payments_csv",
    "reports:revenue_csv",
    "settings:index",
    "time:approval",
    "time:cell",
    "time:places",
    "time:report_csv",
}
OWN = [
    "people:organizations",
    "people:organization_create",
    "people:profile",
    "account_email",
    "account_change_password",
    "account_logout",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "usersessions_list",
    "outbox:list",
]
PUBLIC = ["account_login", "account_signup", "account_reset_password", "account_reset_password_done"]


def pages_of_the_organisation() -> list[Route]:
    return [route for route in organization_routes() if route.name not in NOT_PAGES]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("part", range(4))
def test_every_page_of_an_organisation_is_for_everyone(part, olive, open_browser):
    props = set_stage(olive)
    page = open_browser(olive, reduced_motion="reduce")
    faults = []
    for route in pages_of_the_organisation()[part::4]:
        path = route.path("brightwater", values_for(route.name, route.takes, props))
        faults += faults_of(page, path, route.name)
    assert faults == []


@pytest.mark.django_db(transaction=True)
def test_every_page_of_ones_own_is_for_everyone(olive, open_browser):
    page = open_browser(olive, reduced_motion="reduce")
    assert [fault for name in OWN for fault in faults_of(page, reverse(name), name)] == []


@pytest.mark.django_db(transaction=True)
def test_every_page_before_signing_in_is_for_everyone(olive, open_browser):
    page = open_browser(reduced_motion="reduce")
    assert [fault for name in PUBLIC for fault in faults_of(page, reverse(name), name)] == []


def faults_of(page: Page, path: str, name: str) -> list[str]:
    """What is wrong with a page: its answer, what axe finds, what runs out of the window."""
    answer = page.goto(path)
    if answer is None or answer.status >= 400:
        return [f"{name} answers {answer and answer.status}"]
    return [f"{name} {fault}" for fault in faults_of_views(page)]
