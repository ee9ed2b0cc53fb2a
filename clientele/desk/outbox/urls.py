from django.urls import path

from clientele.desk.outbox import views

app_name = "outbox"

urlpatterns = [path("", views.outbox, name="list")]
