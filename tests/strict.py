"""What the tests do not forgive: another day, outside sockets, half-done teardowns."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import TransactionTestCase

from clientele.billing import walls as billing
from clientele.trail import walls as trail
from tests.cast import NOW

LOCAL = ("127.0.0.1", "::1", "localhost")


def pytest_configure(config: pytest.Config) -> None:
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]


@pytest.fixture(autouse=True, scope="module")
def always_the_same_day() -> Iterator[None]:
    """It is noon of the cast's day: what is green today is green next year, and around midnight."""
    with time_machine.travel(NOW):
        yield


@pytest.fixture(autouse=True)
def only_local_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches outside this machine fails."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in LOCAL:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True, scope="session")
def emptying_a_whole_table_passes_the_walls() -> Iterator[None]:
    """A transactional test ends by emptying every table, which the triggers would refuse."""
    teardown = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def without_walls(self: TransactionTestCase) -> None:
        for walls in (trail, billing):
            walls.remove_walls()
        try:
            teardown(self)
        finally:
            for walls in (trail, billing):
                walls.build_walls()

    TransactionTestCase._fixture_teardown = without_walls  # type: ignore[attr-defined]
    yield
    TransactionTestCase._fixture_teardown = teardown  # type: ignore[attr-defined]
