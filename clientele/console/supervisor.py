"""Keeps a few processes alive, and ends them in time."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from threading import Event

import structlog

from clientele.console.terminal import Problem

DRAIN_SECONDS = 30.0
LOOK_EVERY = 0.1
LONGEST_PAUSE = 30.0
STEADY_AFTER = 30.0
MOST_FALSE_STARTS = 4
_SET_PARENT_DEATH_SIGNAL = 1

log = structlog.get_logger("clientele.serve")


class Child:
    """One process that is started again when it ends, after a pause that grows while it keeps ending at once."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name, self.command = name, list(command)
        self.process: subprocess.Popen[bytes] | None = None
        self.failures = 0
        self._started_at = 0.0
        self._again_at = 0.0

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, preexec_fn=_leave_with_parent)  # noqa: PLW1509, S603
        self._started_at = time.monotonic()

    def look(self) -> None:
        """Start it again where it has ended and its pause is over."""
        now = time.monotonic()
        if self.process is None:
            if now >= self._again_at:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.failures = 0 if now - self._started_at > STEADY_AFTER else self.failures + 1
        pause = min(0.2 * 2**self.failures, LONGEST_PAUSE) if self.failures > 1 else 0.0
        log.warning("process.ended", process=self.name, code=code, again_in_seconds=pause)
        self.process, self._again_at = None, now + pause

    def tell_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait(self, until: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(until - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            log.error("process.killed", process=self.name)
            self.process.kill()
            self.process.wait()


def supervise(children: Sequence[Child], *, is_up: Callable[[], bool], when_up: Callable[[], None]) -> int:
    """Run the children until a signal says stop, then give them 30 s to finish, and answer 0.

    `when_up` is called once, as soon as `is_up`; raises Problem where a child ends again and again before that.
    """
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    try:
        for child in children:
            child.start()
        _keep_alive(children, stop, is_up, when_up)
    finally:
        _end(children)
    return 0


def _keep_alive(children: Sequence[Child], stop: Event, is_up: Callable[[], bool], when_up: Callable[[], None]) -> None:
    was_up = False
    while not stop.wait(LOOK_EVERY):
        for child in children:
            child.look()
            if not was_up and child.failures > MOST_FALSE_STARTS:
                raise Problem(f"The {child.name} process ends as soon as it starts. The reason stands above.")
        if not was_up and is_up():
            was_up = True
            when_up()


def _end(children: Sequence[Child]) -> None:
    until = time.monotonic() + DRAIN_SECONDS
    for child in children:
        child.tell_to_stop()
    for child in children:
        child.wait(until)


def _leave_with_parent() -> None:
    """In the child: Ctrl-C is for the supervisor to hear, and where that is killed the child is told to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
