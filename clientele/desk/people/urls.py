from django.urls import path

from clientele.desk.people import home, profile

app_name = "people"

urlpatterns = [
    path("", home.home, name="home"),
    path("organizations/", home.organization_chooser, name="organizations"),
    path("organizations/new/", home.organization_create, name="organization_create"),
    path("profile/", profile.profile_page, name="profile"),
    path("profile/sessions/<int:pk>/end/", profile.profile_session_end, name="session_end"),
    path("<slug:organization>/", home.organization_home, name="organization_home"),
]
