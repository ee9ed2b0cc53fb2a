"""clientele migrate"""

from argparse import Namespace

from clientele.console.terminal import Problem, say, tell
from clientele.upkeep.operations.schema import migrate
from clientele.upkeep.queries.schema import missing_migrations, unknown_migrations


def run(options: Namespace) -> None:
    if unknown := unknown_migrations():
        raise Problem(f"The database is newer than this version of Clientele ({unknown[-1]}). Upgrade Clientele.")
    missing = missing_migrations()
    if options.check:
        if missing:
            raise Problem(f"{len(missing)} steps are missing, from {missing[0]} to {missing[-1]}.")
        say("The database is at this version.")
        return
    tell(f"{len(missing)} steps…" if missing else "Nothing is missing.")
    migrate()
    say("The database is at this version.")
