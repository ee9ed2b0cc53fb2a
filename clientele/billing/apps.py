from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class BillingConfig(AppConfig):
    name = "clientele.billing"
    label = "billing"

    def ready(self) -> None:
        from clientele.billing import checks, receivers, walls  # noqa: F401
        from clientele.billing.choices import FIELD_WORDS, SENTENCES
        from clientele.trail import sentences

        pre_migrate.connect(walls.clear_the_way, sender=self, dispatch_uid="billing.clear_the_way")
        post_migrate.connect(walls.build_walls, sender=self, dispatch_uid="billing.walls")
        checks.register_checks()
        sentences.register(SENTENCES, FIELD_WORDS)
