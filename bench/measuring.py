"""Measuring: the bare view and the page in turn, so that whatever else the machine does slows both."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median, quantiles

from bench.asked import PAGES, Asked, Facts
from bench.browser import Answer, Browser

WARM_UP = 10


@dataclass(frozen=True)
class Measured:
    """One line of the table; times in milliseconds."""

    group: str
    label: str
    p50: float
    p95: float
    bare: float
    goal: float
    growth: float
    queries: int | None = None

    @property
    def ratio(self) -> float:
        return self.p50 / self.bare


def measure_pages(
    person: Browser, plain: Browser, facts: Facts, requests: int, only: set[str], pages: Sequence[Asked] = PAGES
) -> list[Measured]:
    """Every page that is wanted."""
    done = []
    for asked in pages:
        if not only or asked.group in only:
            path = asked.path(facts)
            times = _in_turn(partial(person.get, path, **asked.headers), plain, requests)
            done.append(_line(asked.group, asked.label, times, asked.goal, asked.growth))
    return done


def measure_changes(person: Browser, plain: Browser, facts: Facts, requests: int, only: set[str]) -> list[Measured]:
    """Creating and editing, each on the disk before it is answered."""
    done = []
    requests = max(20, requests // 2)
    if not only or "create" in only:
        path = f"/{facts['slug']}/customers/new/"
        form = person.form(path, "name")
        times = _in_turn(lambda: person.post(path, _new(form)), plain, requests, accepted=(302, 303))
        done.append(_line("create", "Create", times, 25, 0))
    if not only or "edit" in only:
        path = f"/{facts['slug']}/customers/{facts['customer']}/edit/"
        times = _in_turn(lambda: _edit(person, path), plain, requests, accepted=(302, 303))
        done.append(_line("edit", "Edit", times, 25, 0))
    return done


def _new(form: dict[str, str]) -> dict[str, str]:
    fields = form | {"name": f"Bramble & Thorn {secrets.token_hex(6)}"}
    if "idempotency_key" in fields:
        fields["idempotency_key"] = secrets.token_hex(16)
    return fields


def _edit(person: Browser, path: str) -> Answer:
    return person.post(path, person.form(path, "name") | {"phone": f"01632 {secrets.randbelow(10**6):06}"})


def _in_turn(
    act: Callable[[], Answer], plain: Browser, requests: int, accepted: tuple[int, ...] = (200,)
) -> tuple[list[float], list[float]]:
    times: list[float] = []
    yardstick: list[float] = []
    for number in range(WARM_UP + requests):
        bare, answer = plain.get("/"), act()
        if answer.status not in accepted:
            raise SystemExit(f"A request was answered {answer.status}: {answer.text[:2000]}")
        if number >= WARM_UP:
            times.append(answer.seconds)
            yardstick.append(bare.seconds)
    return times, yardstick


def _line(group: str, label: str, both: tuple[list[float], list[float]], goal: float, growth: float) -> Measured:
    times, bare = both
    return Measured(
        group, label, median(times) * 1000, quantiles(times, n=20)[-1] * 1000, median(bare) * 1000, goal, growth
    )
