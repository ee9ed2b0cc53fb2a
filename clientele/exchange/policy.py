"""Who may bring customers in and take them out: as `customers.policy` says, for one import or at all."""

from clientele.accounts.models import Member
from clientele.customers.policy import may_export, may_import
from clientele.exchange.models import Import

__all__ = ["may_change_import", "may_export", "may_import"]


def may_change_import(member: Member, batch: Import) -> bool:
    """How a file is read, and whether it is imported, until it runs."""
    return may_import(member) and batch.is_open
