from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "clientele.api"
    label = "api"
