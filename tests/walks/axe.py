"""What axe finds on a page, whatever stands open on it."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.walks.conftest import DESKTOP, PHONE

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def complaints(page: Page) -> list[str]:
    """What axe finds on a page, and whether it runs out of the window."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    told = [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*told, *(["runs out of the window"] if is_wide else [])]


def assert_for_everybody(page: Page) -> None:
    """Nothing to complain of, in both themes, on a desk and on a phone; the window is left as on a desk."""
    for viewport in (PHONE, DESKTOP):
        for scheme in ("dark", "light"):
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # colours between two are nobody's
            assert complaints(page) == [], (page.url, viewport, scheme)
