from django.urls import path

from clientele.desk.outbox import views

app_name = "outbox"

urlpatterns = [
    path("", views.outbox, name="list"),
    path("<int:mail>/<int:place>/", views.outbox_file, name="file"),
]
