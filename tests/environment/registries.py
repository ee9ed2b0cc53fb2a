from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ADDRESS = re.compile(
    r"\b(?:pypi\.(?:org|io|python\.org)|pythonhosted\.org|(?:npmjs|yarnpkg)\.(?:org|com)|deb\.debian\.org"
    r"|(?:archive|security)\.ubuntu\.com|crates\.io|proxy\.golang\.org)\b",
    re.IGNORECASE,
)


def lines_naming_a_registry(root: Path = ROOT) -> list[str]:
    """The committed lines that name a registry's address, as file:line; builds must work with a mirror."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, stdout=subprocess.PIPE, text=True).stdout
    found = []
    for name in filter(None, listed.split("\0")):
        path = root / name
        if path.is_file() and b"\0" not in path.read_bytes()[:8000]:
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            found += [f"{name}:{number}" for number, line in enumerate(lines, 1) if ADDRESS.search(line)]
    return found


if __name__ == "__main__":
    places = lines_naming_a_registry()
    print("\n".join(places))
    sys.exit(bool(places))
