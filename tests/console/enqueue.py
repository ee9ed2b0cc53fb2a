"""Enqueues `write_down` from a process of its own, since tests and programs have different databases."""

import sys

import django

django.setup()

from tests.console.work import write_down  # noqa: E402

write_down.enqueue(sys.argv[1], float(sys.argv[2]))
