"""The navigation and the palette draw icons that the sprite has."""

from pathlib import Path

import pytest
from django.conf import settings

from clientele.desk.navigation import ENTRIES
from clientele.desk.palette.pages import DESTINATIONS

SPRITE = (Path(settings.ROOT) / "ui/static/clientele/icons.svg").read_text()


@pytest.mark.parametrize("icon", sorted({entry.icon for entry in (*ENTRIES, *DESTINATIONS)}))
def test_an_icon_that_is_declared_is_in_the_sprite(icon):
    assert f'id="{icon}"' in SPRITE
