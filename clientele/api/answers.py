"""What the API answers with when it says yes."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db import models
from django.http import Http404, HttpResponse
from pydantic import BaseModel

from clientele.api.access import ApiRequest
from clientele.api.sentences import refused
from clientele.api.shapes import LARGEST_ID, Listed, Paging
from clientele.kit.paging import Page, page_of
from clientele.kit.refusals import FieldError
from clientele.ui.http import READS

PREFIX = "/api/v1"
JSON = "application/json; charset=utf-8"
Row = TypeVar("Row", bound=models.Model)


def found(rows: models.QuerySet[Row], pk: int) -> Row:
    """The row of that id among those the member may see; an unknown one and a foreign one are alike (404)."""
    row = rows.filter(pk=pk).first() if 0 < pk <= LARGEST_ID else None
    if row is None:
        raise Http404(f"There is no {rows.model._meta.verbose_name} {pk} here.")
    return row


def page_for(rows: models.QuerySet[Any], paging: Paging, *, total: int | None = None) -> Page:
    """The page that was asked for; past the end it is empty, so that a reader who walks on comes to an end."""
    return reached(page_of(rows, number=paging.page, size=paging.page_size, total=total), paging)


def reached(page: Page, paging: Paging) -> Page:
    """The page, or an empty one where it is not the one that was asked for, but the last."""
    if page.number == paging.page:
        return page
    return Page([], paging.page, page.size, page.total, page.is_more)


def listed(page: Page, show: Callable[[list[Any]], Sequence[BaseModel]]) -> Listed[Any]:
    """A page as the answer of a list."""
    return Listed[Any](count=page.total, count_is_exact=not page.is_more, items=list(show(page.items)))


def etag_of(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


def wanted_version(request: ApiRequest) -> int | None:
    """The version in If-Match that a change depends on, or None where the last write wins."""
    given = request.headers.get("If-Match", "").strip()
    if given in {"", "*"}:
        return None
    number = given.removeprefix("W/").removeprefix('"').removesuffix('"')
    if not (number.isascii() and number.isdecimal()) or len(number) > 18:
        message = 'Send the version that you read in quotes, such as "3".'
        raise refused([FieldError("If-Match", message)])
    return int(number)


def is_known(request: ApiRequest, etag: str) -> bool:
    """Whether the reader has this version already (If-None-Match)."""
    tags = [tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")]
    return request.method in READS and (etag in tags or "*" in tags)


def answer(request: ApiRequest, shown: BaseModel | None, *, status: int, location: str = "") -> HttpResponse:
    """The answer of a route: a record comes with its ETag, and 304 where the reader has it."""
    if shown is None:
        return HttpResponse(status=status)
    headers = {"Location": location} if location else {}
    version = getattr(shown, "version", None)
    if version is not None:
        headers["ETag"] = etag_of(version)
        if is_known(request, headers["ETag"]):
            return HttpResponse(status=304, headers=headers)
    return HttpResponse(shown.model_dump_json(), status=status, content_type=JSON, headers=headers)
