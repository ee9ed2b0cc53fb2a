from django.urls import include, path

from clientele.desk.customers.views import creation, listing

app_name = "customers"
urlpatterns = [
    path("", listing.customer_list, name="list"),
    path("new/", creation.customer_new, name="new"),
    path("new/suggestions/", creation.customer_suggestions, name="suggestions"),
    path("<int:pk>/", include("clientele.desk.customers.record.urls")),
]
