"""Open projects and their billing codes, found by words of the customer, the project and the code."""

from django.db.models import Q

from clientele.accounts.models import Member
from clientele.kit.text import name_key, sort_key
from clientele.projects.models import BillingCode, Project
from clientele.projects.queries import Place, open_projects
from clientele.search.choices import CUSTOMER, PROJECT, SHORTEST_FRAGMENT
from clientele.search.fragments import MOST_FRAGMENTS, Fragments
from clientele.search.queries.hits import documents_with

_ORDER = ("customer__name_sort", "customer", "name_sort", "pk")


def found_open_projects(member: Member, text: str, *, most: int) -> list[Project]:
    """The first open projects in whose name, code or customer each word stands; none without a text."""
    words = _words(text)
    return list(open_projects(member).filter(*(_named(word) for word in words))[:most]) if words else []


def found_places(member: Member, text: str, *, most: int) -> list[Place]:
    """The same, each with its billing codes; then the other billing codes in which the rest of the words stand."""
    words = _words(text)
    if not words:
        return []
    projects = found_open_projects(member, text, most=most)
    asked = [Q(name_key__contains=name_key(word)) | _named(word, "project__") for word in words]
    codes = list(
        BillingCode.objects.filter(*asked, project__in=open_projects(member).order_by().values("pk"))
        .select_related("project__customer")
        .order_by(*(f"project__{name}" for name in _ORDER), "name_key")[:most]
    )
    there = {project.pk for project in projects}
    places: list[Place] = []
    for project in projects:
        places += [(project, None), *((project, code) for code in codes if code.project_id == project.pk)]
    return [*places, *((code.project, code) for code in codes if code.project_id not in there)][:most]


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(sort_key(text).split()))[:MOST_FRAGMENTS]


def _named(word: str, to: str = "") -> Q:
    """That a word stands in a project's name or code or in its customer; a short one begins a word or is the code."""
    if len(word) < SHORTEST_FRAGMENT:
        names = (f"{to}name_sort", f"{to}customer__name_sort")
        begins = [Q(**{f"{name}__startswith": word}) | Q(**{f"{name}__contains": f" {word}"}) for name in names]
        return begins[0] | begins[1] | Q(**{f"{to}code__iexact": word})
    wanted = Fragments(word, (word,), ())
    projects, customers = (documents_with(wanted, kind=kind).values("object_id") for kind in (PROJECT, CUSTOMER))
    return Q(**{f"{to}pk__in": projects}) | Q(**{f"{to}customer__in": customers})
