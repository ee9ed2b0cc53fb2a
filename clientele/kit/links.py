"""Addresses that leave the house, in mails: always under BASE_URL, never under the Host a request named."""

from urllib.parse import urlsplit

from django.conf import settings


def absolute(path: str) -> str:
    """The whole address of a path."""
    return f"{settings.BASE_URL}{path}"


def host_name() -> str:
    """The host under which people know this installation, without a port."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"
