import os

from django.core.signals import request_started
from django.core.wsgi import get_wsgi_application

from clientele.kit.connections import trust_silent_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientele.config.settings")

application = get_wsgi_application()
request_started.connect(trust_silent_connections)
