"""Collecting the static files under hashed names, when they have changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = ".collected"


def collect_static() -> bool:
    """Collect where something changed since the last time, and answer whether it did.

    Files of earlier versions stay for pages that are still open; without a built front end nothing is collected.
    """
    root = Path(settings.STATIC_ROOT)
    stamp = root / STAMP
    present = _fingerprint()
    if stamp.exists() and stamp.read_text() == present:
        return False
    root.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(present)
    return True


def _fingerprint() -> str:
    """Which files there are, how large and how old."""
    told = hashlib.sha256(settings.VERSION.encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            full = Path(storage.path(path))
            state = full.stat()
            told.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return told.hexdigest()
