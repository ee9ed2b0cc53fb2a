"""The steps from work to an invoice: which there are, which is next, and what each of them needs."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from clientele.billing import policy
from clientele.billing.operations import Work
from clientele.customers.models import Customer
from clientele.customers.queries import customer_for
from clientele.desk.access import MemberRequest
from clientele.desk.invoices.from_work.selection import Selection, kept_selection
from clientele.kit.numbers import typed_number
from clientele.projects.models import Project
from clientele.projects.queries import projects_of
from clientele.ui.http import allow, go_to, show
from clientele.ui.jinja import address

LABELS = {"setup": "Setup", "time": "Time", "costs": "Expenses and fees", "review": "Review"}


@dataclass
class Course:
    """A selection with its customer and projects, and the steps it goes through."""

    selection: Selection
    customer: Customer
    projects: list[Project]

    @property
    def currency(self) -> str:
        return self.projects[0].currency

    @property
    def steps(self) -> list[str]:
        """What was not asked for in the setup has no step."""
        parts = set(self.selection.parts)
        wanted = {"setup": True, "time": "time" in parts, "costs": bool(parts & {"expenses", "fees"}), "review": True}
        return [name for name, is_wanted in wanted.items() if is_wanted]

    @property
    def first_open(self) -> str:
        """The first step that is not completed."""
        done = self.selection.chosen
        return next((name for name in self.steps[1:-1] if name not in done), "review")

    @property
    def labels(self) -> list[str]:
        """The words of the steps, in order."""
        return [LABELS[name] for name in self.steps]

    def may_open(self, step: str) -> bool:
        """Each step before it is completed."""
        steps = self.steps
        return step in steps and steps.index(step) <= steps.index(self.first_open)

    def beside(self, step: str, by: int) -> str:
        """The name of the step before (-1) or after (1)."""
        return self.steps[self.steps.index(step) + by]

    @property
    def fees(self) -> tuple[dict[str, Any], ...]:
        """The fees that were written down, as lines."""
        if "fees" not in self.selection.parts:
            return ()
        rows = [fee for fee in self.selection.fees if fee["description"].strip() or fee["amount"].strip()]
        return tuple(
            {"description": fee["description"], "unit": "lump_sum", "unit_price": typed_number(fee["amount"]) or None}
            for fee in rows
        )

    @property
    def work(self) -> Work:
        """What was chosen, for the operation."""
        selection = self.selection
        since, until = selection.days
        return Work(
            since=since,
            until=until,
            time=selection.chosen.get("time", []) if "time" in selection.parts else [],
            expenses=selection.chosen.get("costs", []) if "expenses" in selection.parts else [],
            fees=self.fees,
            is_detailed=not selection.summing,
            summed_by=selection.summed_by,
            is_covered=selection.is_fixed,
            beside=tuple(self.projects[1:]),
        )

    @property
    def values(self) -> dict[str, Any]:
        """The head of the invoice, for the operation."""
        return {"issued_on": self.selection.issue_day}


def course_of(request: MemberRequest, key: str) -> Course | None:
    """The course of an address; None where the selection is no longer kept or its customer or projects are gone."""
    allow(policy.may_edit(request.member))
    selection = kept_selection(request, key)
    customer = customer_for(request.member, selection.customer) if selection else None
    if selection is None or customer is None:
        return None
    projects = [project for project in projects_of(customer) if project.pk in selection.projects]
    return Course(selection, customer, projects) if projects else None


def to_step(request: MemberRequest, selection: Selection, step: str, query: str = "") -> HttpResponse:
    """Go to a step of a selection."""
    return go_to(request, address(f"invoices:work_{step}", request.organization.slug, selection=selection.key) + query)


def begin_again(request: MemberRequest) -> HttpResponse:
    """Say that a selection is no longer there (404), and how to begin anew."""
    return show(request, "desk/invoices/from_work/gone.html", {}, status=404)
