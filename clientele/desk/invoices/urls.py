from django.urls import include, path

from clientele.desk.invoices.views import documents, drafting, lifecycle, listing, money, record, reissue

app_name = "invoices"
record_patterns = [
    path("", record.invoice_detail, name="detail"),
    path("document.pdf", documents.invoice_pdf, name="pdf"),
    path("document.xml", documents.invoice_xml, name="xml"),
    path("edit/", drafting.invoice_edit, name="edit"),
    path("finalising/", lifecycle.invoice_finalising, name="finalising"),
    path("refreshing/", lifecycle.invoice_refreshing, name="refreshing"),
    path("deletion/", lifecycle.invoice_deletion, name="deletion"),
    path("void/", lifecycle.invoice_void, name="void"),
    path("credit/", lifecycle.invoice_credit, name="credit"),
    path("reissue/", reissue.invoice_reissue, name="reissue"),
    path("sending/", money.invoice_sending, name="sending"),
    path("payments/new/", money.payment_new, name="payment_new"),
    path("payments/<int:payment>/removal/", money.payment_removal, name="payment_removal"),
]
urlpatterns = [
    path("", listing.invoice_list, name="list"),
    path("new/", drafting.invoice_new, name="new"),
    path("invoices.csv", listing.invoice_csv, name="csv"),
    path("<int:pk>/", include(record_patterns)),
]
