from django.apps import AppConfig
from django.db.models.signals import post_init, post_migrate, pre_save


class AccountsConfig(AppConfig):
    name = "clientele.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.mfa.models import Authenticator

        from clientele.accounts import receivers
        from clientele.accounts.choices import SENTENCES
        from clientele.accounts.operations import second_factors
        from clientele.kit import sealed
        from clientele.trail import sentences

        sentences.register(SENTENCES)
        post_migrate.connect(receivers.make_shared_cache, sender=self, dispatch_uid="accounts.shared_cache")
        post_init.connect(second_factors.bind_secrets, sender=Authenticator, dispatch_uid="accounts.bind_secrets")
        pre_save.connect(second_factors.seal_secrets, sender=Authenticator, dispatch_uid="accounts.seal_secrets")
        sealed.keep(second_factors.KEEPER)
