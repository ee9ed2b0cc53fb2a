from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "clientele.ui"
    label = "ui"
