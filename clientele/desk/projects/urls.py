from django.urls import include, path

from clientele.desk.invoices.views.projects import project_invoices
from clientele.desk.projects.views import (
    checklist,
    codes,
    editing,
    importing,
    lifecycle,
    listing,
    people,
    record,
    template_codes,
    templates,
    wizard,
)
from clientele.desk.time.views.projects import project_time

app_name = "projects"
record_patterns = [
    path("", record.project_detail, name="detail"),
    path("time/", project_time, name="time"),
    path("invoices/", project_invoices, name="invoices"),
    path("timeline/", record.project_timeline, name="timeline"),
    path("setup/<slug:step>/", wizard.project_setup, name="setup"),
    path("edit/", editing.project_edit, name="edit"),
    path("status/", lifecycle.project_status, name="status"),
    path("favourite/", lifecycle.project_favourite, name="favourite"),
    path("move/", lifecycle.project_move, name="move"),
    path("deletion/", lifecycle.project_deletion, name="deletion"),
    path("template/", templates.project_template, name="template"),
    path("tasks/new/", checklist.task_new, name="task_new"),
    path("tasks/<int:task>/done/", checklist.task_done, name="task_done"),
    path("tasks/<int:task>/place/", checklist.task_place, name="task_place"),
    path("tasks/<int:task>/edit/", checklist.task_edit, name="task_edit"),
    path("tasks/<int:task>/remove/", checklist.task_remove, name="task_remove"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<int:place>/edit/", people.person_edit, name="person_edit"),
    path("people/<int:place>/remove/", people.person_remove, name="person_remove"),
    path("codes/new/", codes.code_new, name="code_new"),
    path("codes/<int:code>/edit/", codes.code_edit, name="code_edit"),
    path("codes/<int:code>/remove/", codes.code_remove, name="code_remove"),
]
urlpatterns = [
    path("", listing.project_list, name="list"),
    path("projects.csv", listing.project_export, name="csv"),
    path("import/", importing.project_import, name="import"),
    path("new/", wizard.project_new, name="new"),
    path("customers/", lifecycle.project_customers, name="customers"),
    path("templates/", templates.template_list, name="templates"),
    path("templates/<int:template>/", templates.template_detail, name="template_detail"),
    path("templates/<int:template>/edit/", templates.template_edit, name="template_edit"),
    path("templates/<int:template>/codes/new/", template_codes.template_code_new, name="template_code_new"),
    path(
        "templates/<int:template>/codes/<int:nth>/edit/", template_codes.template_code_edit, name="template_code_edit"
    ),
    path(
        "templates/<int:template>/codes/<int:nth>/remove/",
        template_codes.template_code_remove,
        name="template_code_remove",
    ),
    path("templates/<int:template>/deletion/", templates.template_deletion, name="template_deletion"),
    path("<int:pk>/", include(record_patterns)),
]
