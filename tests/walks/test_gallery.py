"""Every component, looked at by axe in both themes and at both widths."""

import pytest

from tests.ui.test_gallery import PAGES
from tests.walks.axe import complaints
from tests.walks.conftest import DESKTOP, PHONE


@pytest.mark.parametrize(("viewport", "dark"), [(DESKTOP, False), (PHONE, True)], ids=["desktop-light", "phone-dark"])
def test_the_gallery_is_accessible_and_fits(open_browser, viewport, dark):
    page = open_browser(viewport=viewport, dark=dark)
    found = []
    for path in PAGES:
        page.goto(path)
        found += [f"{path} {complaint}" for complaint in complaints(page)]
    assert found == []
