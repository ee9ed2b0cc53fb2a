"""A bare Django view, the yardstick: no middleware, no database, one word."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, SECRET_KEY="yardstick", ALLOWED_HOSTS=["127.0.0.1"], MIDDLEWARE=[])


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


urlpatterns = [path("", hello)]
application = get_wsgi_application()
