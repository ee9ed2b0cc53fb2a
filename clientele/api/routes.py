"""How a resource declares its routes: what each takes, who may, what it answers and how it can be refused."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, get_type_hints

from django.http import HttpResponse
from ninja import Router
from pydantic import BaseModel

from clientele.accounts.choices import Feature
from clientele.accounts.models import Member
from clientele.api import once
from clientele.api.access import ApiRequest
from clientele.api.answers import PREFIX, answer
from clientele.api.codes import CODES
from clientele.api.described import described
from clientele.api.shapes import Listed
from clientele.kit.refusals import Conflict, FieldError, Refusal

Handler = Callable[..., Any]
Rule = Callable[[Member], bool]

ALWAYS = ("unauthenticated", "permission_denied", "feature_disabled", "validation_error", "rate_limited", "unavailable")
WITH_BODY = ("malformed_json", "payload_too_large", "unsupported_media_type")
STALE = ("version_conflict",)
NOT_FOUND = ("not_found",)
WITH_KEY = ("idempotency_key_in_use", "idempotency_key_invalid", "idempotency_key_reused")

#: What else a refusal tells a program, beside its code and its fields.
TOLD = ("existing", "existing_name")


class Resource:
    """The routes of one resource.

    In a refusal, `names` turns the names of columns into those of the schema, and `show` makes the present record, or
    `show_to` where it hangs on the member what is shown.
    """

    def __init__(
        self,
        name: str,
        description: str,
        *,
        names: Mapping[str, str] | None = None,
        show: Callable[[Any], BaseModel] | None = None,
        show_to: Callable[[Any, Member], BaseModel] | None = None,
        feature: Feature | None = None,
    ) -> None:
        self.name = name
        self.description = description
        self.router = Router(tags=[name])
        self._names = names or {}
        self._show, self._show_to = show, show_to
        self._feature = feature

    def lists(self, path: str, shown: type[BaseModel], *, may: Rule, refers: bool = False) -> Handler:
        """GET of many: one page of them."""
        many: Any = Listed[shown]  # type: ignore[valid-type]
        return self._route("GET", path, many, may, NOT_FOUND if refers else ())

    def reads(self, path: str, shown: type[BaseModel], *, may: Rule) -> Handler:
        """GET of one."""
        return self._route("GET", path, shown, may, ())

    def downloads(self, path: str, kind: str, *, may: Rule, refuses: Iterable[str] = ()) -> Handler:
        """GET of a file of that content type."""
        return self._route("GET", path, None, may, tuple(refuses), file=kind)

    def creates(
        self,
        path: str,
        shown: type[BaseModel],
        *,
        may: Rule,
        refuses: Iterable[str] = (),
        refers: bool = False,
        at: str = "",
    ) -> Handler:
        """POST that makes a record; Location says its address, below `at` where that is not `path`."""
        codes = (*refuses, *WITH_KEY, *(NOT_FOUND if refers else ()))
        return self._route("POST", path, shown, may, codes, status=201, at=at or path)

    def starts(self, path: str, shown: type[BaseModel], *, may: Rule, refuses: Iterable[str] = ()) -> Handler:
        """POST that begins what goes on in the background; Location says where to follow it."""
        return self._route("POST", path, shown, may, (*refuses, *WITH_KEY), status=202, at=path)

    def acts(self, path: str, shown: type[BaseModel], *, may: Rule, refuses: Iterable[str] = ()) -> Handler:
        """POST that does something else than making a record."""
        return self._route("POST", path, shown, may, (*refuses, *WITH_KEY))

    def changes(
        self,
        path: str,
        shown: type[BaseModel],
        *,
        may: Rule,
        refuses: Iterable[str] = (),
        has_version: bool = True,
    ) -> Handler:
        """PATCH: what is left out stays as it is."""
        return self._route("PATCH", path, shown, may, (*refuses, *NOT_FOUND, *(STALE if has_version else ())))

    def deletes(self, path: str, *, may: Rule, refuses: Iterable[str] = (), has_version: bool = True) -> Handler:
        """DELETE: answers nothing."""
        return self._route("DELETE", path, None, may, (*refuses, *(STALE if has_version else ())), status=204)

    def _route(
        self,
        method: str,
        path: str,
        shown: type[BaseModel] | None,
        may: Rule,
        codes: tuple[str, ...],
        *,
        status: int = 200,
        at: str = "",
        file: str = "",
    ) -> Handler:
        def declared(handler: Handler) -> Handler:
            @wraps(handler)
            def called(request: ApiRequest, *args: Any, **values: Any) -> HttpResponse:
                try:
                    if method == "POST":
                        return once.answered(request, lambda: self._answer(handler, request, status, at, values))
                    return self._answer(handler, request, status, at, values)
                except Refusal as refusal:
                    raise self._in_words_of_the_schema(refusal, request.member) from refusal

            hints = get_type_hints(handler)
            body, is_upload = hints.get("body"), "file" in hints
            every = {*ALWAYS, *codes, *(NOT_FOUND if "{" in path else ()), *(WITH_BODY if body or is_upload else ())}
            told = tuple(sorted(every, key=list(CODES).index))
            called.may, called.feature = may, self._feature  # type: ignore[attr-defined]
            self.router.api_operation(
                [method],
                path,
                response={status: shown},
                summary=_summary(handler),
                description=_description(handler),
                operation_id=handler.__name__,
                openapi_extra=described(method, status, shown, told, body=body, is_upload=is_upload, file=file),
            )(called)
            return handler

        return declared

    def _answer(
        self, handler: Handler, request: ApiRequest, status: int, at: str, values: dict[str, Any]
    ) -> HttpResponse:
        shown = handler(request, **values)
        if isinstance(shown, HttpResponse):
            return shown
        location = f"{PREFIX}{at.replace('int:', '').format(**values)}/{shown.id}" if at else ""
        return answer(request, shown, status=status, location=location)

    def _in_words_of_the_schema(self, refusal: Refusal, member: Member) -> Refusal:
        errors = [FieldError(self._names.get(e.field, e.field), e.message, e.code) for e in refusal.errors]
        kind = Conflict if isinstance(refusal, Conflict) else Refusal
        extra: dict[str, Any] = {name: value for name, value in refusal.extra.items() if name in TOLD}
        if (current := refusal.extra.get("current")) is not None and (shown := self._shown(current, member)):
            extra["current"] = shown.model_dump(mode="json")
        return kind(refusal.code, refusal.message, errors=errors, **extra)

    def _shown(self, current: Any, member: Member) -> BaseModel | None:
        if self._show_to:
            return self._show_to(current, member)
        return self._show(current) if self._show else None


def _summary(handler: Handler) -> str:
    return (handler.__doc__ or "").strip().split("\n", 1)[0].rstrip(".")


def _description(handler: Handler) -> str:
    _, _, rest = (handler.__doc__ or "").strip().partition("\n")
    return " ".join(line.strip() for line in rest.splitlines() if line.strip())
