from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import PASSWORD

START = timezone.now().replace(microsecond=0)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as moved:
        yield lambda **time: moved.move_to(START + timedelta(**time))


@pytest.fixture
def client(olive, clock):
    client = Client()
    client.post(reverse("account_login"), {"login": olive.user.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/profile/").status_code == 200


def test_a_session_that_nobody_uses_ends_after_twelve_hours(client, clock):
    clock(hours=11, minutes=59)
    assert is_in(client)
    clock(hours=23, minutes=58)
    assert is_in(client)
    clock(hours=35, minutes=59)
    assert not is_in(client)


def test_its_cookie_lives_as_long_as_the_session_may(client):
    assert client.cookies["session"]["max-age"] == 7 * 24 * 60 * 60


def test_use_is_written_every_few_minutes_and_not_in_between(client, clock, django_assert_num_queries):
    with CaptureQueriesContext(connection) as usual:
        client.get("/brightwater/settings/team/")
    clock(minutes=4)
    with django_assert_num_queries(len(usual.captured_queries)):
        client.get("/brightwater/settings/team/")
    clock(minutes=6)
    with django_assert_num_queries(len(usual.captured_queries) + 1) as more:
        client.get("/brightwater/settings/team/")
    assert sum(str(query["sql"]).startswith("UPDATE") for query in more.captured_queries) == 1
    assert Session.objects.get().expire_date == START + timedelta(minutes=6, hours=12)


def test_a_session_of_before_the_rule_keeps_to_it(client, clock):
    Session.objects.update(expire_date=START + timedelta(days=5))
    assert is_in(client)
    clock(hours=12, minutes=1)
    assert not is_in(client)


def test_pages_are_read_although_use_cannot_be_written(client, clock, monkeypatch):
    def refuse(self, **values):
        raise DatabaseError("attempt to write a readonly database")

    clock(minutes=6)
    monkeypatch.setattr("django.db.models.QuerySet.update", refuse)
    assert is_in(client)
