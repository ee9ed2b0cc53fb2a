"""The gallery shows the whole house of components, and what it shows can be drawn."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from clientele.ui.gallery.views import ENTRIES, SCREENS, names_in

UI = Path(settings.ROOT) / "ui"
PAGES = [f"/gallery/{name}/" for name in names_in(ENTRIES)] + [
    f"/gallery/screens/{name}/" for name in names_in(SCREENS)
]


def test_every_component_is_in_the_gallery():
    assert names_in(ENTRIES) == names_in(UI / "components")


def test_every_macro_is_shown_or_is_part_of_one_that_is():
    sources = {
        file: file.read_text()
        for folder in ("components", "gallery", "layouts")
        for file in (UI / folder).rglob("*.html")
    }
    macros = re.findall(r"{% macro ([a-z]\w*)", "".join(sources.values()))
    used = re.findall(r"(?<!macro )\b([a-z]\w*)\(", "".join(sources.values()))
    assert set(macros) - set(used) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/gallery/", *PAGES])
def test_a_page_draws_only_icons_of_the_sprite(client: Client, page: str):
    sprite = (UI / "static/clientele/icons.svg").read_text()
    html = client.get(page).content.decode()
    drawn = set(re.findall(r'icons\.svg#([a-z0-9-]+)"', html))
    assert drawn
    assert {name for name in drawn if f'id="{name}"' not in sprite} == set()
