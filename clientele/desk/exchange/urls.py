from django.urls import path

from clientele.desk.exchange import views

app_name = "imports"
urlpatterns = [
    path("", views.import_new, name="new"),
    path("<int:pk>/", views.import_detail, name="detail"),
    path("<int:pk>/matching/", views.import_matching, name="matching"),
    path("<int:pk>/reading/", views.import_reading, name="reading"),
    path("<int:pk>/run/", views.import_run, name="run"),
    path("<int:pk>/cancellation/", views.import_cancellation, name="cancellation"),
    path("<int:pk>/discarding/", views.import_discarding, name="discarding"),
    path("<int:pk>/refused.csv", views.import_refused, name="refused"),
]
