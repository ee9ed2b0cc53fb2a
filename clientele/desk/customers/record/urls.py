from django.urls import path

from clientele.desk.customers.views import (
    comments,
    contacts,
    detail,
    editing,
    invoices,
    notes,
    projects,
    settings,
    status,
    timeline,
)

urlpatterns = [
    path("", detail.customer_detail, name="detail"),
    path("edit/", editing.customer_edit, name="edit"),
    path("activity/", status.customer_activity, name="activity"),
    path("inactivity/", status.customer_inactivity, name="inactivity"),
    path("comments/", comments.customer_comments, name="comments"),
    path("notes/", notes.customer_notes, name="notes"),
    path("notes/<int:note>/edit/", notes.note_edit, name="note_edit"),
    path("notes/<int:note>/delete/", notes.note_delete, name="note_delete"),
    path("notes/<int:note>/versions/", notes.note_versions, name="note_versions"),
    path("contacts/new/", contacts.contact_new, name="contact_new"),
    path("contacts/<int:contact>/edit/", contacts.contact_edit, name="contact_edit"),
    path("contacts/<int:contact>/remove/", contacts.contact_remove, name="contact_remove"),
    path("invoices/", invoices.customer_invoices, name="invoices"),
    path("projects/", projects.customer_projects, name="projects"),
    path("settings/", settings.customer_settings, name="settings"),
    path("settings/general/", settings.customer_general, name="general"),
    path("settings/billing/", settings.customer_billing, name="billing"),
    path("timeline/", timeline.customer_timeline, name="timeline"),
    path("history/", timeline.customer_history, name="history"),
    path("history/<slug:field>/", timeline.customer_field_history, name="field_history"),
]
