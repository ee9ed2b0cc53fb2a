"""clientele restore"""

from argparse import Namespace

from django.utils import timezone

from clientele.console.terminal import Problem, ask, complain, say, tell
from clientele.kit.numbers import counted
from clientele.upkeep.operations.archive import BadArchive, opened
from clientele.upkeep.operations.restore import StillRunning, restore
from clientele.upkeep.queries.invariants.secrets import closed_secrets


def run(options: Namespace) -> None:
    try:
        with opened(options.file) as (_, manifest):
            rows, files = counted(manifest.rows, "row"), counted(len(manifest.files), "file")
            words = f"{rows} and {files} of {manifest.created_at[:16]}"
        if not options.yes and not ask(f"Put {words} in the place of what is here?"):
            raise Problem("Nothing was changed. To go on without being asked: --yes")
        _, aside = restore(options.file, at=timezone.now(), doing=tell)
    except (BadArchive, StillRunning) as error:
        raise Problem(f"Nothing was changed. {error}") from error
    say(f"Restored {words}.{f' What was here is kept in {aside}.' if aside else ''} Everybody has to sign in again.")
    for finding in closed_secrets():
        complain(finding)
