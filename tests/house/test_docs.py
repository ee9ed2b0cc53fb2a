"""The documents say what is true."""

import re

from tests.house.source import HOUSE, ROOT


def test_every_path_in_how_to_add_exists():
    page = (ROOT / "docs" / "how-to-add.md").read_text()
    named = set(re.findall(r"`((?:clientele|tests)/[^`<>]*)`", page))
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_every_floor_is_described():
    page = (ROOT / "docs" / "architecture.md").read_text()
    floors = {path.name for path in HOUSE.iterdir() if (path / "__init__.py").exists()}
    assert {floor for floor in floors if f"`{floor}`" not in page} == set()


def test_decisions_are_numbered_without_gaps():
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
