"""Connections that are kept from one request to the next."""

from selectors import EVENT_READ, DefaultSelector
from typing import Any

from django.db import connections


def trust_silent_connections(**_: Any) -> None:
    """Spare PostgreSQL the question whether it is still there, where nothing has come from it since the last answer.

    A server that ends says so, and the end of a connection can be read like any other message; only then Django asks,
    and connects anew. To be called when a request begins.
    """
    here: Any
    for here in connections.all(initialized_only=True):
        if here.vendor == "postgresql" and here.connection is not None and not here.errors_occurred:
            here.health_check_done = _is_silent(here.connection)


def _is_silent(connection: Any) -> bool:
    if connection.closed:
        return False
    with DefaultSelector() as waiting:
        waiting.register(connection.pgconn.socket, EVENT_READ)
        return not waiting.select(0)
