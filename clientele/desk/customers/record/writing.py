"""The form of a comment or a note of the log."""

from collections.abc import Mapping
from typing import Any

from django import forms

from clientele.customers.choices import LOG_KINDS, NoteKind, in_words
from clientele.customers.models import Customer, Note
from clientele.desk.versions import VersionedForm


class NoteForm(VersionedForm):
    """A type, for notes of the log, and the text; with the version where one is edited."""

    names: tuple[str, ...] = ("kind", "body")
    kind = forms.ChoiceField(label="Type", choices=[(kind.value, kind.label) for kind in LOG_KINDS])
    body = forms.CharField(label="Text", strip=False, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, customer: Customer, data: Any = None, *, entry: Note | None = None) -> None:
        self.customer, self.entry = customer, entry
        initial = {"kind": entry.kind, "body": entry.body, "version": entry.version} if entry else {}
        super().__init__(data, initial=initial)
        if entry and entry.kind == NoteKind.COMMENT:
            del self.fields["kind"]
            self.names = ("body",)

    @property
    def values(self) -> dict[str, Any]:
        """What was chosen and typed, for the operation."""
        return {name: self.cleaned_data[name] for name in self.names}

    def text_of(self, name: str, record: Any) -> str:
        return str(getattr(record, name) or "")

    def in_words(self, name: str, text: str) -> str:
        return in_words(name, text, of="note")

    def word_of(self, name: str) -> str:
        return "type" if name == "kind" else "text"

    def take_over(self, since: Mapping[str, Any], data: Any) -> list[str]:
        """Nothing stands in this form besides its fields."""
        return []
