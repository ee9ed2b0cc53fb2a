from django.urls import path

from clientele.desk.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.report, name="list"),
    path("owed.csv", views.owed_csv, name="owed_csv"),
    path("payments.csv", views.payments_csv, name="payments_csv"),
    path("revenue.csv", views.revenue_csv, name="revenue_csv"),
]
