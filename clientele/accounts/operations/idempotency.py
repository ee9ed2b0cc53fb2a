"""Requests that may arrive twice act once: the answer is kept beside its effect and given again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, transaction

from clientele.accounts.models import Member, Organization, StoredAnswer
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.secrets import digest_of
from clientele.kit.tenancy import inside

KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 255


@dataclass(frozen=True)
class Answer:
    """What a request is answered: an HTTP status, the headers worth repeating, and the body."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    is_repeated: bool = False


def request_digest(*parts: str) -> str:
    """What makes two requests the same one: method, path and body, each told apart from the next."""
    return digest_of("".join(f"{len(part)}:{part}" for part in parts))


@transaction.atomic
def answer_once(member: Member, *, key: str, digest: str, at: datetime, act: Callable[[], Answer]) -> Answer:
    """Answer a request of a member, acting only the first time its key is seen within 24 hours.

    The answer is kept in the transaction of its effect; a refusal, raised or answered (400 and above), is not
    kept, so the key may be tried again. Raises `idempotency_key_invalid` or `idempotency_key_reused` (422), and
    `idempotency_key_in_use` (409) while the first request is still at work.
    """
    _refuse_unfit(key)
    _claim(member, key)
    stored: StoredAnswer | None = StoredAnswer.objects.filter(member=member, key=key).first()
    if stored and stored.created_at <= at - KEPT_FOR:
        stored.delete()
        stored = None
    if stored:
        return _repeated(stored, digest)
    answer = act()
    if answer.status < 400:
        StoredAnswer.objects.create(
            organization=member.organization,
            member=member,
            key=key,
            digest=digest,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            created_at=at,
        )
    return answer


def prune_stored_answers(*, at: datetime) -> int:
    """Forget every organisation's answers that are older than 24 hours; answers how many."""
    forgotten = 0
    for organization in Organization.objects.order_by("pk").iterator():
        with inside(organization):
            number, _ = StoredAnswer.objects.filter(created_at__lte=at - KEPT_FOR).delete()
            forgotten += number
    return forgotten


def _refuse_unfit(key: str) -> None:
    if not key or len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        message = f"An idempotency key has 1 to {LONGEST_KEY} printable ASCII characters."
        raise Refusal("idempotency_key_invalid", message)


def _claim(member: Member, key: str) -> None:
    """On PostgreSQL hold the key until the transaction ends; SQLite lets only one transaction write at a time."""
    if connection.vendor != "postgresql":
        return
    number = int(digest_of(f"{member.pk}:{key}")[:15], 16)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        (held,) = cursor.fetchone()
    if not held:
        raise Conflict("idempotency_key_in_use", "The first request with this key is still at work. Try again.")


def _repeated(stored: StoredAnswer, digest: str) -> Answer:
    if stored.digest != digest:
        raise Refusal("idempotency_key_reused", "This idempotency key was used for another request.")
    return Answer(stored.status, stored.headers, stored.body, is_repeated=True)
