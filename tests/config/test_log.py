import json
import logging

import pytest
import structlog
from django.test import Client

from clientele.config.log import configure_logging, hide_secrets, without_secrets

SECRET = "Zx8kQ1vT3mB7nP5rS9wY2aC4eG6hJ0lK1oU3iX5zD7f"


@pytest.mark.parametrize(
    "path, logged",
    [
        (f"/invitations/{SECRET}/", "/invitations/[hidden]/"),
        ("/accounts/password/reset/key/4-cxk2vn-8f3c1b2a4d5e6f708192a3b4/", "/accounts/password/reset/key/[hidden]/"),
        (f"/accounts/confirm-email/MQ:1tPx2Y:{SECRET}/", "/accounts/confirm-email/[hidden]/"),
        ("/a-firm-with-quite-a-long-name-in-its-address/customers/12/", None),
        ("/brightwater/customers/12/notes/", None),
    ],
)  # fmt: skip
def test_keys_in_paths_are_hidden_and_names_are_not(path, logged):
    assert without_secrets(path) == (logged or path)


def test_passwords_and_tokens_are_hidden_wherever_they_stand():
    event = {
        "event": f"Authorization: Bearer {SECRET}",
        "password": "hunter2",
        "api_token": SECRET,
        "url": "postgresql://clientele:hunter2@db/clientele",
        "ms": 3.2,
    }
    told = json.dumps(hide_secrets(None, "", event))
    assert "hunter2" not in told
    assert SECRET not in told
    assert "3.2" in told


@pytest.fixture
def lines(capsys):
    """What production would write, as objects."""
    configuration = configure_logging(development=False, level="info")
    handler = logging.StreamHandler()
    formatter = configuration["formatters"]["lines"]
    handler.setFormatter(formatter["()"](**{name: value for name, value in formatter.items() if name != "()"}))
    written = []
    handler.emit = lambda record: written.append(json.loads(handler.format(record)))
    logger = logging.getLogger("clientele")
    logger.addHandler(handler)
    before, logger.level = logger.level, logging.INFO
    yield written
    logger.removeHandler(handler)
    logger.setLevel(before)


@pytest.mark.django_db
def test_each_request_is_one_line_with_its_id_and_no_secret(lines):
    answer = Client().get(f"/accounts/confirm-email/{SECRET}/?next=/secret/")
    (line,) = lines
    assert line["request_id"] == answer["X-Request-Id"]
    assert (line["method"], line["path"], line["status"]) == (
        "GET",
        "/accounts/confirm-email/[hidden]/",
        answer.status_code,
    )
    assert line["ms"] > 0
    assert {"timestamp", "level", "logger"} <= line.keys()


def test_an_error_carries_its_traceback_on_the_same_line(lines):
    try:
        raise ValueError(f"Bearer {SECRET}")
    except ValueError:
        structlog.get_logger("clientele.test").exception("broke")
    (line,) = lines
    assert "Traceback" in line["exception"]
    assert SECRET not in json.dumps(line)
