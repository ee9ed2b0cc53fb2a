"""Logs: one JSON object a line in production, readable in development, and no secret in either."""

import re
import time
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase

HIDDEN = "[hidden]"
_SECRET_NAMES = re.compile(r"passw|secret|token|authorization|cookie|api_?key|csrf|session|dsn", re.IGNORECASE)
_LONG_SEGMENT = re.compile(r"(?<=[^/]/)[\w:.~-]{28,}(?=/|$|[\s\"'?])")
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s:]*:[^/@\s]+(?=@)")
_BEARER = re.compile(r"(?i)(?<=bearer )[\w.~+/=-]+")
_UNLOGGED = frozenset({"/livez", "/readyz"})

log = structlog.get_logger("clientele.request")


def without_secrets(text: str) -> str:
    """A text with keys of invitations and resets, passwords in addresses and bearer tokens hidden."""
    for pattern in (_LONG_SEGMENT, _CREDENTIALS, _BEARER):
        text = pattern.sub(HIDDEN, text)
    return text


def hide_secrets(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The last processor before anything is written."""
    for name, value in event.items():
        if _SECRET_NAMES.search(name):
            event[name] = HIDDEN
        elif isinstance(value, str):
            event[name] = without_secrets(value)
    return event


def configure_logging(*, development: bool, level: str) -> dict[str, Any]:
    """Set structlog up and answer Django's LOGGING, which brings every other logger to the same place."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="%H:%M:%S" if development else "iso", utc=not development),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    readable = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    machine = [structlog.processors.format_exc_info, hide_secrets, structlog.processors.JSONRenderer()]
    last: list[Any] = [hide_secrets, readable] if development else machine
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "clientele": {"level": level.upper()},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},  # what was refused stands in our own request line
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }


def request_line(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """One line for each request, with the request's id: method, path without secrets, status, milliseconds."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        response = get_response(request)
        if request.path not in _UNLOGGED:
            write = log.error if response.status_code >= 500 else log.info
            write(
                "request",
                method=request.method,
                path=request.path,
                status=response.status_code,
                ms=round((time.perf_counter() - begun) * 1000, 1),
            )
        return response

    return middleware
