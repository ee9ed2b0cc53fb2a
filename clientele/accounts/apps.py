from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "clientele.accounts"
    label = "accounts"

    def ready(self) -> None:
        from clientele.accounts.choices import SENTENCES
        from clientele.trail import sentences

        sentences.register(SENTENCES)
