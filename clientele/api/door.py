"""The door itself: what happens to every request before and after the one operation it calls."""

import logging
from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from ninja.operation import Operation

from clientele.api import limits
from clientele.api.access import ApiRequest, admit, identify
from clientele.api.problems import UnsupportedBody, problem, problem_of
from clientele.api.sentences import UNKNOWN_FIELD, UNKNOWN_PARAMETER, refused
from clientele.kit.refusals import FieldError, Forbidden
from clientele.kit.tenancy import inside
from clientele.ui.http import READS, reading_only

View = Callable[..., HttpResponseBase]
logger = logging.getLogger("clientele.api")


def opened(run: View) -> View:
    """Around one operation of the API: token, limit, organisation, permission, parameters, and then the operation."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]
    may: Callable[[Any], bool] = operation.view_func.may  # type: ignore[attr-defined]
    feature: str | None = operation.view_func.feature  # type: ignore[attr-defined]

    @wraps(run)
    def entered(request: ApiRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            identify(request)
            with inside(request.organization):
                limits.count(request)
                admit(request)
                if feature and not request.organization.has_feature(feature):
                    raise Forbidden("feature_disabled")
                if not may(request.member):
                    raise Forbidden
                _refuse_other_bodies(operation, request)
                _refuse_unknown_parameters(operation, request)
                with reading_only() if request.method in READS else nullcontext():
                    return run(request, **kwargs)
        except Exception as error:  # noqa: BLE001 - every exception has its document, or goes on as it came
            return operation.api.on_exception(request, error)

    return entered


def answered(view: View) -> View:
    """Around an address of the API: HEAD and OPTIONS, and a problem document for whatever goes wrong."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        request.now = timezone.now()  # type: ignore[attr-defined]
        asked = request.method
        try:
            if asked in {"HEAD", "OPTIONS"}:
                request.method = "GET" if asked == "HEAD" else asked
            response = view(request, **kwargs)
            if isinstance(response, HttpResponseNotAllowed):
                response = _not_allowed(response, is_question=asked == "OPTIONS")
        except Exception as error:  # noqa: BLE001 - a caller who speaks JSON is told in JSON, and we are told at all
            response = problem_of(error) or _broken(request, error)
        if asked == "HEAD":
            request.method = asked
            response.content = b""  # type: ignore[attr-defined]
        limits.tell(request, response)
        return response

    wrapped.kind = "api"  # type: ignore[attr-defined]
    return wrapped


def nothing_here(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Any other address below /api/."""
    return problem("not_found", "There is no such address in this API.")


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("an API request broke", exc_info=error)
    got_request_exception.send(sender=None, request=request)
    return problem("internal_error", "Something broke. It is our fault, and it has been written down.")


def _not_allowed(response: HttpResponseBase, *, is_question: bool) -> HttpResponse:
    methods = sorted(method for method in response["Allow"].replace(" ", "").split(",") if method)
    if "GET" in methods:
        methods.append("HEAD")
    allowed = {"Allow": ", ".join([*methods, "OPTIONS"])}
    if is_question:
        return HttpResponse(status=204, headers=allowed)
    return problem("method_not_allowed", f"This address takes {', '.join(methods)}.", headers=allowed)


def _refuse_unknown_parameters(operation: Operation, request: ApiRequest) -> None:
    known: set[str] = set()
    many: set[str] = set()
    for model in operation.models:
        if model.__ninja_param_source__ == "query":
            known.update(model.__ninja_flatten_map__)
            many.update(model.__ninja_collection_fields__)
    errors = [FieldError(name[:200], UNKNOWN_PARAMETER, "unknown") for name in request.GET if name not in known]
    errors += [
        FieldError(name, "This is given twice.", "invalid")
        for name, values in request.GET.lists()
        if name in known - many and len(values) > 1
    ]
    errors += _unknown_parts(operation, request)
    if errors:
        raise refused(errors)


def _unknown_parts(operation: Operation, request: ApiRequest) -> list[FieldError]:
    """What a multipart body has that this address does not know."""
    forms = [model for model in operation.models if model.__ninja_param_source__ in {"form", "file"}]
    if not forms or request.content_type != "multipart/form-data":
        return []
    known: set[str] = set()
    for model in forms:
        known.update(getattr(model, "__ninja_flatten_map__", None) or model.model_fields)
    return [
        FieldError(name[:200], UNKNOWN_FIELD, "unknown")
        for name in (*request.POST, *request.FILES)
        if name not in known
    ]


def _refuse_other_bodies(operation: Operation, request: ApiRequest) -> None:
    sources = {model.__ninja_param_source__ for model in operation.models}
    wanted = "multipart/form-data" if "file" in sources else "application/json" if "body" in sources else ""
    if wanted and request.content_type != wanted and (request.content_type or request.body):
        raise UnsupportedBody(wanted)
