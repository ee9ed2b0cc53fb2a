from datetime import date
from decimal import Decimal

import pytest

from clientele.kit.refusals import Conflict, Refusal
from clientele.projects.models import Expense, Project
from clientele.projects.operations import (
    add_expense,
    approve_expenses,
    reject_expenses,
    remove_expense,
    submit_expenses,
    update_expense,
)
from tests.cast import NOW, an_active_project

DAY = date(2026, 11, 20)


@pytest.fixture
def add(renewal, theo):
    def make(amount="12.50", by=theo, **values) -> Expense:
        given = {"project": renewal, "day": DAY, "category": "travel", "amount": amount, **values}
        return add_expense(values=given, by=by, at=NOW)

    return make


def spent_on(project: Project) -> Decimal:
    project.refresh_from_db()
    return project.spent_amount


def test_an_expense_is_kept_with_what_is_spent_on_its_project(add, renewal, theo):
    expense = add()
    assert (expense.currency, expense.is_billable, spent_on(renewal)) == ("GBP", True, Decimal("12.50"))
    update_expense(expense, changes={"amount": "20"}, by=theo, at=NOW)
    assert spent_on(renewal) == 20
    remove_expense(expense, by=theo, at=NOW)
    assert spent_on(renewal) == 0


@pytest.mark.parametrize(
    "values, field",
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-3"}, "amount"),
        ({"amount": "1.005"}, "amount"),
        ({"amount": "twelve"}, "amount"),
        ({"category": "yacht"}, "category"),
        ({"currency": "EUR"}, "currency"),
    ],
)
def test_a_wrong_expense_is_refused_beside_its_field(add, values, field):
    with pytest.raises(Refusal) as refusal:
        add(**values)
    assert [error.field for error in refusal.value.errors] == [field]
    assert not Expense.objects.exists()


def test_a_closed_project_takes_no_expenses(add, renewal, theo):
    expense = add()
    Project.objects.filter(pk=renewal.pk).update(status="archived")
    for act in (add, lambda: remove_expense(expense, by=theo, at=NOW)):
        with pytest.raises(Conflict) as refusal:
            act()
        assert refusal.value.code == "project_not_open"


def test_an_expense_goes_the_way_of_time(add, theo, dana, anders):
    expense, other = add(), add("3")
    submit_expenses([expense, other], by=theo, at=NOW)
    with pytest.raises(Conflict) as refusal:
        update_expense(expense, changes={"amount": "3"}, by=theo, at=NOW)
    assert refusal.value.code == "expense_submitted"
    reject_expenses([expense], reason="No receipt", by=dana, at=NOW)
    assert approve_expenses([other], by=dana, at=NOW) == 1
    training = an_active_project(anders, "Training", kind="internal")
    expense = update_expense(expense, changes={"project": training}, by=theo, at=NOW)
    assert (expense.status, expense.reason, expense.is_billable) == ("open", "", False)
    Expense.objects.filter(pk=other.pk).update(locked_at=NOW)
    with pytest.raises(Conflict) as refusal:
        reject_expenses([other], reason="Late", by=dana, at=NOW)
    assert refusal.value.code == "expense_locked"


def test_an_expense_moves_into_another_currency_only_where_that_is_said(add, anders, theo):
    expense, abroad = add(), an_active_project(anders, "Bergen office", currency="NOK")
    with pytest.raises(Refusal) as refusal:
        update_expense(expense, changes={"project": abroad}, by=theo, at=NOW)
    assert refusal.value.code == "currency_differs"
    changes = {"project": abroad, "amount": "165", "currency": "NOK"}
    assert update_expense(expense, changes=changes, by=theo, at=NOW).currency == "NOK"
    assert spent_on(abroad) == 165
