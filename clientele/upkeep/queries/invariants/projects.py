"""What must hold of projects."""

from collections.abc import Iterator

from clientele.accounts.models import Organization
from clientele.kit.text import sort_key
from clientele.projects.models import Project
from clientele.projects.queries.spending import burn_of, counted_spent

LONGEST_KEY = 600


def keys_that_do_not_follow(organization: Organization) -> Iterator[str]:
    """The form of a name in which projects are sorted follows from it."""
    for project in Project.objects.order_by("pk").iterator():
        if project.name_sort != sort_key(project.name)[:LONGEST_KEY]:
            yield f"name_sort of project {project.pk} does not follow from “{project.name}”"


def spent_that_differs(organization: Organization) -> Iterator[str]:
    """What is kept as spent on a project is what its time and expenses add up to, and so is its use of the budget."""
    for project in Project.objects.order_by("pk").iterator():
        minutes, money = counted_spent(project)
        if (project.spent_minutes, project.spent_amount) != (minutes, money):
            kept = f"{project.spent_minutes} minutes and {project.spent_amount}"
            yield f"{minutes} minutes and {money} were spent on project {project.pk}, {kept} are kept as that"
        elif project.burn != burn_of(project):
            yield f"project {project.pk} has used {burn_of(project)} of its budget, {project.burn} is kept as that"
