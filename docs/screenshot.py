"""Takes the README's pictures, light and dark, from a demo of its own: make docs-screenshot."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.environment.browser import ARGUMENTS, chromium

ROOT = Path(__file__).resolve().parents[1]
SIZE = {"width": 1280, "height": 800}
SAID = {
    "address": re.compile(r"https?://[\w.:-]+"),
    "email": re.compile(r"[\w.+-]+@[\w.-]+\w"),
    "password": re.compile(r"password\W+(\S+)", re.IGNORECASE),
}


@contextlib.contextmanager
def demo() -> Iterator[dict[str, str]]:
    """A demo firm served on a free port: its address and what the demo says to sign in with."""
    folder = tempfile.mkdtemp(prefix="clientele-picture-")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    program = Path(sys.executable).with_name("clientele")
    environment = {**os.environ, "CLIENTELE_DATA": folder, "PORT": port, "PYTHONUNBUFFERED": "1"}
    command = [str(program), "demo", "--port", port]
    server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield _heard(server)
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def take(browser: Browser, scheme: str, said: dict[str, str]) -> None:
    """Signs in and takes the customer list as it greets a person."""
    page = browser.new_page(viewport=SIZE, device_scale_factor=2, color_scheme=scheme)
    page.goto(said["address"])
    page.fill("input[name=login]", said["email"])
    page.fill("input[name=password]", said["password"])
    page.keyboard.press("Enter")
    page.wait_for_selector("table tbody tr")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=ROOT / "docs" / f"screenshot-{scheme}.png", animations="disabled")
    page.close()


def _heard(server: subprocess.Popen[str]) -> dict[str, str]:
    assert server.stdout is not None
    found: dict[str, str] = {}
    for line in server.stdout:
        for name, pattern in SAID.items():
            match = pattern.search(line)
            if match:
                found.setdefault(name, match[match.lastindex or 0])
        if len(found) == len(SAID):
            return found
    sys.exit("The demo ended before it said its address and sign-in.")


if __name__ == "__main__":
    with demo() as said, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for scheme in ("light", "dark"):
            take(browser, scheme, said)
        browser.close()
    print("Took docs/screenshot-light.png and docs/screenshot-dark.png.")
