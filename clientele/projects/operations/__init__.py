from clientele.projects.operations.burn import recount_spent, shift_spent
from clientele.projects.operations.checklist import add_task, place_task, remove_task, set_task_done, update_task
from clientele.projects.operations.lifecycle import change_status, delete_project, move_project, set_favourite
from clientele.projects.operations.parts import (
    add_billing_code,
    add_project_member,
    remove_billing_code,
    remove_project_member,
    update_billing_code,
    update_project_member,
)
from clientele.projects.operations.projects import create_project, update_project
from clientele.projects.operations.rates import set_rate
from clientele.projects.operations.templates import (
    delete_template,
    fill_from_template,
    save_as_template,
    start_project,
)

__all__ = [
    "add_billing_code",
    "add_project_member",
    "add_task",
    "change_status",
    "create_project",
    "delete_project",
    "delete_template",
    "fill_from_template",
    "move_project",
    "place_task",
    "recount_spent",
    "remove_billing_code",
    "remove_project_member",
    "remove_task",
    "save_as_template",
    "set_favourite",
    "set_rate",
    "set_task_done",
    "shift_spent",
    "start_project",
    "update_billing_code",
    "update_project",
    "update_project_member",
    "update_task",
]
