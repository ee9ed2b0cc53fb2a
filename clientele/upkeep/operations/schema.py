"""Bringing the database to this version of the program."""

from django.core.management import call_command


def migrate() -> None:
    """Take every missing step, and make the shared cache's table; running it again does nothing."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
