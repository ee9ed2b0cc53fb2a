"""Draws the floors of the house and the imports between them: make picture."""

from __future__ import annotations

import ast
import tomllib
from html import escape
from itertools import combinations
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "architecture.svg"
LEFT, WIDTH, HEIGHT, GAP, ARCS = 24, 560, 52, 14, 300
STYLE = """
svg { color-scheme: light dark; font-family: Inter, system-ui, sans-serif; }
.paper { fill: #ffffff; } .floor { fill: #f5f6fa; stroke: #d9dce6; }
.name { fill: #1c2030; font-size: 14px; font-weight: 600; } .says { fill: #5a6178; font-size: 12px; }
.arc { fill: none; stroke: #5b5bd6; stroke-width: 1.5; stroke-opacity: 0.4; } .end { fill: #5b5bd6; }
@media (prefers-color-scheme: dark) {
  .paper { fill: #14161f; } .floor { fill: #1d202c; stroke: #343949; }
  .name { fill: #eceef6; } .says { fill: #a2a9be; } .arc { stroke: #9a9aff; } .end { fill: #9a9aff; }
}
"""


def floors() -> list[list[str]]:
    """The packages from the top floor to the ground, as pyproject.toml says them to import-linter."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return [[name.strip() for name in layer.split("|")] for layer in layers]


def imports(storeys: list[list[str]]) -> list[tuple[int, int]]:
    """Which floors import something of which lower ones."""
    graph = grimp.build_graph("clientele", cache_dir=None)
    modules = [{module for name in names for module in _inside(graph, name)} for names in storeys]
    return [
        (upper, lower)
        for upper, lower in combinations(range(len(storeys)), 2)
        if any(graph.find_modules_directly_imported_by(module) & modules[lower] for module in modules[upper])
    ]


def promise(name: str) -> str:
    """The first sentence of a package's docstring."""
    module = ast.parse((ROOT / "clientele" / name / "__init__.py").read_text(encoding="utf-8"))
    return (ast.get_docstring(module) or "").split("\n")[0].rstrip(".")


def draw(storeys: list[list[str]], arcs: list[tuple[int, int]]) -> str:
    """The picture as SVG, the same for the same house."""
    height = 2 * LEFT + len(storeys) * (HEIGHT + GAP) - GAP
    width = LEFT + WIDTH + ARCS
    parts = [_arc(upper, lower) for upper, lower in arcs]
    parts += [_box(row, column, names) for row, names in enumerate(storeys) for column in range(len(names))]
    title = "The floors of Clientele, top to bottom; an arc leads from a floor to a lower one that it imports"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
            f"<title>{title}</title>",
            f"<style>{STYLE}</style>",
            f'<rect class="paper" width="{width}" height="{height}" rx="12"/>',
            *parts,
            "</svg>\n",
        ]
    )


def _inside(graph: grimp.ImportGraph, name: str) -> list[str]:
    package = f"clientele.{name}"
    return [package, *graph.find_descendants(package)]


def _top(row: int) -> int:
    return LEFT + row * (HEIGHT + GAP)


def _box(row: int, column: int, names: list[str]) -> str:
    width = (WIDTH - GAP * (len(names) - 1)) / len(names)
    left, top = LEFT + column * (width + GAP), _top(row)
    name, says = names[column], promise(names[column])
    baseline = top + (22 if says else 31)
    return (
        f'<rect class="floor" x="{left:g}" y="{top}" width="{width:g}" height="{HEIGHT}" rx="8"/>'
        f'<text class="name" x="{left + 14:g}" y="{baseline}">{escape(name)}</text>'
        f'<text class="says" x="{left + 14:g}" y="{top + 40}">{escape(says)}</text>'
    )


def _arc(upper: int, lower: int) -> str:
    """Leaves the upper floor in its lower half and reaches the lower one in its upper half."""
    start, end = _top(upper) + HEIGHT * 0.7, _top(lower) + HEIGHT * 0.3
    right = LEFT + WIDTH
    reach = right + 30 + (ARCS - 40) * 4 / 3 * (lower - upper) / 14
    return (
        f'<path class="arc" d="M{right} {start:g}'
        f'C{reach:.1f} {start:g} {reach:.1f} {end:g} {right + 5} {end:g}"/>'
        f'<path class="end" d="M{right + 1} {end:g}l7 -3.5v7z"/>'
    )


def drawn() -> str:
    house = floors()
    return draw(house, imports(house))


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
    print(f"Drew {PICTURE.relative_to(ROOT)}.")
