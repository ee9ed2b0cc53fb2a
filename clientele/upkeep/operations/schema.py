"""Bringing the database to this version of the program."""

from django.core.management import call_command

from clientele.kit.statistics import refresh_statistics
from clientele.search.operations import sample_pieces


def migrate() -> None:
    """Take every missing step, and make the shared cache's table; running it again does nothing.

    A new index is not known to the database's statistics, which then would lead astray: they are taken anew, and those
    of the search index with them.
    """
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    refresh_statistics()
    sample_pieces()
