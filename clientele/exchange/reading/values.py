"""What single cells say: words for a kind or a country, several addresses or numbers in one cell, tags."""

import re
from collections.abc import Iterable

from clientele.exchange.reading import words

_MANY = " ::: "  # what Google Contacts puts between the values of one cell
_BETWEEN_EMAILS = re.compile(r"[;,\s]+")
_IN_BRACKETS = re.compile(r"<([^<>@\s]+@[^<>\s]+)>")
_PHONE_LABEL = re.compile(r"\b(Phone|Main|Work|Mobile|Cell|Fax|Other|Home|Alt\.? ?Phone)\s*:\s*", re.IGNORECASE)
_PREFIXED = re.compile(r"'+[=+\-@\t\r]")
_GOOGLE_OWN = frozenset({"mycontacts", "starred", "my contacts", "friends", "family", "coworkers"})


class Unclear(Exception):
    """A cell says something that no choice matches."""

    def __init__(self, problem: str, hint: str) -> None:
        super().__init__(problem)
        self.problem, self.hint = problem, hint


def unprefixed(cell: str) -> str:
    """The cell without the one apostrophe that our export puts before what a spreadsheet would calculate."""
    return cell[1:] if cell[:1] == "'" and _PREFIXED.match(cell) else cell


def emails(cell: str) -> list[str]:
    """Every address in a cell: `Jo <jo@a.example>; b@a.example`; without any, the cell as it is."""
    if cell.count("@") < 2 and not _IN_BRACKETS.search(cell):
        text = cell.removeprefix("mailto:").strip()
        return [text] if text else []
    if named := _IN_BRACKETS.findall(cell):
        return list(dict.fromkeys(named))
    return [part.removeprefix("mailto:") for part in _BETWEEN_EMAILS.split(cell.replace(_MANY, " ")) if part]


def phones(cell: str, program: str = "") -> list[tuple[str, str]]:
    """Every number in a cell with its label, as QuickBooks (`Phone:(555) 010-1 Mobile:(555) 010-2`) and Google do."""
    if program == "google":
        return [("", part.strip()) for part in cell.split(_MANY) if part.strip()]
    if program != "quickbooks":
        return [("", cell)] if cell else []
    pieces = _PHONE_LABEL.split(cell)
    pairs = [("", pieces[0].strip(" ,;"))] + [
        (label.capitalize(), number.strip(" ,;")) for label, number in zip(pieces[1::2], pieces[2::2], strict=True)
    ]
    return [(label, " ".join(number.split())) for label, number in pairs if number]


def tags(cells: list[str], program: str = "") -> list[str]:
    """The tags in some cells, split at ; or else at commas; groups that Google makes itself are left out."""
    if program == "google":
        groups = [part.strip() for cell in cells for part in cell.split(_MANY)]
        own = {f"* {name}" for name in _GOOGLE_OWN}
        return _different(group.removeprefix("* ") for group in groups if group.casefold() not in own)
    return _different(part for cell in cells for part in cell.split(_divider(cell)))


def _divider(cell: str) -> str:
    return next((mark for mark in ("\n", ";", ",", "|") if mark in cell), "\n")


def _different(words: Iterable[str]) -> list[str]:
    tidy = (" ".join(word.split()) for word in words)
    return list({word.casefold(): word for word in tidy if word}.values())


def kind(cell: str) -> str:
    """`company` or `individual`."""
    return _chosen("kind", cell, "company nor individual")


def status(cell: str) -> str:
    """`active` or `inactive`."""
    return _chosen("status", cell, "active nor inactive")


def country(cell: str) -> str:
    """An ISO 3166-1 alpha-2 code."""
    if (code := words.country_code(cell)) is None:
        raise Unclear(f"“{cell[:60]}” is not a country we know.", "Write its name or its two letters, such as GB")
    return code


def currency(cell: str) -> str:
    """An ISO 4217 code."""
    found = words.currency_code(cell)
    if not found:
        raise Unclear(f"“{cell[:60]}” is not a currency code.", "Write three letters, such as GBP")
    return found


def rate(cell: str) -> str:
    """A percentage as a plain decimal, whether it was written `20`, `20 %` or `7,5`."""
    return cell.rstrip("% ").replace(",", ".")


def payment_terms(cell: str) -> str:
    """One of the payment terms an invoice can have."""
    if (terms := words.payment_terms(cell)) is None:
        raise Unclear(
            f"“{cell[:60]}” is not one of the payment terms.",
            "Write 7, 14, 15, 30, 45, 60 or 90 days, due on receipt or end of month",
        )
    return terms


def _chosen(about: str, cell: str, problem: str) -> str:
    if (value := words.choice(about, cell)) is None:
        ways_out = problem.replace(" nor ", " or ")
        raise Unclear(f"“{cell[:60]}” is neither {problem}.", f"Write {ways_out}, or leave it blank")
    return value
