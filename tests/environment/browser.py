from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.environment import debian

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
INSTALLED = {
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ),
    "win32": (
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ),
}
DOWNLOADED = {
    "darwin": ("Library/Caches/ms-playwright", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*"),
    "win32": ("AppData/Local/ms-playwright", "chromium-*/chrome-win*/chrome.exe"),
    "linux": (".cache/ms-playwright", "chromium-*/chrome-linux*/chrome"),
}


class BrowserMissing(Exception):
    """No Chromium is on this machine; the message says in one line how to get one."""


def chromium() -> str:
    """The path of a Chromium or Chrome for the browser walks, installed with apt-get where that is allowed.

    `CLIENTELE_TEST_BROWSER` names another one. Raises BrowserMissing.
    """
    found = find_chromium()
    if not found and not os.environ.get("CLIENTELE_TEST_BROWSER") and debian.install("chromium"):
        found = find_chromium()
    if not found:
        raise BrowserMissing(how_to_get_it())
    return found


def find_chromium() -> str | None:
    """The path of an installed Chromium or Chrome, or None."""
    named = os.environ.get("CLIENTELE_TEST_BROWSER")
    if named:
        return shutil.which(named)
    on_path = (path for path in map(shutil.which, COMMANDS) if path and _answers(path))
    installed = (path for path in INSTALLED.get(sys.platform, ()) if os.access(path, os.X_OK))
    return next(on_path, None) or next(installed, None) or _downloaded()


def how_to_get_it() -> str:
    """One line: how a person gets Chromium on this platform."""
    if os.environ.get("CLIENTELE_TEST_BROWSER"):
        return "CLIENTELE_TEST_BROWSER names no program: set it to the path of Chromium or Chrome, or unset it."
    if sys.platform == "linux" and shutil.which("apt-get"):
        own = "sudo apt-get install chromium"
    elif sys.platform == "linux" and shutil.which("dnf"):
        own = "sudo dnf install chromium"
    elif sys.platform == "darwin":
        own = "brew install --cask chromium"
    else:
        own = "install Google Chrome"
    playwright = str(Path(sys.prefix) / ("Scripts" if os.name == "nt" else "bin") / "playwright")
    return f"The browser tests need Chromium: {own}, or: {playwright} install chromium"


def _answers(path: str) -> bool:
    # Ubuntu's chromium-browser may be a note that asks for a snap; elsewhere asking would open a window.
    return sys.platform != "linux" or subprocess.run([path, "--version"], capture_output=True).returncode == 0


def _downloaded() -> str | None:
    folder, pattern = DOWNLOADED.get(sys.platform, DOWNLOADED["linux"])
    return next((str(path) for path in sorted((Path.home() / folder).glob(pattern), reverse=True)), None)


if __name__ == "__main__":
    try:
        print(chromium())
    except BrowserMissing as missing:
        sys.exit(str(missing))
