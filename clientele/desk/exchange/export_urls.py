from django.urls import path

from clientele.desk.exchange import export

app_name = "exports"
urlpatterns = [
    path("", export.export_customers, name="customers"),
    path("customers.csv", export.export_as_csv, name="csv"),
    path("customers.xlsx", export.export_as_xlsx, name="xlsx"),
]
