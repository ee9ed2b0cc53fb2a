from django.http import Http404, HttpResponse, HttpResponseBase

from clientele.billing.documents.mail import file_name_of
from clientele.billing.queries import paper_of_invoice, pdf_of_invoice, ubl_of_invoice
from clientele.desk.access import MemberRequest, page
from clientele.desk.exchange.download import as_file
from clientele.desk.invoices.frame import load
from clientele.ui.http import guarded


@page
def invoice_pdf(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The printed document, as a download."""
    invoice = load(request, pk)
    return as_file([pdf_of_invoice(invoice)], file_name_of(paper_of_invoice(invoice)), "application/pdf")


@page
def invoice_xml(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The e-invoice for programs, as a download."""
    invoice = load(request, pk)
    name = file_name_of(paper_of_invoice(invoice), "xml")
    return as_file([ubl_of_invoice(invoice)], name, "application/xml")


@page
def invoice_logo(request: MemberRequest, pk: int) -> HttpResponse:
    """The logo on a finalised document, which stays when the organisation takes another."""
    invoice = load(request, pk)
    if invoice.letterhead is None:
        raise Http404
    return guarded(HttpResponse(bytes(invoice.letterhead.content), content_type="image/png"), "logo.png", stays=True)
