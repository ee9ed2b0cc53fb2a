"""How many bytes a browser fetches: the first visit of the list with all it needs, and a swap of the list."""

import re
from dataclasses import dataclass

from bench.asked import Facts
from bench.browser import Answer, Browser

FIRST_LOAD, SWAP = 200_000, 15_000
_FILES = re.compile(r'<(?:link rel="(?:preload|stylesheet|icon|manifest)"|script)[^>]*?(?:href|src)="([^"]+)"')
_SPRITE = re.compile(r'<use href="([^"#]+)')


@dataclass(frozen=True)
class Weight:
    """Bytes on the wire, headers included, of one thing that is loaded."""

    label: str
    size: int
    goal: int


def weigh(person: Browser, facts: Facts) -> list[Weight]:
    """The first load, what it consists of, and the swap."""
    path = f"/{facts['slug']}/customers/"
    page = person.get(path)
    files = dict.fromkeys([*_FILES.findall(page.text), *_SPRITE.findall(page.text)])
    sizes = {"page": page.weight, **{_name(file): _fetched(person, file).weight for file in files}}
    made_of = ", ".join(f"{name} {size / 1000:.1f}" for name, size in sizes.items())
    swap = person.get(f"{path}?page=2", **{"HX-Request": "true", "HX-Target": "customer_list"})
    return [
        Weight(f"First load ({made_of} kB)", sum(sizes.values()), FIRST_LOAD),
        Weight("Swap of the list", swap.weight, SWAP),
    ]


def _fetched(person: Browser, file: str) -> Answer:
    answer = person.get(file)
    if answer.status != 200:
        raise SystemExit(f"{file} was answered {answer.status}.")
    return answer


def _name(file: str) -> str:
    stem, _, ending = file.rpartition("/")[2].partition(".")
    return f"{stem}.{ending.rpartition('.')[2]}"
