"""The forms of the steps from work to an invoice."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from clientele.billing.queries import Waiting
from clientele.desk.invoices.drafting import MOST_LINES, day_field, text_field
from clientele.desk.invoices.from_work.selection import Selection
from clientele.kit import durations
from clientele.kit.money import shown
from clientele.kit.numbers import counted
from clientele.kit.refusals import Refusal

FORMATS = (
    ("detailed", "Detailed: a line for each entry"),
    ("summary", "Summary: time added up"),
    ("fixed", "Fixed fee: a fee you write down covers the time"),
)
SUMMED_BY = (("billing_code", "Kind of work"), ("member", "Person"))
PARTS = (("time", "Time"), ("expenses", "Expenses"), ("fees", "Fixed fees"))


class SetupForm(forms.Form):
    """What the invoice is about: projects, days, and how it is told."""

    projects = forms.MultipleChoiceField(
        label="Projects",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one project."},
    )
    since = day_field("Work from")
    until = day_field("Work to")
    issued_on = day_field("Invoice date")
    format = forms.ChoiceField(label="Format", choices=FORMATS, widget=forms.RadioSelect)
    summed_by = forms.ChoiceField(label="A summary adds up by", choices=SUMMED_BY)
    parts = forms.MultipleChoiceField(
        label="What goes on it",
        choices=PARTS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what goes on the invoice."},
    )

    def __init__(self, data: Any = None, *, waiting: Sequence[Waiting], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.waiting = {str(each.project.pk): each for each in waiting}
        self.fields["projects"].choices = [(pk, _told(each)) for pk, each in self.waiting.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What no field says alone: days in order, one currency, a fee where a fee covers the time."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", "The period ends before it starts.")
        currencies = sorted({self.waiting[pk].project.currency for pk in given.get("projects", ())})
        if len(currencies) > 1:
            words = ", ".join(currencies[:-1]) + f" and {currencies[-1]}"
            self.add_error("projects", f"These are in {words}. An invoice has one currency.")
        if given.get("format") == "fixed" and "parts" in given and "fees" not in given["parts"]:
            given["parts"] = [*given["parts"], "fees"]
        return given

    def fill(self, selection: Selection) -> None:
        """Put what was typed into a selection; the steps after it are taken anew where it differs."""
        given = self.cleaned_data
        before = (selection.projects, selection.since, selection.until, selection.parts)
        selection.projects = [int(pk) for pk in given["projects"]]
        selection.format, selection.summed_by, selection.parts = given["format"], given["summed_by"], given["parts"]
        for name in ("since", "until", "issued_on"):
            setattr(selection, name, given[name].isoformat() if given[name] else "")
        if before != (selection.projects, selection.since, selection.until, selection.parts):
            selection.chosen = {}


class FeeForm(forms.Form):
    """A fee that is agreed upon; the amount stays as it was typed."""

    description = text_field("Fee")
    amount = text_field("Amount", inputmode="decimal")


def fee_forms(fees: list[dict[str, str]]) -> list[FeeForm]:
    """The fees that were written down, a form each."""
    prefixes = [f"fees-{place}" for place in range(len(fees))]
    return [
        FeeForm({f"{prefix}-{name}": text for name, text in fee.items()}, prefix=prefix)
        for prefix, fee in zip(prefixes, fees, strict=True)
    ]


def fees_from(data: Any) -> list[dict[str, str]]:
    """The fees that were sent, in their order."""
    places = str(data.get("places", ""))
    number = min(int(places), MOST_LINES) if places.isascii() and places.isdecimal() and len(places) < 6 else 0
    return [
        {name: str(data.get(f"fees-{place}-{name}", ""))[:600] for name in ("description", "amount")}
        for place in range(number)
    ]


def refuse_fees(fees: list[FeeForm], first: int, refusal: Refusal) -> str:
    """Put what was refused beside the fee it concerns; answers what concerns none. The first fee is line `first`."""
    written = [fee for fee in fees if any(value.strip() for value in fee.data.values())]
    for error in refusal.errors:
        part, _, rest = (error.field or "").partition(".")
        place, _, name = rest.partition(".")
        number = int(place) - first if part == "lines" and place.isdecimal() else -1
        if not 0 <= number < len(written):
            return error.message
        written[number].is_valid()
        written[number].add_error("amount" if name == "unit_price" else "description", error.message)
    return "" if refusal.errors else refusal.message


def first_setup(waiting: Sequence[Waiting], *, wanted: int | None, today: date) -> dict[str, Any]:
    """How the setup begins: the project that was asked for, else all with work in one currency."""
    busy = [each.project for each in waiting if each.is_any]
    same = [project.pk for project in busy if project.currency == busy[0].currency]
    return {
        "projects": [str(pk) for pk in ([wanted] if wanted else same)],
        "issued_on": today,
        "format": "detailed",
        "summed_by": "billing_code",
        "parts": ["time", "expenses", "fees"],
    }


def setup_of(selection: Selection) -> dict[str, Any]:
    """A setup that was completed, to go back to."""
    since, until = selection.days
    given = {name: getattr(selection, name) for name in ("format", "summed_by", "parts")}
    projects = [str(pk) for pk in selection.projects]
    return given | {"projects": projects, "since": since, "until": until, "issued_on": selection.issue_day}


def _told(waiting: Waiting) -> str:
    """`New boiler (12:30 h, 2 expenses of £34.00)`."""
    time = f"{durations.shown(waiting.minutes)} h" if waiting.entries else ""
    spent = f"{counted(waiting.expenses, 'expense')} of {shown(waiting.spent, waiting.project.currency)}"
    words = ", ".join(text for text in (time, spent if waiting.expenses else "") if text)
    return f"{waiting.project.name} ({words or 'nothing waits to be billed'})"
