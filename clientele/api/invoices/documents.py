"""The documents of a finalised invoice."""

from django.http import HttpResponse

from clientele.api.access import ApiRequest
from clientele.api.invoices.routes import invoices, the_invoice
from clientele.billing import policy
from clientele.billing.documents.mail import file_name_of
from clientele.billing.models import Invoice
from clientele.billing.queries import facturx_of_invoice, paper_of_invoice, pdf_of_invoice, ubl_of_invoice

PDF, XML = "application/pdf", "application/xml"


@invoices.downloads("/invoices/{int:id}/pdf", PDF, may=policy.may_view, refuses=("invoice_draft",))
def read_pdf(request: ApiRequest, id: int) -> HttpResponse:
    """Read the printed document

    The same bytes each time; with its e-invoice inside where it says enough for one.
    """
    invoice = the_invoice(request, id)
    return _file(invoice, pdf_of_invoice(invoice), PDF, "pdf")


@invoices.downloads(
    "/invoices/{int:id}/facturx", PDF, may=policy.may_view, refuses=("invoice_draft", "einvoice_incomplete")
)
def read_facturx(request: ApiRequest, id: int) -> HttpResponse:
    """Read the printed document with its e-invoice inside (Factur-X, ZUGFeRD)"""
    invoice = the_invoice(request, id)
    return _file(invoice, facturx_of_invoice(invoice), PDF, "pdf")


@invoices.downloads(
    "/invoices/{int:id}/ubl", XML, may=policy.may_view, refuses=("invoice_draft", "einvoice_incomplete")
)
def read_ubl(request: ApiRequest, id: int) -> HttpResponse:
    """Read the e-invoice as UBL (EN 16931, Peppol)"""
    invoice = the_invoice(request, id)
    return _file(invoice, ubl_of_invoice(invoice), XML, "xml")


def _file(invoice: Invoice, content: bytes, kind: str, extension: str) -> HttpResponse:
    name = file_name_of(paper_of_invoice(invoice), extension)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
