"""POST with an Idempotency-Key: the second time, the stored answer."""

from collections.abc import Callable

from django.http import HttpResponse

from clientele.accounts.operations.idempotency import Answer, answer_once, request_digest
from clientele.api.access import ApiRequest
from clientele.kit.refusals import FieldError, Refusal
from clientele.kit.secrets import digest_of

HEADER = "Idempotency-Key"
REPEATED = "Idempotent-Replayed"
_KEPT_HEADERS = ("Content-Type", "ETag", "Location")


def answered(request: ApiRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Act, or give again what the same key and body were answered within 24 hours."""
    if HEADER not in request.headers:
        return act()
    digest = request_digest(request.method or "", request.get_full_path(), digest_of(request.body.decode("latin-1")))

    def kept() -> Answer:
        response = act()
        headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
        return Answer(response.status_code, headers, response.content.decode())

    try:
        stored = answer_once(request.member, key=request.headers[HEADER], digest=digest, at=request.now, act=kept)
    except Refusal as refusal:
        if refusal.code.startswith("idempotency_key") and not refusal.errors:
            refusal.errors = [FieldError(HEADER, refusal.message, refusal.code)]
        raise
    headers = stored.headers | ({REPEATED: "true"} if stored.is_repeated else {})
    return HttpResponse(stored.body, status=stored.status, headers=headers)
