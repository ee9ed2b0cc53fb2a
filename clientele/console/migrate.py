"""clientele migrate"""

from argparse import Namespace

from clientele.console.serving import refuse_newer_schema
from clientele.console.terminal import Problem, say, tell
from clientele.kit.numbers import counted
from clientele.upkeep.operations.schema import migrate
from clientele.upkeep.queries.schema import missing_migrations


def run(options: Namespace) -> None:
    refuse_newer_schema()
    missing = missing_migrations()
    if options.check:
        if missing:
            are_missing = counted(len(missing), "step is", "steps are")
            raise Problem(f"{are_missing} missing, from {missing[0]} to {missing[-1]}.")
        say("The database is at this version.")
        return
    tell(f"{counted(len(missing), 'step')}…" if missing else "Nothing is missing.")
    migrate()
    say("The database is at this version.")
