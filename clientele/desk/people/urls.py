from django.urls import path

from clientele.desk.people import home, invitations, profile
from clientele.desk.settings.views.logo import organization_logo

app_name = "people"

urlpatterns = [
    path("", home.home, name="home"),
    path("organizations/", home.organization_chooser, name="organizations"),
    path("organizations/new/", home.organization_create, name="organization_create"),
    path("invitations/waiting/", invitations.invitation_waiting, name="invitation_waiting"),
    path("invitations/<str:secret>/", invitations.invitation, name="invitation"),
    path("profile/", profile.profile_page, name="profile"),
    path("profile/sessions/<int:pk>/end/", profile.profile_session_end, name="session_end"),
    path("<slug:organization>/logo.png", organization_logo, name="logo"),
    path("<slug:organization>/", home.organization_home, name="organization_home"),
]
