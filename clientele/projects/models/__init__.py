from clientele.projects.models.parts import BillingCode, HourlyRate, ProjectMember, Task, Template
from clientele.projects.models.project import Favourite, Project, ProjectQuerySet
from clientele.projects.models.time import Expense, TimeEntry, Timer

__all__ = [
    "BillingCode",
    "Expense",
    "Favourite",
    "HourlyRate",
    "Project",
    "ProjectMember",
    "ProjectQuerySet",
    "Task",
    "Template",
    "TimeEntry",
    "Timer",
]
