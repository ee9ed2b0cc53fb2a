from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "clientele.customers"
    label = "customers"

    def ready(self) -> None:
        from clientele.customers.choices import FIELD_WORDS, SENTENCES
        from clientele.trail import sentences

        sentences.register(SENTENCES, fields=FIELD_WORDS)
