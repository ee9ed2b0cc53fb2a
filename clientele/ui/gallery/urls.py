from django.urls import path

from clientele.ui.gallery import views

app_name = "gallery"
urlpatterns = [
    path("", views.gallery_index, name="index"),
    path("answers/", views.gallery_answers, name="answers"),
    path("notes/", views.gallery_notes, name="notes"),
    path("screens/<slug:screen>/", views.gallery_screen, name="screen"),
    path("<slug:component>/", views.gallery_component, name="component"),
]
