from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "clientele.exchange"
    label = "exchange"
