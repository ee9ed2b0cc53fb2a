from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "clientele.search"
    label = "search"

    def ready(self) -> None:
        from clientele.background.operations import declare
        from clientele.search import checks, receivers, walls  # noqa: F401
        from clientele.search.operations import SCHEDULES

        post_migrate.connect(walls.build_walls, sender=self, dispatch_uid="search.walls")
        checks.register_checks()
        declare(*SCHEDULES)
