"""Making a draft final: its number, its paper, its digest."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from clientele.accounts.choices import PaymentTerms
from clientele.accounts.models import Logo
from clientele.billing.choices import InvoiceKind, InvoiceStatus
from clientele.billing.documents.arithmetic import Sums
from clientele.billing.documents.paper import Bank, Paper, PaperLine, Party
from clientele.billing.models import Invoice, Letterhead, Line
from clientele.billing.operations.numbering import next_number


def seal(invoice: Invoice, lines: Sequence[Line], sums: Sums, *, at: datetime) -> None:
    """Give a locked draft its number and its paper, and save it; from then on the database refuses changes."""
    number = next_number(invoice.organization, invoice.kind, invoice.issued_on)
    paper = paper_from(invoice, lines, sums, number)
    invoice.number, invoice.paper, invoice.sha256 = number, paper.as_json(), paper.sha256
    invoice.subtotal, invoice.tax_total, invoice.total = sums.subtotal, sums.tax_total, sums.total
    invoice.letterhead = _letterhead(invoice)
    invoice.finalized_at = invoice.updated_at = at
    is_credit = invoice.kind == InvoiceKind.CREDIT_NOTE
    invoice.status = InvoiceStatus.PAID if is_credit else InvoiceStatus.SENT
    invoice.balance = Decimal(0) if is_credit else sums.total
    invoice.version += 1
    invoice.save()


def paper_from(invoice: Invoice, lines: Sequence[Line], sums: Sums, number: str) -> Paper:
    """The whole document, as it is drawn for ever."""
    told = invoice.billing
    is_credit = invoice.kind == InvoiceKind.CREDIT_NOTE
    return Paper(
        kind=str(invoice.kind),
        number=number,
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        currency=invoice.currency,
        seller=Party(**told["seller"]),
        buyer=Party(**told["buyer"]),
        bank=Bank(**told["bank"]),
        footer=told["footer"],
        lines=tuple(map(_paper_line, lines)),
        groups=sums.groups,
        subtotal=sums.subtotal,
        tax_total=sums.tax_total,
        total=sums.total,
        terms="" if is_credit else str(PaymentTerms(invoice.payment_terms).label),
        project=invoice.project.name if invoice.project else "",
        reference=invoice.reference,
        note=invoice.note,
        served_from=invoice.served_from,
        served_to=invoice.served_to,
        credits=(invoice.credits.number, invoice.credits.issued_on) if invoice.credits else None,
    )


def _paper_line(line: Line) -> PaperLine:
    return PaperLine(
        description=line.description,
        detail=line.detail,
        quantity=_plain(line.quantity),
        unit=str(line.unit),
        unit_price=_plain(line.unit_price),
        discount=_plain(line.discount),
        net=line.net,
        tax_category=str(line.tax_category),
        tax_rate=_plain(line.tax_rate),
    )


def _plain(number: Decimal) -> Decimal:
    """Without zeros at its end and without an exponent: how a number is written does not depend on how it was read."""
    whole = number.normalize()
    return whole.quantize(Decimal(1)) if int(whole.as_tuple().exponent) > 0 else whole


def _letterhead(invoice: Invoice) -> Letterhead | None:
    """The logo of today, kept for as long as an invoice shows it."""
    logo = Logo.objects.filter(organization=invoice.organization).order_by("pk").first()
    if logo is None:
        return None
    kept: Letterhead
    kept, _ = Letterhead.objects.get_or_create(
        organization=invoice.organization, sha256=logo.sha256, defaults={"content": bytes(logo.content)}
    )
    return kept
