"""Working on rows by the hundred thousand in little memory."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# A cache is told in KiB by a number below zero.
_MEANWHILE = {"mmap_size": 0, "cache_size": -64_000}
_TURN = 0.0005  # seconds


@contextmanager
def many_rows() -> Iterator[None]:
    """Inside, garbage in circles is looked for rarely, threads take short turns, SQLite reads its file page by page.

    Rows make objects by the million, and no circles. A file that is mapped into memory counts as this process's own:
    a gigabyte of it for an organisation of a million customers. A larger cache takes its place. Who comes
    back from a small statement waits for no long turn of the thread that makes what comes next.
    """
    usual, turn = gc.get_threshold(), sys.getswitchinterval()
    gc.set_threshold(100_000, *usual[1:])
    sys.setswitchinterval(_TURN)
    try:
        with _unmapped():
            yield
    finally:
        sys.setswitchinterval(turn)
        gc.set_threshold(*usual)


@contextmanager
def _unmapped() -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    usual = {name: _pragma(name) for name in _MEANWHILE}
    for name, value in _MEANWHILE.items():
        _pragma(f"{name}={value}")
    try:
        yield
    finally:
        for name, value in usual.items():
            _pragma(f"{name}={value}")


def _pragma(words: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {words}")
        found = cursor.fetchone()
    return int(found[0]) if found else 0
