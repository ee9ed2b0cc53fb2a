from django.urls import path

from clientele.desk.time.views import expenses

app_name = "expenses"
urlpatterns = [
    path("", expenses.expense_list, name="list"),
    path("new/", expenses.expense_new, name="new"),
    path("projects/", expenses.expense_projects, name="projects"),
    path("submission/", expenses.submission, name="submission"),
    path("<int:pk>/", expenses.expense_edit, name="edit"),
    path("<int:pk>/removal/", expenses.expense_removal, name="removal"),
]
