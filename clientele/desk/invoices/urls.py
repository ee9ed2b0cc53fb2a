from django.urls import include, path

from clientele.desk.invoices.views import (
    batches,
    documents,
    drafting,
    lifecycle,
    listing,
    money,
    record,
    refunds,
    reissue,
    work,
    work_picks,
    work_review,
)

app_name = "invoices"
record_patterns = [
    path("", record.invoice_detail, name="detail"),
    path("document.pdf", documents.invoice_pdf, name="pdf"),
    path("document.xml", documents.invoice_xml, name="xml"),
    path("logo.png", documents.invoice_logo, name="logo"),
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
    path("refunds/new/", refunds.refund_new, name="refund_new"),
    path("refunds/<int:refund>/removal/", refunds.refund_removal, name="refund_removal"),
]
urlpatterns = [
    path("", listing.invoice_list, name="list"),
    path("new/", drafting.invoice_new, name="new"),
    path("from-work/", work.invoice_work, name="work"),
    path("from-work/<slug:selection>/", work.invoice_work_setup, name="work_setup"),
    path("from-work/<slug:selection>/time/", work_picks.invoice_work_time, name="work_time"),
    path("from-work/<slug:selection>/costs/", work_picks.invoice_work_costs, name="work_costs"),
    path("from-work/<slug:selection>/review/", work_review.invoice_work_review, name="work_review"),
    path("batches/", batches.batch_list, name="batches"),
    path("batches/new/", batches.batch_new, name="batch_new"),
    path("batches/<int:batch>/", batches.batch_detail, name="batch_detail"),
    path("batches/<int:batch>/resumption/", batches.batch_resumption, name="batch_resumption"),
    path("batches/<int:batch>/cancellation/", batches.batch_cancellation, name="batch_cancellation"),
    path("invoices.csv", listing.invoice_csv, name="csv"),
    path("<int:pk>/", include(record_patterns)),
]
