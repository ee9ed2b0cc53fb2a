"""Every component, looked at by axe in both themes and at both widths."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.ui.test_gallery import PAGES
from tests.walks.conftest import DESKTOP, PHONE

AXE = Path(settings.ROOT).parent / "node_modules/axe-core/axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize(("viewport", "dark"), [(DESKTOP, False), (PHONE, True)], ids=["desktop-light", "phone-dark"])
def test_the_gallery_is_accessible_and_fits(open_browser, viewport, dark):
    page = open_browser(viewport=viewport, dark=dark, bypass_csp=True)
    found = []
    for path in PAGES:
        page.goto(path)
        page.add_script_tag(path=AXE)
        result = page.evaluate("rules => axe.run(document, rules)", RULES)
        found += [f"{path} {hit['id']}: {hit['nodes'][0]['html'][:120]}" for hit in result["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path} is wider than the window")
    assert found == []
