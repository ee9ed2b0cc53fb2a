"""Where time and expenses may be written down: open projects, and their billing codes."""

from collections import defaultdict

from clientele.accounts.models import Member
from clientele.projects.models import BillingCode, Project
from clientele.projects.queries.listed import projects_for
from clientele.projects.queries.weeks import Place


def open_projects(member: Member) -> list[Project]:
    """The projects that take time, by customer and name, in one query."""
    found = projects_for(member).open_for_time().select_related("customer")
    return list(found.order_by("customer__name_sort", "customer", "name_sort", "pk"))


def open_places(member: Member) -> list[Place]:
    """Each open project by itself and with each of its billing codes, in two queries."""
    projects = open_projects(member)
    codes: dict[int, list[BillingCode]] = defaultdict(list)
    for code in BillingCode.objects.order_by("name_key", "pk") if projects else []:
        codes[code.project_id].append(code)
    return [(project, code) for project in projects for code in (None, *codes[project.pk])]


def place_key(project: Project, code: BillingCode | None) -> str:
    """`12-0` for a project by itself, `12-5` with a billing code."""
    return f"{project.pk}-{code.pk if code else 0}"


def place_words(project: Project, code: BillingCode | None) -> str:
    """`Anders & Sons Bakery: Boiler renewal, Travel`."""
    return f"{project.customer.name}: {project.name}{f', {code.name}' if code else ''}"
