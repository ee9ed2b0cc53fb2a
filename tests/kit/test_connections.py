import time

import pytest
from django.contrib.auth import get_user_model
from django.db import close_old_connections, connection, connections
from django.test.utils import CaptureQueriesContext

from clientele.kit.connections import trust_silent_connections

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def begin():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is a file")

    def begin() -> None:
        close_old_connections()
        trust_silent_connections()

    return begin


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_a_silent_connection_is_used_again_without_a_question(begin):
    first = backend()
    begin()
    assert connection.health_check_done
    with CaptureQueriesContext(connection) as asked:
        assert backend() == first
    assert len(asked) == 1


def test_a_connection_that_the_server_ended_is_replaced(begin):
    ended, other = backend(), connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [ended])
    other.close()
    time.sleep(0.2)
    begin()
    assert not connection.health_check_done
    assert backend() != ended
    assert get_user_model().objects.count() == 0
