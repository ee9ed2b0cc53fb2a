"""What Brightwater works on: templates, rates, the projects with a story, and others that come of the templates."""

import random
import tomllib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from clientele.accounts.models import Member
from clientele.customers.models import Customer
from clientele.projects.models import Project, Task, Template
from clientele.projects.operations import (
    add_billing_code,
    add_project_member,
    add_tasks,
    change_status,
    create_project,
    delete_project,
    save_as_template,
    set_favourite,
    set_rate,
    set_task_done,
    start_project,
    update_project,
)
from clientele.projects.queries import tasks_of

TOLD = tomllib.loads(Path(__file__).with_name("projects.toml").read_text(encoding="utf-8"))
INVENTED = 24
#: The steps by which a project comes to a status.
WAYS = {
    "draft": (),
    "active": ("active",),
    "on_hold": ("active", "on_hold"),
    "completed": ("active", "completed"),
    "archived": ("active", "completed", "archived"),
}
_NAMES = {
    "Boiler replacement": ("Boiler replacement", "Heat pump retrofit", "Plant room refit"),
    "Annual service round": ("Annual service {year}", "Winter check {year}"),
    "Heating survey": ("Heating survey", "Energy audit", "Zoning and controls"),
}


def tell_projects(team: dict[str, Member], at: datetime) -> None:
    """Everything that was worked on until `at`; the same each time."""
    owner = next(iter(team.values()))
    for rate in TOLD["rates"]:
        set_rate(team[rate["name"]], amount=rate["amount"], currency="GBP", by=owner, at=at - timedelta(days=600))
    known = {customer.code: customer for customer in Customer.objects.exclude(code="").order_by("pk")}
    templates = _templates(known["ANDERS"], owner, at - timedelta(days=590))
    made = [_told(told, known[told["customer"]], templates, team, at) for told in TOLD["projects"]]
    for project in made[:2]:
        set_favourite(project, wanted=True, by=owner)
    _invent(templates, team, at)


def _templates(customer: Customer, by: Member, at: datetime) -> dict[str, Template]:
    """Each from a project that is planned for it, as the program makes templates of projects only."""
    made = {}
    for told in TOLD["templates"]:
        planned = create_project(customer=customer, values={"name": told["name"]}, by=by, at=at)
        add_tasks(planned, titles=told["tasks"], by=by, at=at)
        for name, rate, is_billable in told["codes"]:
            values = {"name": name, "hourly_rate": rate, "is_billable": is_billable}
            add_billing_code(planned, values=values, by=by, at=at)
        made[told["name"]] = save_as_template(planned, name=told["name"], by=by, at=at)
        delete_project(planned, by=by, at=at)
    return made


def _told(
    told: dict[str, Any], customer: Customer, templates: dict[str, Template], team: dict[str, Member], at: datetime
) -> Project:
    lead, begun = team[told["lead"]], at - timedelta(days=told["begun"], hours=2)
    starts = begun.date() + timedelta(days=7)
    values = {
        "name": told["name"],
        "code": told["code"],
        "lead": lead,
        "starts_on": starts,
        "ends_on": starts + timedelta(days=told["lasts"]),
        "budget_amount": told["budget"],
        "budget_minutes": told["hours"] * 60,
        "description": told["description"],
    }
    project = start_project(templates[told["template"]], customer=customer, values=values, by=lead, at=begun)
    for name, position, rate in told["people"]:
        place = {"position": position, "hourly_rate": rate}
        add_project_member(project, member=team[name], values=place, by=lead, at=begun)
    return _carry_on(project, told["status"], told["done"], lead, begun, at)


def _carry_on(project: Project, status: str, done: int, by: Member, begun: datetime, at: datetime) -> Project:
    """Tick off the first tasks and go through the statuses, spread over the time until now."""
    tasks, way = tasks_of(project)[:done], WAYS[status]
    steps = len(tasks) + len(way) + 1
    first, last = way[:1], way[1:]
    everything: tuple[str | Task, ...] = (*first, *tasks, *last)
    for place, step in enumerate(everything, 1):
        when = begun + (at - begun) * place / steps
        if isinstance(step, str):
            project = change_status(project, to=step, by=by, at=when)
        else:
            set_task_done(step, done=True, by=by, at=when)
    return project


def _invent(templates: dict[str, Template], team: dict[str, Member], at: datetime) -> None:
    dice = random.Random(7)  # noqa: S311
    customers: Sequence[Customer] = list(Customer.objects.active().filter(kind="company").order_by("pk"))
    people = list(team.values())
    for customer in dice.sample(customers, INVENTED):
        days = dice.randrange(3, 330)
        begun, lead = max(customer.created_at, at - timedelta(days=days)), dice.choice(people)
        title = dice.choice(list(templates))
        status = dice.choices(("draft", "active", "on_hold", "completed", "archived"), (12, 44, 8, 24, 12))[0]
        name = dice.choice(_NAMES[title]).format(year=begun.year)
        values = {"name": name, "lead": lead, **_plan(begun.date(), dice)}
        project = start_project(templates[title], customer=customer, values=values, by=lead, at=begun)
        number = len(tasks_of(project))
        done = {"draft": 0, "completed": number, "archived": number}.get(status, dice.randrange(number))
        add_project_member(project, member=lead, values={"position": "Lead"}, by=lead, at=begun)
        project = _carry_on(project, status, done, lead, begun, at)
        if status == "active" and dice.random() < 0.3:
            update_project(project, changes={"description": "Keys are with the caretaker."}, by=lead, at=at)


def _plan(begun: date, dice: random.Random) -> dict[str, Any]:
    hours = dice.randrange(4, 60) * 5
    return {
        "starts_on": begun + timedelta(days=5),
        "ends_on": begun + timedelta(days=5 + dice.randrange(20, 160)),
        "budget_minutes": hours * 60,
        "budget_amount": str(hours * dice.choice((55, 60, 65))),
    }
