from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "clientele.search"
    label = "search"
