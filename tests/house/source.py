"""The source of the house as the rules about it read it."""

import ast
import subprocess
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "clientele"
DOORS = ("desk", "api", "console")


@lru_cache
def python_files() -> list[Path]:
    """Every module of the house, without migrations."""
    return sorted(path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts)


@lru_cache
def templates() -> list[Path]:
    """Every template of the house."""
    return sorted(HOUSE.rglob("*.html"))


@lru_cache
def tree_of(path: Path) -> ast.Module:
    """A module as its syntax tree."""
    return ast.parse(path.read_text())


def name_of(path: Path) -> str:
    """A path as the reader of a failure knows it."""
    return str(path.relative_to(ROOT))


@lru_cache
def committed_files() -> list[Path]:
    """Every file that git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]
