"""POST with an Idempotency-Key: the second time, the stored answer."""

import hashlib
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
    digest = request_digest(request.method or "", request.get_full_path(), *_content(request))

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


def _content(request: ApiRequest) -> list[str]:
    """What was sent, as one digest; of a multipart body its parts, since its boundary differs each time."""
    if request.content_type != "multipart/form-data":
        return [digest_of(request.body.decode("latin-1"))]
    parts = [f"{name}={value}" for name, values in sorted(request.POST.lists()) for value in values]
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            parts += [name, file.name or "", hashlib.file_digest(file, "sha256").hexdigest()]
            file.seek(0)
    return parts
