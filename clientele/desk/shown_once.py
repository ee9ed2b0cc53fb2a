"""A secret that is shown once: it lies sealed in the person's session until the page that shows it takes it out."""

from clientele.desk.access import MemberRequest
from clientele.kit.sealed import seal, unsealed_or_nothing

_KEPT = "shown_once"


def show_later(request: MemberRequest, name: str, clear: str) -> None:
    """Keep a secret for the next page; `name` says what it opens."""
    kept = request.session.get(_KEPT, {})
    request.session[_KEPT] = kept | {name: seal(clear, of=_place_of(request, name))}


def shown_now(request: MemberRequest, name: str) -> str:
    """That secret, taken out for good; or nothing, where it was shown before or its key is not there."""
    kept = request.session.get(_KEPT, {})
    if request.method != "GET" or name not in kept:
        return ""
    text = kept.pop(name)
    request.session[_KEPT] = kept
    return unsealed_or_nothing(text, of=_place_of(request, name))


def _place_of(request: MemberRequest, name: str) -> str:
    return f"user {request.user.pk}, {name} to be shown"
