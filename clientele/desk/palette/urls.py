from django.urls import path

from clientele.desk.palette import views

app_name = "palette"
urlpatterns = [
    path("", views.palette_answers, name="answers"),
]
