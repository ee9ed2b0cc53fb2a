"""The e-mail that an invoice or a credit note goes out with: what it says, as plain text and as HTML."""

from dataclasses import dataclass
from decimal import Decimal

from django.template.loader import render_to_string

from clientele.billing.choices import InvoiceKind
from clientele.billing.documents.paper import Paper
from clientele.billing.documents.sheet import day_shown, payment_of
from clientele.kit.money import shown

Fact = tuple[str, str]


@dataclass(frozen=True)
class Letter:
    """A short letter; all that it leaves out stands in the PDF."""

    subject: str
    buyer: str
    opening: str
    facts: tuple[Fact, ...]
    payment: tuple[Fact, ...]
    hint: str
    questions: str
    seller: str
    footer: str


def letter_of(paper: Paper, balance: Decimal) -> Letter:
    """The letter with a document of which `balance` is still to be paid on the day it is sent."""
    is_open = paper.kind == InvoiceKind.INVOICE and balance > 0
    payment = tuple((label, text.replace("\xa0", " ")) for label, text in payment_of(paper)) if is_open else ()
    questions = [text for text in (paper.seller.phone, paper.seller.email) if text]
    return Letter(
        subject=_subject(paper, balance),
        buyer=paper.buyer.name,
        opening=_opening(paper, balance),
        facts=tuple(fact for fact in _facts(paper, balance) if fact[1]),
        payment=payment,
        hint=f"Quote {paper.number} with your payment." if is_open and not payment else "",
        questions=f"Questions? {' or '.join(questions)}" if questions else "",
        seller=paper.seller.name,
        footer=paper.footer,
    )


def text_of(letter: Letter) -> str:
    """The letter in plain text."""
    payment = ("How to pay", *_lines(letter.payment)) if letter.payment else (letter.hint,)
    parts = (
        (f"Dear {letter.buyer},",),
        (letter.opening,),
        _lines(letter.facts),
        payment,
        (letter.questions,),
        (letter.seller, letter.footer),
    )
    told = ["\n".join(line for line in part if line) for part in parts]
    return "\n\n".join(part for part in told if part) + "\n"


def html_of(letter: Letter) -> str:
    """The same as a page that needs no picture, no script and no network."""
    return render_to_string("billing/documents/letter.html", {"letter": letter}, using="jinja2")


def file_name_of(paper: Paper, extension: str = "pdf") -> str:
    """The number as the name of a file, whatever signs it has."""
    safe = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in paper.number)
    return f"{safe}.{extension}"


def _subject(paper: Paper, balance: Decimal) -> str:
    named = f"{InvoiceKind(paper.kind).label} {paper.number} from {paper.seller.name}"
    if paper.kind == InvoiceKind.CREDIT_NOTE or balance <= 0:
        return named
    return f"{named}: {shown(balance, paper.currency)} due {day_shown(paper.due_on)}"


def _opening(paper: Paper, balance: Decimal) -> str:
    if paper.kind == InvoiceKind.CREDIT_NOTE:
        taken_back = f", which takes back invoice {paper.credits[0]}" if paper.credits else ""
        return f"Attached is our credit note {paper.number}{taken_back}."
    settled = "" if balance > 0 else " It is settled: nothing is left to pay."
    return f"Attached is our invoice {paper.number}.{settled}"


def _facts(paper: Paper, balance: Decimal) -> tuple[Fact, ...]:
    further = (("Your reference", paper.reference), ("Project", paper.project))
    total = shown(paper.total, paper.currency)
    if paper.kind == InvoiceKind.CREDIT_NOTE:
        return (("Credit", total), ("Date", day_shown(paper.issued_on)), *further)
    gone = paper.total - balance
    is_partly = gone > 0 and balance > 0
    return (
        ("Amount", total),
        ("Paid or credited", shown(gone, paper.currency) if is_partly else ""),
        ("Still to pay", shown(balance, paper.currency) if is_partly else ""),
        ("Due", day_shown(paper.due_on) if balance > 0 else ""),
        *further,
    )


def _lines(facts: tuple[Fact, ...]) -> tuple[str, ...]:
    return tuple(f"{label}: {text}" for label, text in facts)
