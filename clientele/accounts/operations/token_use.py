"""What is kept of a token's use: when it was last used, and how often in the present minute."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from clientele.accounts.models import ApiToken, TokenMinute

NOTED_EVERY = timedelta(minutes=1)


def note_use(token: ApiToken, *, at: datetime) -> None:
    """Write down when a token was last used, at most once a minute."""
    if token.last_used_at is None or at - token.last_used_at >= NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)


@transaction.atomic
def add_use(token: ApiToken, *, minute: int, number: int) -> int:
    """Add to the count that all processes share for a token; answers how often it was used in that minute."""
    TokenMinute.objects.get_or_create(
        token=token, defaults={"organization": token.organization, "minute": minute, "used": 0}
    )
    kept = TokenMinute.objects.filter(token=token)
    if not kept.filter(minute=minute).update(used=F("used") + number):
        kept.filter(minute__lt=minute).update(minute=minute, used=number)
    return int(kept.values_list("used", flat=True).get())
