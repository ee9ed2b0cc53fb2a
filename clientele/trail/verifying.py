"""Whether the sealed trail is as it was written: what was changed, removed or slipped in, the first of it first."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from clientele.trail.models import Entry, Seal
from clientele.trail.sealing import SEALED, digest_of, line_of, mark_of, sealed_up_to

SEALS_AT_ONCE = 20


@dataclass
class Chain:
    """How long the active organisation's chain is, and what it ends in: to be kept elsewhere and compared."""

    seals: int = 0
    entries: int = 0
    waiting: int = 0
    sha256: str = ""


def chain() -> Chain:
    """The active organisation's chain as it stands."""
    last = Seal.objects.order_by("-number").first()
    if last is None:
        return Chain(waiting=Entry.objects.count())
    counted = Seal.objects.aggregate(seals=models.Count("pk"), entries=models.Sum("entries"))
    return Chain(**counted, waiting=Entry.objects.filter(pk__gt=last.last_id).count(), sha256=last.sha256)


def broken_seals() -> Iterator[str]:
    """What of the active organisation's sealed entries is not as it was written, one sentence each."""
    number, previous, after = 0, "", 0
    for seal in Seal.objects.order_by("number").iterator(SEALS_AT_ONCE):
        number += 1
        if seal.number != number:
            yield f"seal {number} of the trail was removed"
            number, after = seal.number, seal.first_id - 1
        yield from _faults(seal, previous, after)
        previous, after = seal.sha256, seal.last_id
    for pk in Entry.objects.filter(pk__gt=after, pk__lte=sealed_up_to()).order_by("pk").values_list("pk", flat=True):
        yield f"entry {pk} of the trail was slipped in, or its seal was removed"


def _faults(seal: Seal, previous: str, after: int) -> Iterator[str]:
    entries = Entry.objects.filter(pk__gt=after, pk__lte=seal.last_id).order_by("pk")
    lines = {row[0]: line_of(row) for row in entries.values_list(*SEALED)}
    now = {pk: mark_of(line) for pk, line in lines.items()}
    then = _marks_of(seal)
    is_itself = (seal.entries, seal.first_id, seal.last_id) == (len(then), min(then, default=0), max(then, default=0))
    if now == then and is_itself and digest_of(previous, seal, lines.values()) == seal.sha256:
        return
    for pk in sorted(now.keys() | then.keys()):
        if now.get(pk) != then.get(pk):
            how = "slipped in" if pk not in then else "removed" if pk not in now else "changed"
            yield f"entry {pk} of the trail was {how}"
    if now == then or not then:
        yield f"seal {seal.number} of the trail was changed, or what it follows"


def _marks_of(seal: Seal) -> dict[int, str]:
    try:
        return {int(pk): str(mark) for pk, mark in seal.marks}
    except (TypeError, ValueError):
        return {}  # somebody wrote something else there
