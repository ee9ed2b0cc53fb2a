"""A real browser on a real server; a page that logs an error or breaks the content security policy fails its test.

CLIENTELE_WALKS_DELAY=400 answers each request up to 400 ms late, CLIENTELE_WALKS_SEED=2 throws the waits anew.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from clientele.accounts.models import Member
from tests.environment.browser import ARGUMENTS, chromium
from tests.walks import slow

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 375, "height": 812}
#: How long a browser waits for what must come, in milliseconds; a busy machine is no defect.
PATIENCE = 30_000
#: What the browser itself and htmx write of a request that failed.
NETWORK = ("Failed to load resource", "htmx:error: Failed to fetch")
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's event loop runs in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(autouse=True, scope="session")
def slow_network() -> Iterator[None]:
    """Where it is asked for: see `slow`."""
    with pytest.MonkeyPatch.context() as patch:
        if slow.DELAY:
            patch.setattr(WSGIHandler, "__call__", slow.late(WSGIHandler.__call__))
        yield


@pytest.fixture(autouse=True, scope="module")
def always_the_same_day() -> None:
    """Walks alone take place today: the browser has the machine's clock, and the server goes with it."""


@pytest.fixture
def open_browser(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Opens a window: `open_browser(theo)` signed in, `open_browser(viewport=PHONE, dark=True)` as a visitor."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_window(member: Member | None = None, *, viewport: Any = DESKTOP, dark: bool = False, **more: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport=viewport, color_scheme="dark" if dark else "light", **more
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if member:
            sign_in_again(context, member, live_server.url)
        page = context.new_page()
        if slow.DELAY:
            slow.slow_down(page)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "console", lambda message: complaints.append(f"{page.url}: {message.text}") if is_defect(message) else None
        )
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def outbox(settings: Any, live_server: Any, tmp_path: Path) -> None:
    """Mails are kept for /outbox/, and their links lead to the server of the test."""
    settings.BASE_URL = live_server.url
    settings.DATA = tmp_path
    settings.EMAIL_FILE_PATH = str(tmp_path / "outbox")
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"


def sign_in_again(context: BrowserContext, member: Member, url: str) -> None:
    """Give a browser a session of a member, as signing in would."""
    client = Client()
    client.force_login(member.user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])


def arrived(page: Page, heading: str) -> None:
    """Wait until the page with a heading is here and its script listens: what is pressed before that, nobody hears."""
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    page.wait_for_load_state()


def answer_once(page: Page, url: str, answer: Callable[[Route], Any]) -> None:
    """Answer one request so and let the others through.

    Playwright's own `times=1` stops listening with the first request, and may let it go before it is answered.
    """
    answers = [answer]
    page.route(url, lambda route: answers.pop()(route) if answers else route.fallback())


def is_defect(message: Any) -> bool:
    """Errors count, except that a request was refused or the network away, which a page is there to handle."""
    return message.type == "error" and not any(words in message.text for words in NETWORK)
