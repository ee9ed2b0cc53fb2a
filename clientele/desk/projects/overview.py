"""The cards of a project's overview, declared: a slice adds a line here and a template beside the others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from clientele.accounts.models import Member
from clientele.billing import policy as billing
from clientele.billing.queries import waiting_on
from clientele.desk.access import MemberRequest
from clientele.desk.projects.budget import bars_of, hours
from clientele.projects import policy
from clientele.projects.models import Project
from clientele.projects.queries import codes_of, own_rates, people_on, tasks_of

Facts = Callable[[MemberRequest, Project], dict[str, Any]]


@dataclass(frozen=True)
class Card:
    """A card: its template, what it needs, who sees it, and whether it stands in the side column."""

    template: str
    facts: Facts
    shown_to: Callable[[Member], bool] = policy.may_view
    is_aside: bool = False


def tasks_shown(request: MemberRequest, project: Project) -> dict[str, Any]:
    """The tasks of a project, and how many are done."""
    tasks = tasks_of(project)
    return {"tasks": tasks, "tasks_done": sum(task.is_done for task in tasks)}


def _details(request: MemberRequest, project: Project) -> dict[str, Any]:
    return {}


def _budget(request: MemberRequest, project: Project) -> dict[str, Any]:
    return {"bars": bars_of(project), "hours_spent": hours(project.spent_minutes)}


def _people(request: MemberRequest, project: Project) -> dict[str, Any]:
    """For those who may see rates, also what an hour of each costs who has no rate of their own on the project."""
    own = own_rates() if policy.may_manage_rates(request.member) and project.hourly_rate is None else {}
    return {
        "people": people_on(project),
        "usual_rates": {pk: rate.amount for pk, rate in own.items() if rate.currency == project.currency},
    }


def _codes(request: MemberRequest, project: Project) -> dict[str, Any]:
    return {"codes": codes_of(project)}


def _waiting(request: MemberRequest, project: Project) -> dict[str, Any]:
    return {"waiting": waiting_on(project)}


#: The cards, in the order in which they are read and stacked.
CARDS = (
    Card("desk/projects/cards/details.html", _details),
    Card("desk/projects/cards/tasks.html", tasks_shown),
    Card("desk/projects/cards/budget.html", _budget, is_aside=True),
    Card("desk/projects/cards/to_invoice.html", _waiting, billing.may_edit, is_aside=True),
    Card("desk/projects/cards/people.html", _people, is_aside=True),
    Card("desk/projects/cards/codes.html", _codes, is_aside=True),
)


def cards_for(request: MemberRequest, project: Project) -> dict[str, Any]:
    """The templates of both columns and all that they need."""
    shown = [card for card in CARDS if card.shown_to(request.member)]
    needs: dict[str, Any] = {}
    for card in shown:
        needs |= card.facts(request, project)
    return needs | {
        "main_cards": [card.template for card in shown if not card.is_aside],
        "side_cards": [card.template for card in shown if card.is_aside],
    }
