from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "clientele.customers"
    label = "customers"

    def ready(self) -> None:
        from clientele.customers.choices import SENTENCES
        from clientele.trail import sentences

        sentences.register(SENTENCES)
