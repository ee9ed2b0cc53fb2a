"""What axe finds on a page at rest, whatever stands open on it."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.walks import slow
from tests.walks.conftest import DESKTOP, PHONE

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS = [(viewport, scheme) for viewport in (PHONE, DESKTOP) for scheme in ("dark", "light")]
#: What waits for an answer of the server.
WAITING = "form[aria-busy=true], .htmx-request"
STOOD_STILL = """async () => {
  const ends = (animation) => Number.isFinite(animation.effect.getComputedTiming().endTime);
  await document.fonts.ready;
  await Promise.allSettled(document.getAnimations().filter(ends).map((animation) => animation.finished));
}"""

#: What passes stays in the browser: of a long page it would be megabytes.
COMPLAIN = """async (rules) => {
  const { violations } = await axe.run({ runOnly: rules, resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
}"""


def come_to_rest(page: Page) -> None:
    """Wait until the page is whole, no part of it is awaited, and nothing moves any more."""
    page.wait_for_load_state()
    expect(page.locator(WAITING)).to_have_count(0)
    page.evaluate(STOOD_STILL)


def complaints(page: Page) -> list[str]:
    """What axe finds on a page, and whether it runs out of the window."""
    come_to_rest(page)
    with slow.at_full_speed(page):
        # Evaluated, since the content security policy lets no foreign script in.
        if page.evaluate("!window.axe"):
            page.evaluate(AXE)
        told: list[str] = page.evaluate(COMPLAIN, RULES)
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*told, *(["runs out of the window"] if is_wide else [])]


def faults_of_views(page: Page) -> list[str]:
    """The same in both themes, on a desk and on a phone; the window is left as on a desk."""
    found = []
    for viewport, scheme in VIEWS:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # colours between two are nobody's
        found += [f"{viewport['width']} {scheme}: {complaint}" for complaint in complaints(page)]
    return found


def assert_for_everybody(page: Page) -> None:
    """Nothing to complain of, in both themes, on a desk and on a phone."""
    assert faults_of_views(page) == [], page.url
