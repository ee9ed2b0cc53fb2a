from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "clientele.demo"
    label = "demo"
