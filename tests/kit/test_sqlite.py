import sqlite3

import pytest
from django.db import OperationalError, connection, transaction

from clientele.kit.sqlite import base

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL lets writers wait in a queue"),
]


@pytest.fixture
def other():
    """Somebody else who writes."""
    connection.ensure_connection()
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, timeout=0)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def patience() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        return int(cursor.fetchone()[0])


def test_who_waits_to_write_asks_again_soon(other, monkeypatch):
    pauses = []

    def wait(seconds):
        pauses.append(seconds)
        if len(pauses) == 3:
            other.execute("ROLLBACK")

    monkeypatch.setattr(base.time, "sleep", wait)
    with transaction.atomic():
        pass
    assert len(pauses) == 3
    assert max(pauses) < 0.03
    assert patience() == 20_000


def test_who_waits_too_long_is_told(other, monkeypatch):
    times = iter([0, 10, 20, 20.1])
    monkeypatch.setattr(base.time, "monotonic", lambda: next(times))
    monkeypatch.setattr(base.time, "sleep", lambda seconds: None)
    with pytest.raises(OperationalError, match="database is locked"), transaction.atomic():
        pass
    assert patience() == 20_000
    other.execute("ROLLBACK")
    monkeypatch.undo()
    with transaction.atomic():
        pass


def test_marks_are_written_once_and_percent_signs_stay_what_they_are():
    base._marked.cache_clear()
    with connection.cursor() as cursor:
        for number in (1, 2):
            cursor.execute("SELECT %s, 'a%%b' LIKE 'a%%', '%%s'", [number])
            assert cursor.fetchone() == (number, 1, "%s")
        cursor.execute("SELECT %(two)s, %(one)s", {"one": 1, "two": 2})
        assert cursor.fetchone() == (2, 1)
        cursor.execute("SELECT '100%'")
        assert cursor.fetchone() == ("100%",)
    assert base._marked.cache_info().hits == 1
