from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "clientele.exchange"
    label = "exchange"

    def ready(self) -> None:
        from clientele.exchange.choices import SENTENCES
        from clientele.trail import sentences

        sentences.register(SENTENCES)
