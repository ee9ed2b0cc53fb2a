from clientele.projects.operations.burn import recount_spent, shift_spent
from clientele.projects.operations.checklist import (
    add_task,
    add_tasks,
    place_task,
    remove_task,
    revise_task,
    set_task_done,
    update_task,
)
from clientele.projects.operations.expenses import (
    add_expense,
    approve_expenses,
    reject_expenses,
    remove_expense,
    submit_expenses,
    update_expense,
)
from clientele.projects.operations.lifecycle import (
    change_status,
    delete_project,
    move_project,
    revise_project,
    set_favourite,
)
from clientele.projects.operations.parts import (
    add_billing_code,
    add_project_member,
    remove_billing_code,
    remove_project_member,
    update_billing_code,
    update_project_member,
)
from clientele.projects.operations.pricing import price_time
from clientele.projects.operations.projects import create_project, update_project
from clientele.projects.operations.rates import set_rate
from clientele.projects.operations.setup import set_up_project
from clientele.projects.operations.templates import (
    delete_template,
    fill_from_template,
    save_as_template,
    start_project,
    update_template,
)
from clientele.projects.operations.time import add_time, remove_time, update_time
from clientele.projects.operations.timer import discard_timer, start_timer, stop_timer
from clientele.projects.operations.timesheets import approve_time, reject_time, submit_time, write_cell

__all__ = [
    "add_billing_code",
    "add_expense",
    "add_project_member",
    "add_task",
    "add_tasks",
    "add_time",
    "approve_expenses",
    "approve_time",
    "change_status",
    "create_project",
    "delete_project",
    "delete_template",
    "discard_timer",
    "fill_from_template",
    "move_project",
    "place_task",
    "price_time",
    "recount_spent",
    "reject_expenses",
    "reject_time",
    "remove_billing_code",
    "remove_expense",
    "remove_project_member",
    "remove_task",
    "remove_time",
    "revise_project",
    "revise_task",
    "save_as_template",
    "set_favourite",
    "set_rate",
    "set_task_done",
    "set_up_project",
    "shift_spent",
    "start_project",
    "start_timer",
    "stop_timer",
    "submit_expenses",
    "submit_time",
    "update_billing_code",
    "update_expense",
    "update_project",
    "update_project_member",
    "update_task",
    "update_template",
    "update_time",
    "write_cell",
]
