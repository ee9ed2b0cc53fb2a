"""Keeping what was spent on a project beside its budgets."""

from decimal import Decimal
from typing import Any, cast

from django.db import transaction
from django.db.models import F

from clientele.kit.amounts import amount as amount_of
from clientele.projects.models import Project
from clientele.projects.queries.spending import burn_of, counted_spent


def shift_spent(project: Project, *, minutes: int = 0, amount: Decimal = Decimal(0)) -> None:
    """Add to what was spent, in the transaction of the change; `amount` is in the project's currency."""
    if not minutes and not amount:
        return
    rows = Project.objects.filter(pk=project.pk)
    rows.update(spent_minutes=F("spent_minutes") + minutes, spent_amount=F("spent_amount") + amount_of(amount))
    project.refresh_from_db(fields=["spent_minutes", "spent_amount", "budget_minutes", "budget_amount", "burn"])
    if project.burn != (burn := burn_of(project)):
        rows.update(burn=burn)
        project.burn = burn


@transaction.atomic
def recount_spent(project: Project) -> Project:
    """Count anew what was spent and keep that; changes made meanwhile wait for it."""
    current: Any = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    current.spent_minutes, current.spent_amount = counted_spent(current)
    current.burn = burn_of(current)
    current.save(update_fields=["spent_minutes", "spent_amount", "burn"])
    return cast(Project, current)
