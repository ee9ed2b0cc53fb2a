from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "clientele.console"
    label = "console"
