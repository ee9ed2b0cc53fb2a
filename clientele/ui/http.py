"""What every page door does alike: answer a page or the part of it that was asked for, and say no."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template import engines
from django.template.backends.jinja2 import Jinja2, Template
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy

from clientele.kit.refusals import Forbidden, Refusal

READS = ("GET", "HEAD")


class SeeOther(HttpResponseRedirect):
    """Go there and read (303), whatever the method was."""

    status_code = 303


class WriteRefused(Exception):
    """A page that only reads tried to write: a defect of ours, never of the person's."""


@contextmanager
def reading_only() -> Iterator[None]:
    """Refuse every statement that is not a read."""

    def refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        word = sql.lstrip("( \n").split(None, 1)[0].upper()
        if word not in {"SELECT", "WITH", "EXPLAIN", "SAVEPOINT", "RELEASE", "BEGIN", "PRAGMA", "SET"}:
            raise WriteRefused(sql[:200])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse_writes):
        yield


def allow(permitted: bool) -> None:
    """Go on where the policy says yes; answer 403 where it says no."""
    if not permitted:
        raise Forbidden


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent; none where its page is only read."""
    return None if request.method in READS else request.POST


def refuse(form: BaseForm, refusal: Refusal) -> None:
    """Put what a rule refused beside the fields it concerns."""
    for error in refusal.errors:
        form.add_error(error.field if error.field in form.fields else None, error.message)
    if not refusal.errors:
        form.add_error(None, refusal.message)
    form.refused_with = refusal.status  # type: ignore[attr-defined]


@contextmanager
def refusals_in(form: BaseForm) -> Iterator[None]:
    """Do what a valid form asks for; where a rule refuses it, the form tells so and the page goes on to show it."""
    try:
        yield
    except Refusal as refusal:
        refuse(form, refusal)


def status_of(form: BaseForm) -> int:
    """The status of a page with a form: 200, of a wrong one 422, of one that a rule refused the rule's own."""
    return getattr(form, "refused_with", 422 if form.errors else 200)


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200, block: str = ""
) -> HttpResponse:
    """Answer a page, or one block of it.

    For an htmx request whose target is the name of a block, just that block; so every htmx address also works
    without JavaScript. A `block` given by the view wins.
    """
    name = block or _asked_block(request)
    page = _jinja().get_template(template)
    assert isinstance(page, Template)
    if name and name in page.template.blocks:
        html = _render_block(page, name, context, request)
    else:
        html = page.render(context, request)
    response = HttpResponse(html, status=status)
    response["Vary"] = "HX-Request, HX-Target"
    return response


def show_form(request: HttpRequest, template: str, form: BaseForm, context: dict[str, Any]) -> HttpResponse:
    """Answer a page with a form: empty, or with what is wrong with it."""
    return show(request, template, context | {"form": form}, status=status_of(form))


def go_to(request: HttpRequest, url: str) -> HttpResponse:
    """Send the person to a page once something is done; an htmx request, such as a dialog's, goes there whole."""
    if request.headers.get("HX-Request") == "true":
        response = HttpResponse(status=204)
        response["HX-Redirect"] = url
        return response
    return SeeOther(url)


def guarded(response: HttpResponse, name: str, *, stays: bool) -> HttpResponse:
    """A picture that can do nothing but be shown; kept where it `stays`, as another one would have another address."""
    response["Cache-Control"] = "private, max-age=31536000, immutable" if stays else "private, no-cache"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _asked_block(request: HttpRequest) -> str:
    if request.headers.get("HX-Request") != "true" or request.headers.get("HX-Boosted") == "true":
        return ""
    target = request.headers.get("HX-Target", "")
    return target.rpartition("#")[2]


def _jinja() -> Jinja2:
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    return engine


def _render_block(page: Template, name: str, context: dict[str, Any], request: HttpRequest) -> str:
    values: dict[str, Any] = {
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
    }
    for processor in page.backend.template_context_processors:
        values.update(processor(request))
    values.update(context)
    return "".join(page.template.blocks[name](page.template.new_context(values)))
