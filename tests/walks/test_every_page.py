"""Every page there is, in both themes and both widths: nothing that axe finds, nothing cut off, no console error."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.authorisation.routes import Route, organization_routes
from tests.authorisation.stage import set_stage, values_for
from tests.walks.conftest import DESKTOP, PHONE

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Answers that are files, fragments or redirects, not pages.
NOT_PAGES = {
    "customers:activity",
    "customers:dismissal_withdrawal",
    "customers:inactivity",
    "customers:suggestions",
    "exports:csv",
    "exports:customers",
    "exports:xlsx",
    "imports:refused",
    "invoices:csv",
    "invoices:edit",  # of a draft alone: see test_invoices
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

VIEWS = [(width, scheme) for width in (DESKTOP, PHONE) for scheme in ("light", "dark")]


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
    page.evaluate(AXE.read_text())
    found = []
    for width, scheme in VIEWS:
        page.set_viewport_size(width)
        page.emulate_media(color_scheme=scheme)
        view = f"{name} {width['width']} {scheme}"
        found += [f"{view}: {violation}" for violation in violations_of(page)]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{view}: wider than the window")
    return found


def violations_of(page: Page) -> list[str]:
    """What axe-core finds: the rule and the first element it concerns."""
    result: dict[str, Any] = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    return [f"{each['id']} at {each['nodes'][0]['html'][:150]}" for each in result["violations"]]
