from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "clientele.upkeep"
    label = "upkeep"

    def ready(self) -> None:
        from clientele.upkeep import checks

        checks.register_checks()
