"""clientele demo"""

from argparse import Namespace

from django.conf import settings
from django.utils import timezone

from clientele.console.serving import refuse_another_schema, refuse_taken_port, serve
from clientele.console.terminal import say
from clientele.demo.operations import EMAIL, PASSWORD, load_demo
from clientele.demo.queries import is_loaded
from clientele.upkeep.operations.schema import migrate
from clientele.upkeep.queries.people import has_organizations
from clientele.upkeep.queries.schema import missing_migrations


def run(options: Namespace) -> int:
    refuse_taken_port(options.host, options.port)
    if missing_migrations():
        say(f"Setting up the database in {settings.DATA}")
        migrate()
    refuse_another_schema()
    if not has_organizations():
        say("Adding a sample firm, Brightwater Heating")
        load_demo(at=timezone.now())
    return serve(options, greeting=_greet)


def _greet() -> None:
    say(f"\nClientele is at {settings.BASE_URL}")
    if is_loaded():
        say(f"Sign in as {EMAIL} with the password {PASSWORD}")
    else:
        say("The sample firm is not here, since there are organisations already.")
    say("Stop with Ctrl-C.")
