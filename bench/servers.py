"""Clientele as people run it, and a bare view under the same web server, each on a free port."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from bench.places import ROOT, Place

WORKERS = 2
PATIENCE = 90


@dataclass(frozen=True)
class Server:
    """A running server and the port it answers on."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def memory(self) -> float:
        """What all its processes take together in MiB, pages they share counted once."""
        family = [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]
        return sum(one.memory_full_info().pss for one in family) / 2**20


@contextmanager
def clientele(place: Place) -> Iterator[Server]:
    """`clientele serve` with two web processes, a worker and the scheduler."""
    port = _free_port()
    command = [sys.executable, "-m", "clientele", "serve", "--port", str(port), "--workers", str(WORKERS), "--quiet"]
    with _served(command, port, "/livez", place.environment) as server:
        yield server


@contextmanager
def bare() -> Iterator[Server]:
    """The yardstick: a Django view without middleware that answers one word, in two processes."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--no-ws", "--log-level", "error", "bench.bare:application"]
    with _served(command, port, "/", {**os.environ, "PYTHONPATH": str(ROOT)}) as server:
        yield server


@contextmanager
def _served(command: Sequence[str], port: int, path: str, environment: dict[str, str]) -> Iterator[Server]:
    with tempfile.TemporaryFile() as log:  # as in earnest, where a log is written somewhere
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait_for(process, port, path)
        yield Server(process, port)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _wait_for(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit(f"The server ended with {process.returncode} before it answered.")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    raise SystemExit(f"The server did not answer within {PATIENCE} seconds.")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
