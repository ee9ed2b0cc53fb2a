"""Projects, what belongs to each of them, and what they start from."""

from clientele.api.projects.billing_codes import billing_codes
from clientele.api.projects.checklist import tasks
from clientele.api.projects.people import people
from clientele.api.projects.routes import projects
from clientele.api.projects.templates import templates

__all__ = ["billing_codes", "people", "projects", "tasks", "templates"]
