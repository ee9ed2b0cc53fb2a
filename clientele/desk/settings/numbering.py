"""The form of how invoices are numbered, and what its words come to."""

from typing import Any

from django import forms

from clientele.billing.models import Numbering
from clientele.billing.queries import numbering_version, numbering_with, upcoming_numbers
from clientele.desk.access import MemberRequest
from clientele.desk.settings.forms import line
from clientele.desk.versions import VersionedForm

FIELDS = ("invoice_pattern", "credit_note_pattern", "digits")
#: What stands in a pattern for what.
TOKENS = (
    ("{number}", "The number, counted up by one without gaps. Every pattern has it once."),
    ("{year}", "The year of the invoice date. With it, numbers begin anew at 1 each year; without it, they run on."),
)


class NumberingForm(VersionedForm):
    invoice_pattern = line("Invoices", required=True, autocomplete="off", spellcheck="false")
    credit_note_pattern = line("Credit notes", required=True, autocomplete="off", spellcheck="false")
    digits = forms.CharField(
        label="Digits",
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text="Shorter numbers are filled up with zeros: 0007 with four digits.",
    )

    @classmethod
    def of(cls, numbering: Numbering) -> "NumberingForm":
        first = {field: getattr(numbering, field) for field in FIELDS}
        return cls(initial=first | {"version": numbering_version(numbering)})


def ahead(request: MemberRequest, numbering: Numbering, typed: Any = None) -> list[tuple[str, str, str]]:
    """The next number of each kind as typed, and what speaks against it, where anything does."""
    changed, errors = numbering_with(numbering, typed or {})
    if errors:
        return [("", "", errors[0].message)]
    day = request.now.astimezone(request.organization.zone).date()
    return [
        (one.kind.label.lower(), one.number, f"{one.number} is taken already." if one.is_taken else "")
        for one in upcoming_numbers(changed, day)
    ]
