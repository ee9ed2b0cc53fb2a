"""The API as a whole: its resources, and how ninja's exceptions become our answers."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationErrorContext
from ninja.errors import ValidationError as ParameterError

from clientele.api.access import BearerToken
from clientele.api.audit import audit_events
from clientele.api.contacts import contacts
from clientele.api.customers import customers
from clientele.api.door import opened
from clientele.api.duplicates import duplicate_dismissals
from clientele.api.expenses import expenses
from clientele.api.hourly_rates import hourly_rates
from clientele.api.imports import imports
from clientele.api.invitations import invitations
from clientele.api.invoices import batches, invoices, numbering, payments, refunds
from clientele.api.members import members
from clientele.api.notes import notes
from clientele.api.organization import organization
from clientele.api.parsing import StrictParser
from clientele.api.problems import UNREADABLE, problem_of
from clientele.api.projects import billing_codes, people, projects, tasks, templates
from clientele.api.roles import roles
from clientele.api.search import search
from clientele.api.sentences import error_of, refused
from clientele.api.sight import refuse_unseen
from clientele.api.tags import tags
from clientele.api.time_entries import times
from clientele.api.timer import timers
from clientele.kit.refusals import Conflict, Forbidden, Refusal
from clientele.kit.tenancy import inside

RESOURCES = (
    customers,
    duplicate_dismissals,
    imports,
    contacts,
    notes,
    tags,
    projects,
    tasks,
    people,
    billing_codes,
    templates,
    times,
    expenses,
    timers,
    hourly_rates,
    invoices,
    batches,
    payments,
    numbering,
    refunds,
    search,
    organization,
    members,
    invitations,
    roles,
    audit_events,
)


def unseen(request: Any) -> Http404 | Forbidden | None:
    """That a record in the address is not here or not to be changed: told before what is wrong with what was sent."""
    with inside(request.organization):
        try:
            refuse_unseen(request)
        except (Http404, Forbidden) as refusal:
            return refusal
    return None


class Interface(NinjaAPI):
    """Says no in problem documents, and names fields as the schemas do."""

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        error = exc.__cause__ if isinstance(exc, HttpError) and isinstance(exc.__cause__, Exception) else exc
        if isinstance(error, ParameterError):
            error = refused(error.errors)  # type: ignore[arg-type]
        if isinstance(error, (*UNREADABLE, Refusal)) and not isinstance(error, Conflict):
            error = unseen(request) or error
        response = problem_of(error)
        if response is None:
            raise exc
        return response

    def validation_error_from_error_contexts(self, error_contexts: list[ValidationErrorContext[Any]]) -> ParameterError:
        errors: list[Any] = []
        for context in error_contexts:
            is_body = context.model.__ninja_param_source__ == "body"
            flattened = {path: (name,) for name, path in getattr(context.model, "__ninja_flatten_map__", {}).items()}
            for found in context.pydantic_validation_error.errors(include_url=False):
                path = found["loc"][1:] if is_body else _parameter(found["loc"], flattened)
                errors.append(error_of({**found, "loc": path}))
        return ParameterError(errors)


def _parameter(loc: tuple[str | int, ...], flattened: Mapping[Any, tuple[Any, ...]]) -> tuple[Any, ...]:
    """The name of a parameter, whichever of its values is wrong."""
    named = tuple(part for part in loc if isinstance(part, str))
    return flattened.get(named, named[-1:])


api = Interface(
    title="Clientele API",
    version="1",
    urls_namespace="api",
    auth=BearerToken(),
    parser=StrictParser(),
    openapi_url="",
    docs_url="",
)
api.add_decorator(opened, mode="view")
for resource in RESOURCES:
    api.add_router("", resource.router)
