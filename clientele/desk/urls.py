from django.urls import include, path

urlpatterns = [
    path("", include("clientele.desk.health")),
    path("accounts/", include("allauth.urls")),
    path("<slug:organization>/settings/tags/", include("clientele.desk.tags.urls")),
    path("<slug:organization>/settings/", include("clientele.desk.settings.urls")),
    path("<slug:organization>/customers/import/", include("clientele.desk.exchange.urls")),
    path("<slug:organization>/customers/export/", include("clientele.desk.exchange.export_urls")),
    path("<slug:organization>/customers/", include("clientele.desk.customers.urls")),
    path("<slug:organization>/projects/", include("clientele.desk.projects.urls")),
    path("<slug:organization>/time/expenses/", include("clientele.desk.time.expense_urls")),
    path("<slug:organization>/time/", include("clientele.desk.time.urls")),
    path("<slug:organization>/invoices/", include("clientele.desk.invoices.urls")),
    path("<slug:organization>/reports/", include("clientele.desk.reports.urls")),
    path("<slug:organization>/palette/", include("clientele.desk.palette.urls")),
    path("", include("clientele.desk.people.urls")),
]
