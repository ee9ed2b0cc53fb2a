"""Choosing where time and expenses go: the last ones first, then whatever is searched for."""

from collections.abc import Collection
from typing import Any

from django.http import QueryDict

from clientele.desk.access import MemberRequest
from clientele.desk.projects.picking import Option, Picker, searched
from clientele.projects.models import Project
from clientele.projects.queries import Place, place_key, suggested_places, suggested_projects
from clientele.search.queries import found_open_projects, found_places
from clientele.ui.http import posted

OFFERED = 8
NONE = "No open project matches"


def place_picker(
    request: MemberRequest, *, chosen: Place | None = None, besides: Collection[str] = (), errors: Any = ()
) -> Picker:
    """The places to choose from, the chosen one among them."""
    find = searched(_given(request).get("find", ""))
    if find:
        places = found_places(request.member, find, most=OFFERED)
    else:
        places = suggested_places(request.member, most=OFFERED, besides=besides)
    options = [_place_option(place) for place in places]
    return _picker(find, options, _place_option(chosen) if chosen else None, errors)


def project_picker(request: MemberRequest, *, chosen: Project | None = None, errors: Any = ()) -> Picker:
    """The projects to choose from, each with the currency that it is in."""
    find = searched(_given(request).get("find", ""))
    if find:
        projects = found_open_projects(request.member, find, most=OFFERED)
    else:
        projects = suggested_projects(request.member, most=OFFERED)
    options = [_project_option(project) for project in projects]
    return _picker(find, options, _project_option(chosen) if chosen else None, errors)


def is_finding(request: MemberRequest) -> bool:
    """Whether somebody without a script pressed Find."""
    return request.method == "POST" and "finding" in request.POST


def _picker(find: str, options: list[Option], chosen: Option | None, errors: Any) -> Picker:
    if chosen:
        options = [chosen, *(option for option in options if option.pk != chosen.pk)]
    return Picker(find, options[:OFFERED], chosen, next(iter(errors), ""), NONE)


def submitted(request: MemberRequest) -> QueryDict | None:
    """What a form was sent; none where its page is read, or a project is only sought."""
    return None if is_finding(request) else posted(request)


def typed_so_far(request: MemberRequest) -> dict[str, Any]:
    """What stands in a form whose project is sought; nothing where none is."""
    return request.POST.dict() if is_finding(request) else {}


def _place_option(place: Place) -> Option:
    project, code = place
    name = f"{project.name} · {code.name}" if code else project.name
    return Option(place_key(*place), name, project.code, project.customer.name)


def _project_option(project: Project) -> Option:
    return Option(project.pk, project.name, project.code, f"{project.customer.name} · {project.currency}")


def _given(request: MemberRequest) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET
