from django.urls import path

from clientele.desk.customers.views import listing

app_name = "customers"
urlpatterns = [
    path("", listing.customer_list, name="list"),
]
