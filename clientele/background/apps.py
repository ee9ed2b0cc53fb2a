from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    name = "clientele.background"
    label = "background"
