"""A task for real workers: it leaves a line in a file each time it begins and ends."""

import time
from pathlib import Path

from django_tasks import task


@task
def write_down(path: str, seconds: float) -> None:
    with Path(path).open("a") as file:
        file.write("begun\n")
    time.sleep(seconds)
    with Path(path).open("a") as file:
        file.write("ended\n")
