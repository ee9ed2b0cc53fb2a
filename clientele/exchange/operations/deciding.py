"""Decides what an import makes of each row: created, updated, unchanged, or refused with a reason and a way out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models.functions import Lower

from clientele.accounts.models import Organization
from clientele.customers.models import Contact, Customer
from clientele.customers.operations.bulk import CustomerChange, NewCustomer, change_of, new_customer
from clientele.customers.operations.refusals import name_taken
from clientele.customers.queries import tags_by_customer
from clientele.exchange.choices import TARGET, Outcome
from clientele.exchange.operations.refusals import NotTaken, told
from clientele.exchange.reading.draft import Draft, Reading
from clientele.exchange.reading.table import Row
from clientele.kit.refusals import Refusal
from clientele.kit.text import name_key

_SAME_CODE_MISTYPED = 0.8
_NUL = "\0"  # no saved text has it, and PostgreSQL takes no question with it


#: A row, what it says, and the customer it makes or why not, where that was looked at already.
Drafted = tuple[Row, Draft, NewCustomer | Refusal | None]


@dataclass(frozen=True)
class Decision:
    """What becomes of one row, ready to be written."""

    row: Row
    draft: Draft
    outcome: str
    reason: str = ""
    hint: str = ""
    new: NewCustomer | None = None
    change: CustomerChange | None = None


@dataclass
class _Known:
    """The saved customers that the rows of one chunk are about."""

    by_code: dict[str, Customer]
    by_name: dict[str, Customer]
    tags: dict[int, list[str]]
    contacts: dict[int, list[Contact]]


class Decider:
    """Decides about the rows of one file, in order; it remembers the names and codes that earlier rows took."""

    def __init__(self, organization: Organization, reading: Reading, *, updates_existing: bool) -> None:
        self.organization, self.reading, self.updates_existing = organization, reading, updates_existing
        self.names: dict[Any, int] = {}
        self.codes: dict[Any, int] = {}
        self.customers: dict[Any, int] = {}
        self._latest: list[tuple[dict[Any, int], Any]] = []
        self._are_new = True

    def drafted(self, rows: Sequence[Row]) -> list[Drafted]:
        """What each row says and, where those before made customers, the one it makes; the database is not asked."""
        drafts = [(row, self.reading.draft(row)) for row in rows]
        return [(row, draft, self._made(draft) if self._are_new else None) for row, draft in drafts]

    def decide(self, rows: Sequence[Drafted], *, lock: bool = False) -> list[Decision]:
        """What becomes of each row; with `lock`, the customers concerned stay as they are till the transaction ends."""
        self._latest.clear()
        known = _known([draft for _, draft, _ in rows], lock)
        decisions = [self._decide(row, draft, made, known) for row, draft, made in rows]
        self._are_new = sum(decision.new is not None for decision in decisions) * 2 > len(decisions)
        return decisions

    def recall(self, rows: Iterable[Row], refused: frozenset[int]) -> None:
        """Remember what rows dealt with before took, when a run goes on."""
        for row in rows:
            if row.number not in refused:
                draft = self.reading.draft(row)
                self._take(draft, [draft.name])
        self._latest.clear()

    def forget(self) -> None:
        """Take back what the last portion took, so that it can be decided again."""
        for taken, key in self._latest:
            taken.pop(key, None)
        self._latest.clear()

    def _decide(self, row: Row, draft: Draft, made: NewCustomer | Refusal | None, known: _Known) -> Decision:
        if draft.problem:
            return Decision(row, draft, Outcome.REFUSED, draft.problem, draft.hint)
        try:
            self._refuse_repeated(draft)
            existing = self._existing(draft, known)
            if existing is None:
                return self._creation(row, draft, made or self._made(draft))
            return self._update(row, draft, existing, known)
        except NotTaken as no:
            return Decision(row, draft, Outcome.REFUSED, no.reason, no.hint)
        except Refusal as refusal:
            return Decision(row, draft, Outcome.REFUSED, *told(refusal, TARGET))

    def _made(self, draft: Draft) -> NewCustomer | Refusal:
        try:
            return new_customer(self.organization, values=draft.values, tags=draft.tags, contact=draft.contact)
        except Refusal as refusal:
            return refusal

    def _creation(self, row: Row, draft: Draft, new: NewCustomer | Refusal) -> Decision:
        if isinstance(new, Refusal):
            raise new
        self._take(draft, [draft.name])
        return Decision(row, draft, Outcome.CREATED, new=new)

    def _update(self, row: Row, draft: Draft, existing: Customer, known: _Known) -> Decision:
        change = change_of(
            existing,
            values=draft.values,
            tags=draft.tags,
            tags_now=known.tags[existing.pk],
            contact=draft.contact,
            contacts=known.contacts.get(existing.pk, ()),
        )
        if change and not self.updates_existing:
            raise NotTaken(name_taken(self.organization).message, "Tick “Update” to change it, or leave this row out")
        if (earlier := self.customers.get(existing.pk)) is not None:
            raise NotTaken(f"Same {self.organization.words.one_lower} as row {earlier}.", "Keep one of the two")
        self._put(self.customers, existing.pk, draft)
        self._take(draft, [draft.name, existing.name])
        return Decision(row, draft, Outcome.UPDATED if change else Outcome.UNCHANGED, change=change)

    def _refuse_repeated(self, draft: Draft) -> None:
        if (earlier := self.names.get(draft.name_key)) is not None:
            raise NotTaken(f"Same name as row {earlier}.", "Keep one of the two")
        if (earlier := self.codes.get(draft.code_key)) is not None:
            raise NotTaken(f"Same code as row {earlier}.", "Give this row another code")

    def _existing(self, draft: Draft, known: _Known) -> Customer | None:
        code = draft.code_key
        same_code = known.by_code.get(code) if code else None
        same_name = known.by_name.get(draft.name_key)
        if same_code is not None:
            if same_code.is_archived:
                raise NotTaken(
                    f"The code {same_code.code} belongs to {same_code.name}, which is archived.", "Restore it first"
                )
            if same_name is not None and same_name.pk != same_code.pk:
                raise NotTaken(f"The code {same_code.code} belongs to {same_code.name}.", "Give this row another code")
            return same_code
        if same_name is not None and code:
            self._refuse_other_code(draft.values["code"], same_name.code)
        return same_name

    def _refuse_other_code(self, given: str, saved: str) -> None:
        likeness = SequenceMatcher(None, given.casefold(), saved.casefold()).ratio()
        if not saved:
            raise NotTaken("A code cannot change after creation.", f"Saved without a code, file {given}")
        if likeness >= _SAME_CODE_MISTYPED:
            raise NotTaken("A code cannot change after creation.", f"Saved {saved}, file {given}")
        raise NotTaken(name_taken(self.organization).message, f"Saved with the code {saved}, this row has {given}")

    def _take(self, draft: Draft, names: Iterable[str]) -> None:
        for name in names:
            self._put(self.names, name_key(name), draft)
        if code := draft.code_key:
            self._put(self.codes, code, draft)

    def _put(self, taken: dict[Any, int], key: Any, draft: Draft) -> None:
        taken[key] = draft.number
        self._latest.append((taken, key))


def _known(drafts: Sequence[Draft], lock: bool) -> _Known:
    codes = {code for draft in drafts if (code := draft.code_key) and _NUL not in code}
    keys = {key for draft in drafts if (key := draft.name_key) and _NUL not in key}
    customers = Customer.objects.select_for_update(of=("self",)) if lock else Customer.objects.all()
    named = customers.current().filter(name_key__among=keys).order_by("name_key", "pk")
    by_name = {found.name_key: found for found in named}
    coded = customers.annotate(low=Lower("code")).filter(low__among=codes).order_by("pk") if codes else ()
    same = {found.pk: found for found in by_name.values()}
    by_code = {found.code.casefold(): same.get(found.pk, found) for found in coded}
    everyone = list({found.pk: found for found in (*by_name.values(), *by_code.values())}.values())
    contacts: dict[int, list[Contact]] = {}
    if everyone:
        for contact in Contact.objects.filter(customer__in=everyone).order_by("pk"):
            contacts.setdefault(contact.customer_id, []).append(contact)
    tags = {pk: [tag.name for tag in found] for pk, found in tags_by_customer(everyone).items()} if everyone else {}
    return _Known(by_code, by_name, tags, contacts)
