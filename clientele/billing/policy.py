"""Who may do what with invoices: pure functions over permission strings."""

from clientele.accounts.choices import Feature, Permission
from clientele.accounts.models import Member


def may_view(member: Member) -> bool:
    """Invoices, payments and balances, where the feature is on."""
    return (
        member.organization.has_feature(Feature.INVOICES)
        and member.can(Permission.VIEW_CLIENTS)
        and member.can(Permission.VIEW_INVOICES)
    )


def may_edit(member: Member) -> bool:
    """Drafts, sending, payments, voiding, crediting; what its state forbids is the operation's to refuse."""
    return may_view(member) and member.can(Permission.EDIT_INVOICES)


def may_number(member: Member) -> bool:
    """How invoices are numbered."""
    return may_view(member) and member.can(Permission.MANAGE_ORGANIZATION)
