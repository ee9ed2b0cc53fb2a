"""What the e-mail with an invoice says."""

from clientele.billing.choices import InvoiceKind
from clientele.billing.documents.paper import Paper
from clientele.kit.money import shown


def subject_of(paper: Paper) -> str:
    """One line that names document and sender."""
    return f"{InvoiceKind(paper.kind).label} {paper.number} from {paper.seller.name}"


def body_of(paper: Paper) -> str:
    """A short letter in plain text; everything else stands in the PDF."""
    total = shown(paper.total, paper.currency)
    if paper.kind == InvoiceKind.CREDIT_NOTE:
        taken_back = paper.credits[0] if paper.credits else ""
        said = f"Attached is our credit note {paper.number} over {total} for invoice {taken_back}."
    else:
        due = f"{paper.due_on.day} {paper.due_on:%B %Y}"
        said = f"Attached is our invoice {paper.number} over {total}, due on {due}."
    questions = [text for text in (paper.seller.phone, paper.seller.email) if text]
    asked = f"\n\nQuestions? {' or '.join(questions)}" if questions else ""
    return f"{paper.buyer.name}\n\n{said}{asked}\n\n{paper.seller.name}\n"


def file_name_of(paper: Paper, extension: str = "pdf") -> str:
    """The number as the name of a file, whatever signs it has."""
    safe = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in paper.number)
    return f"{safe}.{extension}"
