from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "clientele.overview"
    label = "overview"

    def ready(self) -> None:
        from clientele.overview import receivers  # noqa: F401
