"""A month's end whose worker is killed in the middle, twice: while it finalises, and while it hands over a mail."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from tests.console.post import Post, a_post
from tests.console.program import ROOT, Program, Server, until

DRAFTS, HELD = 40, 5
BATCH = "SELECT status, finalised, sent, refused FROM billing_batch"
WORKER = r"--only worker"


@pytest.fixture
def post():
    with a_post() as post:
        yield post


@pytest.fixture
def rows(program: Program) -> Callable[[str], list[Any]]:
    """What a question to the program's database is answered with."""
    url = program.environment["DATABASE_URL"]

    def ask(question: str) -> list[Any]:
        connection: Any = sqlite3.connect(url.removeprefix("sqlite:///")) if "sqlite" in url else psycopg.connect(url)
        try:
            return connection.execute(question).fetchall()
        finally:
            connection.close()

    return ask


def begin(program: Program, post: Post) -> None:
    program.environment["EMAIL_URL"] = post.url
    environment = program.environment | {"DJANGO_SETTINGS_MODULE": "clientele.config.settings"}
    command = [sys.executable, "-m", "tests.console.month_end", str(DRAFTS)]
    subprocess.run(command, env=environment, cwd=ROOT, check=True)


def kill_the_worker(server: Server) -> None:
    (victim,) = server.children(WORKER)
    os.kill(victim, signal.SIGKILL)
    until(lambda: server.children(WORKER) not in ([], [victim]), seconds=30)


def test_each_draft_is_finalised_once_and_each_mail_sent_once_or_told_to_be_unclear(program, post, rows):
    begin(program, post)
    server = program.start("serve")
    try:
        until(lambda: rows(BATCH)[0][1] >= 3, seconds=60)
        kill_the_worker(server)
        ((status, finalised, _, _),) = rows(BATCH)
        assert (status, finalised < DRAFTS) == ("running", True)
        post.holds_back = len(post.subjects) + HELD
        until(post.is_held.is_set, seconds=60)
        kill_the_worker(server)
        until(lambda: rows(BATCH)[0][0] == "done", seconds=60)
        until(lambda: not rows("SELECT 1 FROM billing_delivery WHERE status = 'waiting'"), seconds=60)
    finally:
        server.stop()
    assert rows(BATCH) == [("done", DRAFTS, DRAFTS, 0)]
    assert rows("SELECT outcome, COUNT(*) FROM billing_batchitem GROUP BY outcome") == [("sent", DRAFTS)]
    numbers = [number for (number,) in rows("SELECT number FROM billing_invoice ORDER BY number")]
    assert numbers == [f"INV-2026-{place:04}" for place in range(1, DRAFTS + 1)]
    told = dict(rows("SELECT status, COUNT(*) FROM billing_delivery GROUP BY status"))
    assert told == {"sent": DRAFTS - 1, "unclear": 1}
    came = Counter(re.findall(r"INV-2026-\d{4}", " ".join(post.subjects)))
    assert came == Counter(numbers)
    checked = program.run("verify-data")
    assert checked.returncode == 0, checked.stderr
