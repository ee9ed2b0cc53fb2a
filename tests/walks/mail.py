"""The outbox, opened as a developer opens it, and codes as an authenticator app makes them."""

import base64
import hmac
import struct
import time

from playwright.sync_api import Page

from clientele.background.operations import run_waiting_tasks


def follow_mail(page: Page, subject: str) -> None:
    """Open the outbox and follow the link of the newest mail with a subject."""
    run_waiting_tasks()
    page.goto("/outbox/")
    mail = page.locator("section", has=page.get_by_role("heading", name=subject)).first
    mail.locator(".outbox-text a").first.click()


def code_of(secret: str) -> str:
    """The six digits an authenticator app shows now for a key (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), "sha1").digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
