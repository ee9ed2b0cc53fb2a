"""clientele serve"""

import os
import signal
from argparse import Namespace
from threading import Event
from types import FrameType

from django.conf import settings

from clientele.background.choices import DRAIN
from clientele.background.operations.running import Interrupted
from clientele.background.operations.worker import schedule, work
from clientele.console.serving import refuse_another_schema, refuse_taken_port, serve, web_command
from clientele.console.terminal import say, tell
from clientele.upkeep.operations.schema import migrate
from clientele.upkeep.operations.static import collect_static


def run(options: Namespace) -> int:
    if options.only in {"worker", "scheduler"}:
        return _run_alone(options.only)
    refuse_taken_port(options.host, options.port)
    if options.migrate:
        tell("Bringing the database to this version…")
        migrate()
    refuse_another_schema()
    if options.only == "web":
        collect_static()
        command = web_command(options)
        os.execv(command[0], command)  # noqa: S606
    return serve(options, greeting=lambda: say(f"Clientele is at {settings.BASE_URL}"))


def _run_alone(name: str) -> int:
    stop = Event()

    def finish(*_: object) -> None:
        stop.set()
        if name == "worker":
            signal.setitimer(signal.ITIMER_REAL, DRAIN.total_seconds())

    signal.signal(signal.SIGTERM, finish)
    signal.signal(signal.SIGINT, finish)
    signal.signal(signal.SIGALRM, _interrupt)
    (work if name == "worker" else schedule)(stop)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return 0


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise Interrupted
