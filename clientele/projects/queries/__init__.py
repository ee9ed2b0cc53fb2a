"""Questions about projects."""

from clientele.projects.queries.listed import (
    SORTS,
    ProjectFilter,
    StatusCounts,
    counted,
    favourite_ids,
    in_order,
    listed_projects,
    page_with_favourites,
    project_counts,
    projects_for,
    projects_of,
    status_counts,
)
from clientele.projects.queries.rates import own_rates, rate_for
from clientele.projects.queries.record import (
    codes_of,
    is_favourite,
    people_named,
    people_on,
    project_for,
    tasks_of,
    templates_for,
)

__all__ = [
    "SORTS",
    "ProjectFilter",
    "StatusCounts",
    "codes_of",
    "counted",
    "favourite_ids",
    "in_order",
    "is_favourite",
    "listed_projects",
    "own_rates",
    "page_with_favourites",
    "people_named",
    "people_on",
    "project_counts",
    "project_for",
    "projects_for",
    "projects_of",
    "rate_for",
    "status_counts",
    "tasks_of",
    "templates_for",
]
