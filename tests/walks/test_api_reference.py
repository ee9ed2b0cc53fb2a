"""The API's reference page: looked at by axe in both themes and at both widths, and used by hand."""

import pytest

from tests.walks.conftest import DESKTOP, PHONE
from tests.walks.test_gallery import AXE, RULES


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_reference_is_accessible_and_fits(open_browser, viewport, dark):
    page = open_browser(viewport=viewport, dark=dark, bypass_csp=True)
    page.goto("/api/v1/docs")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.add_script_tag(path=AXE)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    assert [f"{hit['id']}: {hit['nodes'][0]['html'][:200]}" for hit in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_route_is_found_and_its_refusals_are_read(open_browser):
    page = open_browser()
    page.goto("/api/v1/docs")
    page.get_by_role("navigation").get_by_role("link", name="Create a customer").click()
    route = page.locator("#create_customer")
    route.get_by_text("How it can be refused").click()
    assert route.get_by_text("customer_name_taken", exact=True).is_visible()
