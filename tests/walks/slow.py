"""A slow network and a slow machine, where CLIENTELE_WALKS_DELAY asks for them: they show what walks do not await."""

import os
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, Page

#: The longest an answer may wait, in milliseconds.
DELAY = int(os.environ.get("CLIENTELE_WALKS_DELAY", "0"))
#: Another seed, other waits; the same one, the same.
SEED = os.environ.get("CLIENTELE_WALKS_SEED", "")
#: How many times slower a page reckons.
SLOWNESS = 3

_slow: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()


def late(answer: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Each request waits before it is heard; pages, parts, files and scripts alike."""
    numbers = count()

    def answer_late(*request: Any) -> Iterable[bytes]:
        dice = zlib.crc32(f"{SEED}:{next(numbers)}".encode()) / 2**32
        time.sleep(DELAY / 1000 * dice)
        return answer(*request)

    return answer_late


def slow_down(page: Page) -> None:
    _slow[page] = page.context.new_cdp_session(page)
    _reckon(page, SLOWNESS)


@contextmanager
def at_full_speed(page: Page) -> Iterator[None]:
    """For what the page itself has no part in."""
    _reckon(page, 1)
    yield
    _reckon(page, SLOWNESS)


def _reckon(page: Page, rate: int) -> None:
    if page in _slow:
        _slow[page].send("Emulation.setCPUThrottlingRate", {"rate": rate})
