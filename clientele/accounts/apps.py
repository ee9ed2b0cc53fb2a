from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "clientele.accounts"
    label = "accounts"

    def ready(self) -> None:
        from clientele.accounts import receivers
        from clientele.accounts.choices import SENTENCES
        from clientele.trail import sentences

        sentences.register(SENTENCES)
        post_migrate.connect(receivers.make_shared_cache, sender=self, dispatch_uid="accounts.shared_cache")
