"""clientele rotate-keys"""

from argparse import Namespace

from django.conf import settings

from clientele.console.serving import refuse_another_schema
from clientele.console.terminal import complain, say
from clientele.kit.numbers import counted
from clientele.kit.sealed import fresh_key
from clientele.upkeep.operations.keys import rotate_keys


def run(options: Namespace) -> int:
    if options.new_key:
        say(fresh_key())
        return 0
    refuse_another_schema()
    done, keys = rotate_keys(), len(settings.SEALING_KEYS)
    under = f"{counted(done.kept - len(done.closed), 'secret')} under the newest of {counted(keys, 'key')}"
    say(f"{under}, {done.changed:,} of them changed now.")
    for reason in done.closed:
        complain(reason)
    if keys > 1 and not done.closed:
        say("The older keys open nothing any more: take them out of CLIENTELE_KEYS.")
    return int(bool(done.closed))
