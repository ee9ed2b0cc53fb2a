"""What is said, and where: results on standard output, everything else on standard error."""

import sys
import time


class Problem(Exception):
    """Why a command cannot go on, in one line that says the way out."""


def say(text: str) -> None:
    """One line of result."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def tell(text: str) -> None:
    """One line for the person who waits; a pipe is left in peace."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def complain(text: str) -> None:
    """One line about what went wrong."""
    sys.stderr.write(f"clientele: {text}\n")
    sys.stderr.flush()


def ask(question: str) -> bool:
    """Whether the person says yes; where nobody is there to ask, no."""
    if not sys.stdin.isatty():
        return False
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


class Progress:
    """A line that counts on a terminal, at most ten times a second, and is silent in a pipe."""

    def __init__(self, doing: str, total: int = 0) -> None:
        self.doing, self.total, self.done = doing, total, 0
        self._shown_at = 0.0
        self._is_shown = False

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()

    def at(self, done: int, total: int = 0) -> None:
        """So many are done."""
        self.done, self.total = done, total or self.total
        now = time.monotonic()
        if not sys.stderr.isatty() or (now - self._shown_at < 0.1 and done != self.total):
            return
        self._shown_at, self._is_shown = now, True
        of = f" of {self.total:,}" if self.total else ""
        sys.stderr.write(f"\r\033[K{self.doing} {done:,}{of}")
        sys.stderr.flush()
