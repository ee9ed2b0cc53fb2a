"""clientele backup"""

from argparse import Namespace

from django.conf import settings
from django.utils import timezone

from clientele.console.serving import refuse_another_schema
from clientele.console.terminal import Problem, say, tell
from clientele.kit.numbers import counted
from clientele.upkeep.operations.archive import BadArchive
from clientele.upkeep.operations.backup import back_up


def run(options: Namespace) -> None:
    refuse_another_schema()
    if not options.file.absolute().parent.is_dir():
        raise Problem(f"There is no folder {options.file.absolute().parent}.")
    try:
        manifest = back_up(options.file, at=timezone.now(), doing=tell)
    except BadArchive as error:
        raise Problem(f"No backup was made. {error}") from error
    held = f"{counted(manifest.rows, 'row')} and {counted(len(manifest.files), 'file')}"
    say(
        f"{options.file} holds {held} in {options.file.stat().st_size:,} bytes;"
        " it was restored aside and is the same. SECRET_KEY and CLIENTELE_KEYS are not in it."
    )
    if settings.BACKUP_KEY:
        say("It is encrypted, and opens with CLIENTELE_BACKUP_KEY alone.")
    else:
        say("It is not encrypted, since CLIENTELE_BACKUP_KEY is not set.")
