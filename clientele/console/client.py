"""Asks our own web server whether it answers."""

import http.client
from contextlib import closing
from urllib.parse import urlsplit


def answers(host: str, port: int, base_url: str) -> bool:
    """Whether the server at that address says that it lives."""
    reached = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104
    with closing(http.client.HTTPConnection(reached, port, timeout=2)) as connection:
        try:
            connection.request("GET", "/livez", headers={"Host": urlsplit(base_url).netloc})
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
