from clientele.background.operations.schedules import Schedule, declare
from clientele.background.operations.scope import inside_organization
from clientele.background.operations.worker import run_waiting_tasks

__all__ = ["Schedule", "declare", "inside_organization", "run_waiting_tasks"]
