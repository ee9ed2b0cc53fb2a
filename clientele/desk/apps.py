from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "clientele.desk"
    label = "desk"
