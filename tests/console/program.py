"""Runs the real `clientele` on a database of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psutil

from tests.environment.plugin import KEY

ROOT = Path(__file__).resolve().parents[2]


class Program:
    """`clientele` with a data folder, and the servers it was asked to start."""

    def __init__(self, data: Path, database_url: str) -> None:
        self.data = data
        ours = ("PATH", "HOME", "LANG")
        self.environment = {name: os.environ[name] for name in ours if name in os.environ}
        self.environment |= {
            "CLIENTELE_DATA": str(data),
            "DATABASE_URL": database_url,
            "SECRET_KEY": "only-for-tests-" + "0123456789abcdef" * 4,
            "CLIENTELE_KEYS": KEY,
            "PYTHONPATH": str(ROOT),
        }

    def run(self, *arguments: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "clientele", *arguments],
            input=given,
            capture_output=True,
            text=True,
            env=self.environment | environment,
            cwd=self.data,
            timeout=120,
        )

    def start(self, *arguments: str) -> "Server":
        port = free_port()
        path = self.data / f"log-{port}"
        with path.open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "clientele", *arguments, "--port", str(port)],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
                cwd=self.data,
            )
        return Server(process, port, path)


class Server:
    """A running `clientele serve` or `demo`."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process, self.port, self.log = process, port, log

    def said(self) -> str:
        return self.log.read_text()

    def wait_until_it_greets(self) -> None:
        until(lambda: "Clientele is at" in self.said() or self.process.poll() is not None, seconds=180)
        assert self.process.poll() is None, self.said()

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urlopen(f"http://localhost:{self.port}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()
        except (URLError, OSError) as error:
            return 0, str(error)

    def children(self, pattern: str) -> list[int]:
        """Process ids below this server whose command line matches."""
        found = []
        for child in psutil.Process(self.process.pid).children(recursive=True):
            with suppress(psutil.Error):  # it may end while it is looked at
                if re.search(pattern, " ".join(child.cmdline())):
                    found.append(child.pid)
        return found

    def stop(self, number: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=40)


def until(holds: Callable[[], object], *, seconds: float = 20.0) -> None:
    """Wait until something holds; fails where it does not in time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
