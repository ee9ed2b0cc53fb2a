"""How many statements each page asks of the database, counted in this process; answers them by label."""

import json

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.asked import INVOICE_PAGES, PAGES
from clientele.accounts.models import User


def answer(told: str, group: str = "") -> dict[str, int]:
    facts = json.loads(told)
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email=facts["email"]))
    counts = {}
    for asked in INVOICE_PAGES if group == "billing" else PAGES:
        path = asked.path(facts)
        client.get(path, headers=asked.headers)
        with CaptureQueriesContext(connection) as asked_of_it:
            client.get(path, headers=asked.headers)
        counts[asked.label] = len(asked_of_it)
    return counts
