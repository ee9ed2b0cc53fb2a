from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TrailConfig(AppConfig):
    name = "clientele.trail"
    label = "trail"

    def ready(self) -> None:
        from clientele.trail import checks, walls

        post_migrate.connect(walls.build_walls, sender=self, dispatch_uid="trail.walls")
        checks.register_checks()
