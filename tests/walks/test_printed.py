"""A list on paper: every row is there whole, nothing lies over it, and no name is cut off."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)

PAPER = {"width": 688, "height": 900}
LAST = "Number 19 of the Worshipful Company of Plumbers, Southsea"
CUT = "words => words.scrollWidth > words.clientWidth || getComputedStyle(words).whiteSpace === 'nowrap'"


def test_a_list_is_printed_whole(a_customer, dana, open_browser):
    for number in range(10, 20):
        a_customer(f"Number {number} of the Worshipful Company of Plumbers, Southsea", email=f"{number}@a.example")
    page = open_browser(dana, viewport=PAPER)
    page.goto("/brightwater/customers/")
    page.emulate_media(media="print")
    last = page.get_by_role("link", name=LAST)
    assert not last.evaluate(CUT)
    row, foot = page.get_by_role("row").last, page.locator(".pager")
    assert row.bounding_box()["y"] + row.bounding_box()["height"] <= foot.bounding_box()["y"] + 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
