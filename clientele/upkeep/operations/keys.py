"""Changing the keys that stored secrets are encrypted with."""

from dataclasses import dataclass, field

from django.db import transaction

from clientele.kit.sealed import CannotOpen, keepers, reseal


@dataclass
class Rotation:
    """How many secrets there are, how many came under the newest key just now, and which cannot be opened."""

    kept: int = 0
    changed: int = 0
    closed: list[str] = field(default_factory=list)


@transaction.atomic
def rotate_keys() -> Rotation:
    """Encrypt every stored secret with the newest key; what no key opens stays as it is and is told."""
    done = Rotation()
    for keeper in keepers():
        for kept in keeper.kept(True):
            done.kept += 1
            try:
                fresh = reseal(kept.text, of=kept.of)
            except CannotOpen as error:
                done.closed.append(str(error))
                continue
            if fresh != kept.text:
                kept.replace(fresh)
                done.changed += 1
    return done
