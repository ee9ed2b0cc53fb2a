"""Projects found by name and code."""

from clientele.accounts.models import Member
from clientele.projects.models import Project, ProjectQuerySet
from clientele.projects.queries import projects_for
from clientele.search.choices import PROJECT
from clientele.search.fragments import fragments_of
from clientele.search.queries.hits import beginning_with, documents_with


def matching_projects(projects: ProjectQuerySet, text: str) -> ProjectQuerySet:
    """The projects in whose name or code every word of the text stands.

    Below three letters: those whose name begins with it, or whose code it is.
    """
    wanted = fragments_of(text)
    if wanted.is_empty:
        return projects
    if not wanted.long:
        return beginning_with(projects, wanted.whole)
    return projects.filter(pk__in=documents_with(wanted, kind=PROJECT).values("object_id"))


def found_projects(member: Member, text: str, *, most: int) -> list[Project]:
    """The first projects by name that may be meant; none without a text."""
    if fragments_of(text).is_empty:
        return []
    found = matching_projects(projects_for(member), text).order_by("name_sort", "pk")
    return list(found[:most])
