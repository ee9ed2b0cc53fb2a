"""The small forms of an invoice's page: text in, text kept."""

from typing import Any

from django import forms

from clientele.billing.choices import PaymentMethod
from clientele.billing.models import Invoice
from clientele.kit.money import minor_digits
from clientele.kit.numbers import typed_number


def _line(label: str, **more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=2_000, widget=widget, **more)


class PaymentForm(forms.Form):
    """Money that came in; the balance is filled in beforehand."""

    amount = _line("Amount")
    paid_on = forms.DateField(
        label="Day", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    method = forms.ChoiceField(label="Method", choices=PaymentMethod.choices)
    reference = _line("Reference")

    def __init__(self, invoice: Invoice, data: Any = None, *, first: Any = None) -> None:
        amount = f"{invoice.balance:.{minor_digits(invoice.currency)}f}"
        super().__init__(data, initial={"amount": amount, "paid_on": first, "method": PaymentMethod.BANK_TRANSFER})

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, for the operation."""
        return {**self.cleaned_data, "amount": typed_number(self.cleaned_data["amount"])}


class RefundForm(forms.Form):
    """Money that went back; what is owed is filled in beforehand."""

    amount = _line("Amount")
    refunded_on = forms.DateField(
        label="Day", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    method = forms.ChoiceField(label="Method", choices=PaymentMethod.choices)
    reference = _line("Reference")

    def __init__(self, invoice: Invoice, data: Any = None, *, first: Any = None) -> None:
        amount = f"{invoice.refund_due:.{minor_digits(invoice.currency)}f}"
        super().__init__(data, initial={"amount": amount, "refunded_on": first, "method": PaymentMethod.BANK_TRANSFER})

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, for the operation."""
        return {**self.cleaned_data, "amount": typed_number(self.cleaned_data["amount"])}


class SendingForm(forms.Form):
    """Where an invoice is sent to."""

    recipient = forms.CharField(
        label="Send to", required=False, max_length=300, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )


class ReasonForm(forms.Form):
    """Why an invoice is void."""

    reason = _line("Reason", help_text="Kept with the invoice.")
