"""The form of a draft: its head, its lines, and what they come to while one types."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from clientele.accounts.choices import PaymentTerms
from clientele.billing.choices import TaxCategory, Unit
from clientele.billing.documents.arithmetic import Sums, net_of, sums_of
from clientele.billing.models import Invoice, Line
from clientele.desk.versions import VersionedForm
from clientele.kit.numbers import plain_number, typed_number
from clientele.kit.places import currency_choices
from clientele.kit.refusals import Refusal
from clientele.projects.models import Project

LINE_FIELDS = ("description", "detail", "quantity", "unit", "unit_price", "discount", "tax_category", "tax_rate")
_NUMBERS = ("quantity", "unit_price", "discount", "tax_rate")
_HEAD = ("currency", "issued_on", "payment_terms", "served_from", "served_to", "reference", "note")
MOST_LINES = 200


def text_field(label: str, **attrs: Any) -> forms.CharField:
    """One line of text that the floor judges."""
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(label=label, required=False, max_length=2_000, widget=widget)


def day_field(label: str) -> forms.DateField:
    """A day, or none."""
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class DraftForm(VersionedForm):
    """What stands above the lines."""

    project = forms.ChoiceField(label="Project", required=False)
    issued_on = day_field("Invoice date")
    payment_terms = forms.ChoiceField(label="Payment terms", choices=PaymentTerms.choices)
    currency = forms.ChoiceField(label="Currency", choices=lambda: list(currency_choices()))
    served_from = day_field("Supplied from")
    served_to = day_field("Supplied to")
    reference = text_field("Their reference")
    note = forms.CharField(label="Note", required=False, max_length=6_000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any = None, *, projects: Iterable[Project], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.projects = {str(project.pk): project for project in projects}
        words = [(key, project.name) for key, project in self.projects.items()]
        self.fields["project"].choices = [("", "None"), *words]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, for the operation."""
        given = {name: self.cleaned_data[name] for name in _HEAD}
        return {**given, "project": self.projects.get(self.cleaned_data["project"])}


class LineForm(forms.Form):
    """One line: numbers stay as they were typed, and the floor says what they mean."""

    id = forms.CharField(required=False, widget=forms.HiddenInput)
    description = text_field("Description")
    detail = text_field("Detail")
    quantity = text_field("Quantity", inputmode="decimal")
    unit = forms.ChoiceField(label="Unit", choices=Unit.choices)
    unit_price = text_field("Price", inputmode="decimal")
    discount = text_field("Discount, %", inputmode="decimal")
    tax_category = forms.ChoiceField(label="Tax", choices=TaxCategory.choices)
    tax_rate = text_field("Rate, %", inputmode="decimal")

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, for the operation; a line that is there already keeps its id."""
        given = {name: self.cleaned_data[name] for name in LINE_FIELDS}
        given |= {name: typed_number(given[name]) or None for name in _NUMBERS}
        given = {name: value for name, value in given.items() if value is not None or name == "unit_price"}
        pk = self.cleaned_data["id"]
        return given | ({"id": int(pk)} if pk.isascii() and pk.isdecimal() and len(pk) < 18 else {})


@dataclass
class _Counted:
    net: Decimal
    tax_category: str
    tax_rate: Decimal


def head_of(invoice: Invoice) -> dict[str, Any]:
    """The head of a draft as it stands in the form."""
    return {name: getattr(invoice, name) for name in _HEAD} | {
        "project": invoice.project_id,
        "version": invoice.version,
    }


def line_texts(line: Line) -> dict[str, Any]:
    """A line as it stands in the form."""
    texts = {name: getattr(line, name) for name in LINE_FIELDS} | {"id": line.pk}
    return texts | {name: plain_number(texts[name]) for name in _NUMBERS}


def blank_line(usual: dict[str, Any]) -> dict[str, Any]:
    """A new line with the customer's usual tax."""
    rate = {"tax_category": usual["tax_category"], "tax_rate": plain_number(usual["tax_rate"])}
    return {"quantity": "1", "unit": "piece", "discount": "", **rate}


def line_forms(data: Any) -> list[LineForm]:
    """The lines that were sent, in their order."""
    places = str(data.get("places", ""))
    number = min(int(places), MOST_LINES) if places.isascii() and places.isdecimal() and len(places) < 6 else 0
    return [LineForm(data, prefix=f"lines-{place}") for place in range(number)]


def forms_from(rows: list[dict[str, Any]]) -> list[LineForm]:
    """Forms that show these lines, numbered anew."""
    return [LineForm(initial=row, prefix=f"lines-{place}") for place, row in enumerate(rows)]


def typed_rows(lines: list[LineForm]) -> list[dict[str, Any]]:
    """What stands in each line, whatever it is."""
    return [{name: line[name].value() for name in ("id", *LINE_FIELDS)} for line in lines]


def sums_typed(rows: list[dict[str, Any]], currency: str) -> Sums:
    """What the lines come to as far as they are numbers, by the arithmetic of the invoice."""
    return sums_of([line for row in rows if (line := _counted(row, currency))], currency)


def refuse_lines(head: DraftForm, lines: list[LineForm], refusal: Refusal) -> None:
    """Put what was refused beside the field of the line it concerns, the rest beside the head's."""
    for error in refusal.errors:
        part, _, rest = (error.field or "").partition(".")
        place, _, name = rest.partition(".")
        if part == "lines" and place.isdecimal() and int(place) < len(lines):
            lines[int(place)].add_error(name if name in lines[int(place)].fields else "description", error.message)
        else:
            head.add_error(error.field if error.field in head.fields else None, error.message)
    if not refusal.errors:
        head.add_error(None, refusal.message)


def _counted(row: dict[str, Any], currency: str) -> _Counted | None:
    try:
        quantity, price, discount, rate = (Decimal(typed_number(str(row[name] or "")) or "0") for name in _NUMBERS)
        net = net_of(quantity, price, discount, currency)
        return _Counted(net, str(TaxCategory(row["tax_category"])), rate)
    except (InvalidOperation, ValueError):
        return None
