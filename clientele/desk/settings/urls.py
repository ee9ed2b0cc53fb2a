from django.urls import path

from clientele.desk.settings.views import general

app_name = "settings"

urlpatterns = [
    path("", general.settings_index, name="index"),
    path("general/", general.settings_general, name="general"),
    path("billing/", general.settings_billing, name="billing"),
    path("features/", general.settings_features, name="features"),
]
