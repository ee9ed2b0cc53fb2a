"""Forms that may be sent twice: by a finger, a network that failed half-way, or a draft kept on a device."""

from collections.abc import Callable
from urllib.parse import urlencode

from clientele.accounts.operations.idempotency import Answer, answer_once, request_digest
from clientele.desk.access import MemberRequest

_NOT_CONTENT = ("csrfmiddlewaretoken", "idempotency_key")


def act_once(request: MemberRequest, act: Callable[[], object]) -> bool:
    """Act unless a request with the same idempotency key has done so already; answers whether it acted now.

    The key comes in the header `Idempotency-Key` or the hidden field `idempotency_key`; without one it always acts.
    Raises what `act` raises, `idempotency_key_reused` (422) and `idempotency_key_in_use` (409).
    """
    key = request.headers.get("Idempotency-Key") or request.POST.get("idempotency_key", "")
    if not key:
        act()
        return True

    def done() -> Answer:
        act()
        return Answer(204)

    digest = request_digest(request.method or "", request.path, _content(request))
    return not answer_once(request.member, key=key, digest=digest, at=request.now, act=done).is_repeated


def _content(request: MemberRequest) -> str:
    return urlencode(
        sorted(
            (name, value) for name in request.POST for value in request.POST.getlist(name) if name not in _NOT_CONTENT
        )
    )
