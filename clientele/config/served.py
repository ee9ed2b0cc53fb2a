"""The application as the workers of `clientele serve` load it: they do not outlive the process that started them."""

import os
import time
from threading import Thread

from clientele.config.wsgi import application

__all__ = ["application"]

LOOK_EVERY = 0.5


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY)
    os._exit(1)  # nobody would stop us any more


Thread(target=_leave_with, args=(os.getppid(),), name="parent", daemon=True).start()
