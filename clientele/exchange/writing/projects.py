"""The list of projects as rows of a file."""

from collections.abc import Iterator

from clientele.kit.money import rounded
from clientele.projects.models import Project, ProjectQuerySet
from clientele.projects.queries import percent_used

_BATCH = 500


def project_rows(projects: ProjectQuerySet, term: str) -> Iterator[list[str]]:
    """The headings, then a row for each project as it is read; `term` is what a customer is called."""
    yield [
        "Name", "Code", term, "Status", "Type", "Lead", "Start", "End", "Currency", "Budget", "Spent",
        "Budgeted hours", "Hours", "Budget used, %",
    ]  # fmt: skip
    for project in projects.iterator(_BATCH):
        yield _row(project)


def _row(project: Project) -> list[str]:
    budgeted = "" if project.budget_minutes is None else f"{project.budget_minutes / 60:.2f}"
    used = percent_used(project)
    return [
        project.name,
        project.code,
        project.customer.name,
        project.get_status_display(),
        project.get_kind_display(),
        project.lead.name if project.lead else "",
        project.starts_on.isoformat() if project.starts_on else "",
        project.ends_on.isoformat() if project.ends_on else "",
        project.currency,
        "" if project.budget_amount is None else str(rounded(project.budget_amount, project.currency)),
        str(rounded(project.spent_amount, project.currency)),
        budgeted,
        f"{project.spent_minutes / 60:.2f}",
        "" if used is None else str(used),
    ]
