"""A code for a new customer, made of its name: short, readable aloud, and free."""

from collections.abc import Iterator

from django.db.models.functions import Lower

from clientele.customers.models import Customer
from clientele.kit.text import slug_of

LONGEST = 12
_EMPTY_WORDS = frozenset(
    {"the", "a", "and", "of", "der", "die", "das", "und", "la", "le", "les", "el", "los", "et", "y"}
)


def suggested_code(name: str) -> str:
    """`QUAY` for “Quay Street Dental”, `QUAYSTREET` where that is taken, then with a number; empty for no letters."""
    candidates = list(dict.fromkeys(_candidates(name)))
    taken = Customer.objects.annotate(lower=Lower("code")).filter(lower__in=[code.lower() for code in candidates])
    used = {code.upper() for code in taken.values_list("code", flat=True)}
    return next((code for code in candidates if code not in used), "")


def _candidates(name: str) -> Iterator[str]:
    words = slug_of(name, longest=200).upper().split("-")
    telling = [word for word in words if word.lower() not in _EMPTY_WORDS] or words
    if not telling[0]:
        return
    first = telling[0] if len(telling[0]) > 2 or len(telling) == 1 else "".join(telling[:2])
    yield first[:LONGEST]
    if len(telling) > 1:
        yield f"{telling[0]}{telling[-1]}"[:LONGEST]
        yield "".join(telling[:2])[:LONGEST]
    for number in range(2, 100):
        yield f"{first[: LONGEST - 2]}{number}"
