"""Turns the cells of a row into what a customer would be saved as."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from clientele.exchange.reading import values as said
from clientele.exchange.reading.addresses import address_parts
from clientele.exchange.reading.keys import heading_key, spaced
from clientele.exchange.reading.sources import Source
from clientele.exchange.reading.synonyms import plain_headings
from clientele.exchange.reading.table import Row
from clientele.exchange.reading.values import Unclear
from clientele.kit.text import name_key, tidy_line

_SIMPLE = (
    "name", "code", "website", "city", "region", "postal_code", "account_number", "tax_number",
    "billing_name", "billing_line1", "billing_line2", "billing_city", "billing_region", "billing_postal_code",
)  # fmt: skip
_READ = {
    "kind": said.kind,
    "status": said.status,
    "country": said.country,
    "billing_country": said.country,
    "tax_rate": said.rate,
    "currency": said.currency,
    "payment_terms": said.payment_terms,
}


@dataclass
class Draft:
    """What one row says: the values of the customer, its tags, its main contact; or why it is refused.

    `name_key` and `code_key` are the forms in which it is compared with others.
    """

    number: int
    values: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    contact: dict[str, str] = field(default_factory=dict)
    problem: str = ""
    hint: str = ""
    name_key: str = ""
    code_key: str = ""

    @property
    def name(self) -> str:
        return self.values.get("name", "")


class Reading:
    """How the cells of every row of one file are read: its headings, the field of each column, and its program."""

    def __init__(self, titles: Sequence[str], fields: Sequence[str], source: Source | None = None) -> None:
        self.titles, self.fields = titles, fields
        self.people = source is not None and source.people
        self.program = source.key.partition("_")[0] if source else ""
        self.labels = ["" if heading_key(title) in plain_headings() else f"{spaced(title)}: " for title in titles]
        self.places: dict[str, list[int]] = {}
        for index, name in enumerate(fields):
            if name:
                self.places.setdefault(name, []).append(index)
        self.simple = [name for name in _SIMPLE if name in self.places]
        self.read = [(name, read) for name, read in _READ.items() if name in self.places]

    def draft(self, row: Row) -> Draft:
        """The draft of one row; never raises."""
        draft = Draft(row.number, problem=row.problem, hint=row.hint)
        cells = [said.unprefixed(cell.strip()) for cell in row.cells]
        try:
            self._fill(draft, cells)
        except Unclear as unclear:
            draft.problem, draft.hint = draft.problem or unclear.problem, draft.hint or unclear.hint
        if not draft.name and not draft.problem:
            draft.problem, draft.hint = "The name is missing.", self._only_has(cells)
        draft.name_key = name_key(draft.name)
        draft.code_key = tidy_line(draft.values.get("code", "")).casefold()
        return draft

    def _fill(self, draft: Draft, cells: Sequence[str]) -> None:
        values = draft.values
        for name in self.simple:
            if text := self._first(cells, name):
                values[name] = text
        self._name(draft, cells)
        details = self._phones(draft, cells) + self._emails(draft, cells)
        self._address(values, cells, draft.contact.get("name", ""))
        details += self._contact(draft, cells)
        self._prose(draft, cells, details)
        draft.tags = said.tags(self._all(cells, "tags"), self.program)
        for name, read in self.read:
            if text := " ".join(self._all(cells, name)):
                values[name] = read(text)

    def _first(self, cells: Sequence[str], name: str) -> str:
        for index in self.places.get(name, ()):
            if cells[index]:
                return cells[index]
        return ""

    def _all(self, cells: Sequence[str], name: str) -> list[str]:
        places = self.places.get(name)
        return [cells[index] for index in places if cells[index]] if places else []

    def _name(self, draft: Draft, cells: Sequence[str]) -> None:
        person = self._first(cells, "contact_name") or " ".join(
            self._all(cells, "contact_first_name") + self._all(cells, "contact_last_name")
        )
        if person:
            draft.contact["name"] = person
        if not draft.name and person and (self.people or "name" not in self.places):
            draft.values |= {"name": person, "kind": "individual"}
        if self.program == "quickbooks" and draft.name.endswith("(deleted)"):
            draft.values |= {"name": draft.name.removesuffix("(deleted)").strip(), "status": "inactive"}

    def _phones(self, draft: Draft, cells: Sequence[str]) -> list[str]:
        found = [
            (label or spaced(self.titles[index]), number)
            for index in self.places.get("phone", ())
            for label, number in said.phones(cells[index], self.program)
        ]
        chief = next((pair for pair in found if pair[0].casefold() != "fax"), None)
        if chief:
            draft.values["phone"] = chief[1]
        return [
            f"{label}: {number}" for label, number in found if (label, number) != chief and number != (chief or "")[1:]
        ]

    def _emails(self, draft: Draft, cells: Sequence[str]) -> list[str]:
        details = []
        for name, label in (("email", "Email"), ("billing_email", "Billing email")):
            found = list(dict.fromkeys(email for text in self._all(cells, name) for email in said.emails(text)))
            if found:
                draft.values[name] = found[0]
            details += [f"{label}: {email}" for email in found[1:]]
        return details

    def _contact(self, draft: Draft, cells: Sequence[str]) -> list[str]:
        facts = {part: self._first(cells, f"contact_{part}") for part in ("role", "email", "phone")}
        facts = {part: text for part, text in facts.items() if text}
        if "name" in draft.contact:
            if facts or draft.contact["name"] != draft.name:
                draft.contact |= facts
            else:
                draft.contact.clear()
            return []
        return [f"Contact {part}: {text}" for part, text in facts.items()]

    def _address(self, values: dict[str, str], cells: Sequence[str], person: str) -> None:
        whole = "\n".join(self._all(cells, "address"))
        parts = address_parts(whole) if whole else {}
        streets, more = self._all(cells, "address_line1"), self._all(cells, "address_line2")
        if not parts and not self.program and len(streets + more) == len((*streets[:1], *more[:1])):
            lines = [*(streets or [""]), *more]  # as typed
        else:
            given = [*streets, parts.pop("address_line1", ""), parts.pop("address_line2", ""), *more]
            lines = [line.strip(" ,") for text in given for line in text.splitlines() if line.strip(" ,")]
            if len(lines) > 1 and lines[0] in {values.get("name"), person}:
                lines.pop(0)
        places = {"address_line1": lines[0] if lines else "", "address_line2": ", ".join(lines[1:]), **parts}
        for name, text in places.items():
            if text:
                values.setdefault(name, text)

    def _prose(self, draft: Draft, cells: Sequence[str], details: list[str]) -> None:
        for name, more in (("notes", []), ("contact_information", details)):
            texts = [self.labels[index] + cells[index] for index in self.places.get(name, ()) if cells[index]]
            if texts or more:
                draft.values[name] = "\n".join((*texts, *more))

    def _only_has(self, cells: Sequence[str]) -> str:
        if "name" not in self.places:
            return "Choose the column that holds the name"
        filled = [
            self.titles[index] for index, name in enumerate(self.fields) if name and index < len(cells) and cells[index]
        ]
        if len(filled) == 1:
            return f"This row has only “{filled[0]}”"
        return "Give this row a name, or delete it" if filled else "This row is empty but for columns left out"
