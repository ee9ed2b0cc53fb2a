from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("<slug:organization>/settings/", include("clientele.desk.settings.urls")),
    path("<slug:organization>/customers/", include("clientele.desk.customers.urls")),
    path("", include("clientele.desk.people.urls")),
]
