from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "clientele.billing"
    label = "billing"

    def ready(self) -> None:
        from clientele.billing.choices import SENTENCES
        from clientele.trail import sentences

        sentences.register(SENTENCES)
