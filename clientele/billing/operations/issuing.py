"""From work to a sent invoice in one step."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from clientele.accounts.models import Member
from clientele.billing.models import Invoice
from clientele.billing.operations.finalising import finalise_invoice
from clientele.billing.operations.sending import send_invoice
from clientele.billing.operations.work import Work, draft_from_work
from clientele.projects.models import Project


@transaction.atomic
def issue_from_work(
    project: Project,
    *,
    work: Work,
    by: Member,
    at: datetime,
    values: Mapping[str, Any] | None = None,
    recipient: str = "",
    confirm_currency: bool = False,
) -> Invoice:
    """Draft an invoice of work, finalise and send it, or do nothing of it where one of them refuses.

    Raises what `draft_from_work`, `finalise_invoice` and `send_invoice` raise.
    """
    draft = draft_from_work(project, work=work, by=by, at=at, values=values, confirm_currency=confirm_currency)
    final = finalise_invoice(draft, by=by, at=at)
    send_invoice(final, recipient=recipient, by=by, at=at)
    return final
