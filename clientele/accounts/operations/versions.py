"""The organisation, its members and invitations keep no version of their own: the trail counts their changes."""

from django.db import transaction

from clientele.accounts.models import Invitation, Member, Organization
from clientele.kit.refusals import Conflict
from clientele.trail.queries import version_of


def refuse_stale(subject: Organization | Member | Invitation, version: int | None) -> None:
    """Lock a record until the transaction ends, and refuse where it is not in this version any more.

    Raises `version_conflict` (409), and `TransactionManagementError` outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a version is compared in the transaction of its change")
    current = type(subject).objects.select_for_update(of=("self",)).get(pk=subject.pk)
    if version is not None and version != version_of(current):
        raise Conflict("version_conflict", f"{subject} was changed by someone else.", current=current)
