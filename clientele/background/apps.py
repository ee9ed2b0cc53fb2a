from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    name = "clientele.background"
    label = "background"

    def ready(self) -> None:
        from clientele.background.operations import declare
        from clientele.background.operations.upkeep import SCHEDULES

        declare(*SCHEDULES)
