from django.urls import include, path

from clientele.desk.customers.views import creation, duplicates, listing

app_name = "customers"
urlpatterns = [
    path("", listing.customer_list, name="list"),
    path("new/", creation.customer_new, name="new"),
    path("new/suggestions/", creation.customer_suggestions, name="suggestions"),
    path("duplicates/", duplicates.customer_duplicates, name="duplicates"),
    path("duplicates/dismissed/", duplicates.customer_dismissed, name="dismissed"),
    path(
        "duplicates/dismissed/<int:dismissal>/withdrawal/",
        duplicates.dismissal_withdrawal,
        name="dismissal_withdrawal",
    ),
    path("<int:pk>/", include("clientele.desk.customers.record.urls")),
]
