"""What `serve` and `demo` share: looking before starting, and the three processes."""

import errno
import socket
import sys
from argparse import Namespace
from collections.abc import Callable

from django.conf import settings
from django.db import connections

from clientele.console.client import answers
from clientele.console.supervisor import DRAIN_SECONDS, Child, supervise
from clientele.console.terminal import Problem
from clientele.upkeep.operations.static import collect_static
from clientele.upkeep.queries.schema import too_new, too_old

THREADS = 4


def refuse_taken_port(host: str, port: int) -> None:
    """Raises Problem where something else listens there already."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Problem(f"Port {port} is in use. Choose another: --port {port + 1}") from None
        if error.errno == errno.EACCES:
            raise Problem(f"Port {port} needs more rights than you have. Choose one above 1023.") from None
        raise Problem(f"{host} is not an address of this machine.") from None


def refuse_another_schema() -> None:
    """Raises Problem where the database is older or newer than this program."""
    refuse_newer_schema()
    if text := too_old():
        raise Problem(f"{text} Run: clientele migrate")


def refuse_newer_schema() -> None:
    """Raises Problem where the database is newer than this program."""
    if text := too_new():
        raise Problem(f"{text} Upgrade Clientele.")


def serve(options: Namespace, *, greeting: Callable[[], None]) -> int:
    """Start web, worker and scheduler, greet once the web answers, and stay until told to stop."""
    collect_static()
    connections.close_all()  # what follows are other processes
    this = [sys.executable, "-m", "clientele", "serve", "--only"]
    children = [
        Child("web", web_command(options)),
        Child("worker", [*this, "worker"]),
        Child("scheduler", [*this, "scheduler"]),
    ]
    return supervise(children, is_up=lambda: answers(options.host, options.port, settings.BASE_URL), when_up=greeting)


def web_command(options: Namespace) -> list[str]:
    """The web server and its options; it replaces its own workers where they die."""
    wanted = {
        "interface": "wsgi",
        "host": options.host,
        "port": options.port,
        "workers": options.workers,
        "blocking-threads": THREADS,
        "http": "1",
        "respawn-interval": 0.5,
        "workers-kill-timeout": f"{DRAIN_SECONDS - 5:.0f}s",
        "log-level": "error",
    }
    flags = [f"--{name}={value}" for name, value in wanted.items()]
    return [
        sys.executable,
        "-m",
        "granian",
        *flags,
        "--respawn-failed-workers",
        "--no-ws",
        "clientele.config.served:application",
    ]
