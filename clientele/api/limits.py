"""How many requests a token may make in a minute, counted in this process and shared in steps.

A write per request would cost more than the request: SQLite waits for the disk with each. So a process counts by
itself and adds to the shared count once in every `step` requests, a thirtieth of the limit. With one process the
limit is exact; with more, each may let through up to one step beyond it.
"""

from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from clientele.accounts.operations.token_use import add_use, note_use
from clientele.api.access import ApiRequest
from clientele.api.problems import RateLimited

MINUTE = 60
_MOST_TOKENS = 10_000


@dataclass
class Tally:
    """One token's minute as this process knows it: `shared` by all at the last step, `own` since then."""

    minute: int
    shared: int = 0
    own: int = 0


_tallies: dict[int, Tally] = {}
_lock = Lock()


def count(request: ApiRequest) -> None:
    """Count the request, or refuse it; a token's last use is noted once a minute."""
    limit: int = settings.RATE_LIMIT
    note_use(request.token, at=request.now)
    if limit <= 0:
        return
    minute, passed = divmod(int(request.now.timestamp()), MINUTE)
    with _lock:
        tally = _tally(request.token.pk, minute)
        used = tally.shared + tally.own
        refused = used >= limit
        if not refused:
            tally.own += 1
            used += 1
        due = tally.own if tally.own >= max(1, limit // 30) else 0
        if due:
            tally.own = 0
            tally.shared += due
    if due:
        used = max(used, add_use(request.token, minute=minute, number=due))
        tally.shared = max(tally.shared, used - tally.own)
    request.rate_limit = (limit, max(0, limit - used), MINUTE - passed)  # type: ignore[attr-defined]
    if refused:
        raise RateLimited(limit, MINUTE - passed)


def tell(request: HttpRequest, response: HttpResponseBase) -> None:
    """Say in the answer's headers how much of the limit is left."""
    standing: Any = getattr(request, "rate_limit", None)
    if standing:
        for name, number in zip(("Limit", "Remaining", "Reset"), standing, strict=True):
            response[f"RateLimit-{name}"] = str(number)


def forget() -> None:
    """Begin anew, as a process that has just started does."""
    _tallies.clear()


def _tally(token: int, minute: int) -> Tally:
    tally = _tallies.get(token)
    if tally is None or tally.minute != minute:
        if len(_tallies) >= _MOST_TOKENS:
            _tallies.clear()
        tally = _tallies[token] = Tally(minute)
    return tally
