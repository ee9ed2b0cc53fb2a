"""Where time and expenses may be written down: open projects, and their billing codes."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from clientele.accounts.models import Member
from clientele.projects.models import BillingCode, Project, ProjectQuerySet, TimeEntry
from clientele.projects.queries.listed import favourite_ids, projects_for
from clientele.projects.queries.weeks import Place

#: How many of the newest entries tell where somebody works just now.
LATELY = 60
_NUMBER_LENGTH = 18


def open_projects(member: Member) -> ProjectQuerySet:
    """The projects that take time, by customer and name."""
    found = projects_for(member).open_for_time()
    return found.order_by("customer__name_sort", "customer", "name_sort", "pk")


def open_places(member: Member) -> list[Place]:
    """Each open project by itself and with each of its billing codes, in two queries."""
    return _with_codes(open_projects(member))


def places_at(member: Member, keys: Collection[str]) -> dict[str, Place]:
    """The open places of these keys, in two queries; a key that leads nowhere is left out."""
    wanted = [pair for pair in map(_read_key, keys) if pair]
    if not wanted:
        return {}
    projects = open_projects(member).filter(pk__in={project for project, _ in wanted})
    found = {place_key(*place): place for place in _with_codes(projects)}
    return {key: found[key] for key in keys if key in found}


def suggested_places(member: Member, *, most: int, besides: Collection[str] = ()) -> list[Place]:
    """Places before anything is searched for: those of one's newest entries, then favourites, then by customer.

    Always the same few queries, however many projects there are.
    """
    written = TimeEntry.objects.filter(member=member).order_by("-day", "-pk")
    lately = list(dict.fromkeys(written.values_list("project", "billing_code")[:LATELY]))
    starred = favourite_ids(member)
    known = {project for project, _ in lately} | starred
    projects = {project.pk: project for project in open_projects(member).filter(pk__in=known)} if known else {}
    others = open_projects(member).exclude(pk__in=known)[:most]
    offered = {place_key(*place): place for place in _with_codes([*projects.values(), *others])}
    first = [f"{project}-{code or 0}" for project, code in lately]
    stars = [key for key, (project, _) in offered.items() if project.pk in starred]
    keys = [key for key in dict.fromkeys((*first, *stars, *offered)) if key in offered and key not in besides]
    return [offered[key] for key in keys[:most]]


def suggested_projects(member: Member, *, most: int) -> list[Project]:
    """The same of projects alone."""
    written = TimeEntry.objects.filter(member=member).order_by("-day", "-pk")
    lately = list(dict.fromkeys(written.values_list("project", flat=True)[:LATELY]))
    starred = favourite_ids(member)
    known = {*lately, *starred}
    projects = {project.pk: project for project in open_projects(member).filter(pk__in=known)} if known else {}
    others = open_projects(member).exclude(pk__in=known)[:most]
    first = [projects[pk] for pk in lately if pk in projects]
    stars = [project for project in projects.values() if project.pk in starred and project not in first]
    return [*first, *stars, *others][:most]


def place_key(project: Project, code: BillingCode | None) -> str:
    """`12-0` for a project by itself, `12-5` with a billing code."""
    return f"{project.pk}-{code.pk if code else 0}"


def place_words(project: Project, code: BillingCode | None) -> str:
    """`Anders & Sons Bakery: Boiler renewal, Travel`."""
    return f"{project.customer.name}: {project.name}{f', {code.name}' if code else ''}"


def _with_codes(projects: Iterable[Project]) -> list[Place]:
    codes: dict[int, list[BillingCode]] = defaultdict(list)
    listed = list(projects)
    keys = [project.pk for project in listed]
    for code in BillingCode.objects.filter(project__in=keys).order_by("name_key", "pk") if keys else []:
        codes[code.project_id].append(code)
    return [(project, code) for project in listed for code in (None, *codes[project.pk])]


def _read_key(key: str) -> tuple[int, int] | None:
    project, _, code = key.partition("-")
    parts = (project, code)
    if any(not part.isascii() or not part.isdecimal() or len(part) > _NUMBER_LENGTH for part in parts):
        return None
    return int(project), int(code)
