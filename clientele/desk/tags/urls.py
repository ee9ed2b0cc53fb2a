from django.urls import path

from clientele.desk.tags import views

app_name = "tags"
urlpatterns = [
    path("", views.tag_list, name="list"),
    path("new/", views.tag_new, name="new"),
    path("<int:pk>/", views.tag_edit, name="edit"),
    path("<int:pk>/merging/", views.tag_merging, name="merging"),
    path("<int:pk>/deletion/", views.tag_deletion, name="deletion"),
]
