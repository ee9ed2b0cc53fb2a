"""Projects found by name and code."""

from functools import lru_cache

from clientele.accounts.models import Member
from clientele.kit.paging import COUNTED_AT_MOST
from clientele.kit.prepared import Prepared
from clientele.projects import policy
from clientele.projects.models import Project, ProjectQuerySet
from clientele.projects.queries import projects_for
from clientele.search.choices import PROJECT
from clientele.search.fragments import fragments_of
from clientele.search.queries.hits import beginning_with, documents_with
from clientele.search.queries.index import Index, Part


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
    """The first projects by name that may be meant, of the first thousand; none without a text."""
    wanted = fragments_of(text)
    if wanted.is_empty or not policy.may_view(member):
        return []
    if not wanted.long:
        return list(matching_projects(projects_for(member), text).order_by("name_sort", "pk")[:most])
    keys = Index(wanted, PROJECT).first(COUNTED_AT_MOST, part=Part("name", 1, most))
    return _first(most)(organization=member.organization_id, keys=keys) if keys else []


@lru_cache(maxsize=20)
def _first(most: int) -> Prepared[Project]:
    def build(organization: int, keys: str) -> ProjectQuerySet:
        found: ProjectQuerySet = Project.objects.filter(organization=organization, pk__among=keys)
        return found.select_related("customer").order_by("name_sort", "pk")[:most]

    return Prepared(build, organization=int, keys=list)
