from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse

from clientele.desk.access import MemberRequest, action, page
from clientele.desk.customers.record.notes import read_id
from clientele.desk.saving import Saved, save
from clientele.desk.time.billed import invoices_of_spent
from clientele.desk.time.expense_form import ExpenseForm
from clientele.desk.time.picking import project_picker, submitted, typed_so_far
from clientele.desk.time.reading import today
from clientele.desk.time.tabs import tabs_for
from clientele.kit.numbers import counted
from clientele.kit.paging import page_of
from clientele.projects import policy
from clientele.projects.models import Expense
from clientele.projects.operations import add_expense, remove_expense, submit_expenses, update_expense
from clientele.projects.queries import SpentFilter, amounts_in, expenses_for
from clientele.ui.http import READS, allow, go_to, refusals_in, show, status_of
from clientele.ui.jinja import address

PAGE_SIZE = 50


@page
def expense_list(request: MemberRequest) -> HttpResponse:
    """One's own expenses, newest first."""
    allow(policy.may_see_expenses(request.member))
    rows = expenses_for(request.member, SpentFilter(members=(request.member.pk,)))
    number = min(read_id(request.GET.get("page")) or 1, 1_000_000)
    found = page_of(rows, number=number, size=PAGE_SIZE)
    context = {
        "tabs_of_time": tabs_for(request),
        "found": found,
        "invoices_of_expenses": invoices_of_spent(request, found.items),
        "to_submit": amounts_in(rows.filter(status__in=("open", "rejected"), locked_at=None)),
        "may_add": policy.may_track(request.member),
    }
    return show(request, "desk/time/expenses.html", context)


@action
def expense_new(request: MemberRequest) -> HttpResponse:
    allow(policy.may_track(request.member))
    first = {"day": today(request), **typed_so_far(request)}
    form = ExpenseForm(submitted(request), member=request.member, first=first)
    if form.is_valid():
        with refusals_in(form):
            add_expense(values=form.values, by=request.member, at=request.now)
            return _back(request, "The expense is added.")
    return _show_expense(request, Saved(None, form, status_of(form)), None)


@action
def expense_edit(request: MemberRequest, pk: int) -> HttpResponse:
    expense = _load(request, pk)

    def make(data: Any) -> ExpenseForm:
        return ExpenseForm(data, member=request.member, expense=expense, first=typed_so_far(request))

    def update(values: dict[str, Any], version: int | None) -> Expense:
        return update_expense(expense, changes=values, version=version, by=request.member, at=request.now)

    saved = save(submitted(request), expense, make, update)
    if saved.record:
        return _back(request, "The expense is saved.")
    return _show_expense(request, saved, expense)


@page
def expense_projects(request: MemberRequest) -> HttpResponse:
    """What the picker of an expense offers, while one types."""
    allow(policy.may_see_expenses(request.member))
    chosen = ExpenseForm(member=request.member, first={"project": request.GET.get("project", "")}).chosen
    context = {"choosing": project_picker(request, chosen=chosen), "name": "project"}
    return show(request, "desk/time/options.html", context)


@action
def expense_removal(request: MemberRequest, pk: int) -> HttpResponse:
    expense = _load(request, pk)
    if request.method in READS:
        return show(request, "desk/time/expense_removal.html", {"expense": expense})
    remove_expense(expense, version=read_id(request.POST.get("version")), by=request.member, at=request.now)
    return _back(request, "The expense is removed.")


@action
def submission(request: MemberRequest) -> HttpResponse:
    """Submit all of one's open expenses."""
    allow(policy.may_track(request.member))
    wanted = SpentFilter(members=(request.member.pk,), statuses=("open", "rejected"))
    rows = list(expenses_for(request.member, wanted).filter(locked_at=None)[:500])
    if request.method in READS:
        return show(request, "desk/time/expense_submission.html", {"rows": rows})
    number = submit_expenses(rows, by=request.member, at=request.now)
    return _back(request, f"{counted(number, 'expense')} submitted.")


def _load(request: MemberRequest, pk: int) -> Expense:
    allow(policy.may_see_expenses(request.member))
    expense = expenses_for(request.member).filter(pk=pk).first()
    if expense is None:
        raise Http404
    return expense


def _show_expense(request: MemberRequest, saved: Saved, expense: Expense | None) -> HttpResponse:
    form = saved.form
    choosing = project_picker(request, chosen=form.chosen, errors=form["project"].errors)
    context = {"expense": expense, "form": form, "collision": saved.collision, "choosing": choosing}
    return show(request, "desk/time/expense.html", context, status=saved.status)


def _back(request: MemberRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return go_to(request, address("expenses:list", request.organization.slug))
