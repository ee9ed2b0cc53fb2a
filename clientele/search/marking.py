"""Where in a name the fragments stand that were searched for, whatever the case and the accents."""

from collections.abc import Iterable

from clientele.kit.text import sort_key


def spans_of(name: str, fragments: Iterable[str]) -> list[tuple[int, int]]:
    """The parts of a name that a search found, as positions from and to, in order and apart from each other."""
    folded, origin = _folded(name)
    found = []
    for fragment in fragments:
        start = folded.find(fragment) if fragment else -1
        while start >= 0:
            end = start + len(fragment)
            found.append((origin[start], origin[end - 1] + 1))
            start = folded.find(fragment, end)
    return _merged(sorted(found))


def _folded(name: str) -> tuple[str, list[int]]:
    """The name in the form of the index, and for each of its characters where it came from."""
    pieces, origin = [], []
    for position, character in enumerate(name):
        piece = " " if character == " " else sort_key(character)
        pieces.append(piece)
        origin += [position] * len(piece)
    return "".join(pieces), origin


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
