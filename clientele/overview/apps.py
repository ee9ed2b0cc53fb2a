from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "clientele.overview"
    label = "overview"
