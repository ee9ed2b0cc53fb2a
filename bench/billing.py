"""Invoices: many finalised at once, a month's end with its mails, and the pages of an organisation with many."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from bench.places import ROOT, Place

PROCESSES, THREADS, WORKERS = 4, 8, 2
PATIENCE = 900
#: Invoices a second, finalised and mailed with their documents.
GOAL = 20


@dataclass(frozen=True)
class Finalised:
    """So many finalised from 32 threads in four processes at once."""

    number: int
    seconds: float
    doubles: int
    gaps: int

    @property
    def speed(self) -> float:
        return self.number / self.seconds


@dataclass(frozen=True)
class Batch:
    """So many finalised and sent, until the last mail with its PDF was out."""

    number: int
    seconds: float

    @property
    def speed(self) -> float:
        return self.number / self.seconds


def measure_finalising(place: Place, number: int) -> Finalised:
    """Every draft once, whoever takes it."""
    place.ask("drafts", str(number))
    seconds, done = _finalise(place)
    found = place.ask("finalised")
    return Finalised(done, seconds, found["doubles"], found["gaps"])


def measure_batch(place: Place, number: int) -> Batch:
    """Asked for in one go; two workers, as `clientele serve` has one, finalise, draw and send."""
    place.ask("drafts", str(number))
    with _workers(place):
        started = place.ask("batching")
        found = place.ask("finalised", str(number), str(PATIENCE))
        if found["sent"] < number:
            raise SystemExit(f"{found['sent']} of {number} mails were out after {PATIENCE} seconds.")
    return Batch(number, found["last"] - started)


def _finalise(place: Place) -> tuple[float, int]:
    with ThreadPoolExecutor(PROCESSES) as pool:
        asked = [
            pool.submit(place.ask, "finalising", str(share), str(PROCESSES), str(THREADS)) for share in range(PROCESSES)
        ]
        ended = [one.result() for one in asked]
    return max(end for _, end, _ in ended) - min(start for start, _, _ in ended), sum(number for *_, number in ended)


@contextmanager
def _workers(place: Place) -> Iterator[None]:
    command = [sys.executable, "-m", "clientele", "serve", "--only", "worker"]
    quiet = {**place.environment, "CLIENTELE_LOG_LEVEL": "error"}
    running = [
        subprocess.Popen(command, env=quiet, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(WORKERS)
    ]
    try:
        yield
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=60)
