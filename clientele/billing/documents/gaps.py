"""What the standard for e-invoices (EN 16931) demands and a document does not say."""

from collections.abc import Iterator

from clientele.billing.choices import InvoiceKind, TaxCategory
from clientele.billing.documents.codes import country_code, is_currency
from clientele.billing.documents.paper import Paper, Party
from clientele.billing.documents.tax_numbers import vat_number_of
from clientele.kit.money import minor_digits
from clientele.kit.refusals import Refusal

#: The places after the point that the standard gives to amounts.
STANDARD_DIGITS = 2
SETTINGS = "under Settings > Billing"


def gaps_of(paper: Paper) -> list[str]:
    """A sentence for each thing to add or change; none when an e-invoice can be made."""
    return [*_document_gaps(paper), *_seller_gaps(paper), *_buyer_gaps(paper), *_line_gaps(paper)]


def refuse_gaps(paper: Paper) -> None:
    """Raises `einvoice_incomplete` where an e-invoice cannot be made."""
    if gaps := gaps_of(paper):
        raise Refusal("einvoice_incomplete", " ".join(gaps))


def _document_gaps(paper: Paper) -> Iterator[str]:
    if not paper.number:
        yield f"Finalise the {InvoiceKind(paper.kind).label.lower()}: a draft has no number."
    if minor_digits(paper.currency) > STANDARD_DIGITS:
        yield f"E-invoices have two places after the point and {paper.currency} has more: send the PDF alone."
    elif not is_currency(paper.currency):
        yield f"E-invoices do not know the currency {paper.currency}: send the PDF alone."


def _past_country(party: Party) -> Iterator[str]:
    if party.country and not country_code(party.country):
        yield f"Choose today's country in the address of {party.name}: e-invoices do not know {party.country}."


def _seller_gaps(paper: Paper) -> Iterator[str]:
    seller = paper.seller
    if not seller.name:
        yield f"Add your firm's name {SETTINGS}."
    if not seller.country:
        yield f"Add your country {SETTINGS}."
    yield from _past_country(seller)
    if _categories(paper) != {TaxCategory.OUTSIDE} and not seller.tax_number:
        yield f"Add your VAT number {SETTINGS}."
    elif not (seller.registration_number or _shows_vat_number(paper)):
        yield f"Add your registration number {SETTINGS}, or your VAT number with the letters of its country."


def _shows_vat_number(paper: Paper) -> bool:
    """Whether it stands on the e-invoice: the standard forbids it outside the scope of tax (BR-O-02)."""
    return bool(vat_number_of(paper.seller)) and TaxCategory.OUTSIDE not in _categories(paper)


def _buyer_gaps(paper: Paper) -> Iterator[str]:
    buyer = paper.buyer
    if not buyer.name:
        yield "Add the customer's billing name."
    if not buyer.country:
        yield f"Add the country of {buyer.name or 'the customer'} to the billing details."
    yield from _past_country(buyer)
    named = vat_number_of(buyer) or buyer.registration_number
    if TaxCategory.REVERSE_CHARGE in _categories(paper) and not named:
        yield (
            f"Add the VAT number of {buyer.name or 'the customer'} with the letters of its country: "
            "the reverse charge needs it."
        )


def _line_gaps(paper: Paper) -> Iterator[str]:
    kind, categories = InvoiceKind(paper.kind).label.lower(), _categories(paper)
    if not paper.lines:
        yield f"Add a line to the {kind}."
    if not all(line.description for line in paper.lines):
        yield "Describe every line."
    if TaxCategory.OUTSIDE in categories and len(categories) > 1:
        yield "Put the lines outside the scope of tax on a document of their own: an e-invoice does not mix them."
    if any(line.tax_category == TaxCategory.STANDARD and not line.tax_rate for line in paper.lines):
        yield "Choose Zero rated or Exempt for the lines that are taxed at 0%: the standard rate is above it."
    if any(line.tax_category != TaxCategory.STANDARD and line.tax_rate for line in paper.lines):
        yield "Set the tax rate of the lines that are not taxed to 0%."


def _categories(paper: Paper) -> set[str]:
    return {str(line.tax_category) for line in paper.lines}
