"""Expenses: money that somebody spent for a project."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Query
from pydantic import Field

from clientele.accounts.choices import Feature
from clientele.api.access import ApiRequest
from clientele.api.answers import found, listed, page_for, wanted_version
from clientele.api.routes import Resource
from clientele.api.shapes import Change, Id, Input, Moment, Record
from clientele.api.spent import (
    Moved,
    Rejected,
    Rejection,
    Several,
    SpentFilters,
    Status,
    WrittenDate,
    amount_text,
    several,
    the_person,
    the_project,
)
from clientele.billing.queries import lines_of_expenses
from clientele.kit.amounts import MOST as MOST_MONEY
from clientele.projects import operations, policy
from clientele.projects.queries import SPENT_SORTS, expenses_for

Category = Literal["travel", "mileage", "accommodation", "meals", "materials", "subcontractor", "other"]
Money = Annotated[Decimal, Field(gt=0, le=MOST_MONEY, decimal_places=3)]
BILLABLE = "Null: as the project is. Nothing is billable on a project that is not."
CHANGING = ("project_not_open", "expense_locked", "expense_submitted")


class ExpenseInput(Input):
    """An expense to add."""

    project: Id
    user: Id | None = Field(None, description="The member who paid; others than oneself for those who approve.")
    date: WrittenDate
    category: Category = Field(examples=["travel"])
    amount: Money = Field(examples=["12.50"])
    currency: str = Field("", max_length=3, description="The project's, or left out.", examples=["GBP"])
    description: str = Field("", max_length=5_000, examples=["Train to Easton"])
    billable: bool | None = Field(None, strict=True, description=BILLABLE)


class ExpenseChange(Change):
    """A correction; a rejected expense is open again."""

    project: Id = Field(1, description="Another project, of the same currency or with `amount` in the other.")
    date: WrittenDate = Field(date(2026, 11, 20))
    category: Category = Field("travel")
    amount: Money = Field(Decimal("12.50"), examples=["14.00"])
    currency: str = Field("", max_length=3, description="The project's.")
    description: str = Field("", max_length=5_000)
    billable: bool | None = Field(None, strict=True, description=BILLABLE)


class ExpenseOutput(Record):
    """Money that a member spent for a project, in its currency."""

    project: int = Field(examples=[42])
    user: int = Field(description="The member who paid.", examples=[7])
    date: str = Field(examples=["2026-11-20"])
    category: Category = Field(examples=["travel"])
    amount: str = Field(examples=["12.50"])
    description: str = Field(examples=["Train to Easton"])
    billable: bool = Field(examples=[True])
    currency: str = Field(examples=["GBP"])
    status: Status = Field(examples=["submitted"])
    reason: str = Field(description="Why it was rejected.", examples=[""])
    invoiced: bool = Field(description="It is on a finalised invoice, and stays as it is.", examples=[False])
    invoice_line: int | None = Field(description="The line that bills it, of a draft too.", examples=[None])
    created_at: Moment
    updated_at: Moment


def show_expenses(rows: list[Any]) -> list[ExpenseOutput]:
    """Expenses as they are answered."""
    lines = lines_of_expenses([expense.pk for expense in rows])
    return [_shown(expense, lines.get(expense.pk)) for expense in rows]


def _shown(expense: Any, line: int | None) -> ExpenseOutput:
    return ExpenseOutput(
        id=expense.pk,
        version=expense.version,
        project=expense.project_id,
        user=expense.member_id,
        date=expense.day.isoformat(),
        category=expense.category,
        amount=amount_text(expense.amount),
        description=expense.description,
        billable=expense.is_billable,
        currency=expense.currency,
        status=expense.status,
        reason=expense.reason,
        invoiced=expense.is_locked,
        invoice_line=line,
        created_at=expense.created_at,
        updated_at=expense.updated_at,
    )


def show_expense(expense: Any) -> ExpenseOutput:
    """An expense as it is answered."""
    return show_expenses([expense])[0]


expenses = Resource(
    "Expenses",
    "Money spent for a project, in its currency: submitted, approved, and locked once on a sent invoice.",
    names={"day": "date", "member": "user", "is_billable": "billable"},
    show=show_expense,
    feature=Feature.TIME,
)


@expenses.lists("/expenses", ExpenseOutput, may=policy.may_see_expenses, refers=True)
def list_expenses(request: ApiRequest, filters: Annotated[SpentFilters, Query()]) -> Any:
    """List expenses

    One's own, and everybody's for those who approve expenses.
    """
    rows = expenses_for(request.member, filters.wanted(request.member)).order_by(*SPENT_SORTS[filters.order])
    return listed(page_for(rows, filters), show_expenses)


@expenses.reads("/expenses/{int:id}", ExpenseOutput, may=policy.may_see_expenses)
def read_expense(request: ApiRequest, id: int) -> ExpenseOutput:
    """Read an expense"""
    return show_expense(found(expenses_for(request.member), id))


@expenses.creates(
    "/expenses", ExpenseOutput, may=policy.may_track, refuses=("project_not_open", "currency_differs"), refers=True
)
def create_expense(request: ApiRequest, body: ExpenseInput) -> ExpenseOutput:
    """Add an expense"""
    member = the_person(request.member, body.user, may_for_others=policy.may_approve_expenses(request.member))
    values = _values(request, body.given())
    return show_expense(operations.add_expense(values=values, member=member, by=request.member, at=request.now))


@expenses.changes(
    "/expenses/{int:id}", ExpenseOutput, may=policy.may_see_expenses, refuses=(*CHANGING, "currency_differs")
)
def update_expense(request: ApiRequest, id: int, body: ExpenseChange) -> ExpenseOutput:
    """Correct an expense"""
    expense = found(expenses_for(request.member), id)
    changes = _values(request, body.given())
    version = wanted_version(request)
    return show_expense(
        operations.update_expense(expense, changes=changes, version=version, by=request.member, at=request.now)
    )


@expenses.deletes("/expenses/{int:id}", may=policy.may_see_expenses, refuses=CHANGING)
def delete_expense(request: ApiRequest, id: int) -> None:
    """Remove an expense"""
    expense = found(expenses_for(request.member), id)
    operations.remove_expense(expense, version=wanted_version(request), by=request.member, at=request.now)


@expenses.acts("/expenses/{int:id}/submit", ExpenseOutput, may=policy.may_see_expenses, refuses=CHANGING[1:])
def submit_expense(request: ApiRequest, id: int) -> ExpenseOutput:
    """Submit an expense"""
    operations.submit_expenses([found(expenses_for(request.member), id)], by=request.member, at=request.now)
    return show_expense(found(expenses_for(request.member), id))


@expenses.acts(
    "/expenses/{int:id}/approve",
    ExpenseOutput,
    may=policy.may_approve_expenses,
    refuses=("expense_locked", "expense_not_submitted"),
)
def approve_expense(request: ApiRequest, id: int) -> ExpenseOutput:
    """Approve an expense"""
    operations.approve_expenses([found(expenses_for(request.member), id)], by=request.member, at=request.now)
    return show_expense(found(expenses_for(request.member), id))


@expenses.acts(
    "/expenses/{int:id}/reject",
    ExpenseOutput,
    may=policy.may_approve_expenses,
    refuses=("expense_locked", "expense_not_submitted"),
)
def reject_expense(request: ApiRequest, id: int, body: Rejection) -> ExpenseOutput:
    """Reject an expense

    An approved one too, which takes the approval back.
    """
    rows = [found(expenses_for(request.member), id)]
    operations.reject_expenses(rows, reason=body.reason, by=request.member, at=request.now)
    return show_expense(found(expenses_for(request.member), id))


@expenses.acts("/expenses/submit", Moved, may=policy.may_see_expenses, refuses=(*CHANGING[1:], "not_found"))
def submit_expenses(request: ApiRequest, body: Several) -> Moved:
    """Submit several expenses

    All or none.
    """
    rows = several(expenses_for(request.member), body.ids)
    return Moved(changed=operations.submit_expenses(rows, by=request.member, at=request.now))


@expenses.acts(
    "/expenses/approve",
    Moved,
    may=policy.may_approve_expenses,
    refuses=("expense_locked", "expense_not_submitted", "not_found"),
)
def approve_expenses(request: ApiRequest, body: Several) -> Moved:
    """Approve several expenses

    All or none.
    """
    rows = several(expenses_for(request.member), body.ids)
    return Moved(changed=operations.approve_expenses(rows, by=request.member, at=request.now))


@expenses.acts(
    "/expenses/reject",
    Moved,
    may=policy.may_approve_expenses,
    refuses=("expense_locked", "expense_not_submitted", "not_found"),
)
def reject_expenses(request: ApiRequest, body: Rejected) -> Moved:
    """Reject several expenses

    All or none, for one reason.
    """
    rows = several(expenses_for(request.member), body.ids)
    return Moved(changed=operations.reject_expenses(rows, reason=body.reason, by=request.member, at=request.now))


def _values(request: ApiRequest, given: dict[str, Any]) -> dict[str, Any]:
    """What was sent, by the names of the floor below."""
    names = {"date": "day", "billable": "is_billable"}
    values = {names.get(name, name): value for name, value in given.items() if name not in {"project", "user"}}
    if "project" in given:
        values["project"] = the_project(request.member, given["project"])
    return values
