from clientele.background.operations.heartbeat import bury_the_dead
from clientele.background.operations.schedules import Schedule, declare
from clientele.background.operations.scope import inside_organization
from clientele.background.operations.worker import run_waiting_tasks

__all__ = ["Schedule", "bury_the_dead", "declare", "inside_organization", "run_waiting_tasks"]
