"""Who may do what with customers: pure functions over permission strings."""

from clientele.accounts.choices import Feature, Permission
from clientele.accounts.models import Member
from clientele.customers.choices import NoteKind
from clientele.customers.models import Customer, Note


def may_view(member: Member) -> bool:
    """The list and the pages of customers that are not archived."""
    return member.can(Permission.VIEW_CLIENTS)


def may_view_archived(member: Member) -> bool:
    """Archived customers in the list; their page opens for everyone who follows an old link."""
    return may_view(member) and member.can(Permission.VIEW_ARCHIVED)


def may_create(member: Member) -> bool:
    """New customers, from every door."""
    return may_view(member) and member.can(Permission.EDIT_CLIENTS)


def may_edit(member: Member, customer: Customer) -> bool:
    """Every field, status, tags, contacts and billing; an archived customer is read-only."""
    return may_create(member) and not customer.is_archived


def may_dismiss_duplicates(member: Member) -> bool:
    """Saying of two customers that they are not the same, and taking that back."""
    return may_create(member)


def may_import(member: Member) -> bool:
    """Customers from a file, where the feature is on."""
    return (
        may_create(member) and member.can(Permission.IMPORT_CLIENTS) and member.organization.has_feature(Feature.IMPORT)
    )


def may_export(member: Member) -> bool:
    """What the list shows, as a file, where the feature is on."""
    return (
        may_view(member) and member.can(Permission.EXPORT_CLIENTS) and member.organization.has_feature(Feature.EXPORT)
    )


def may_read_notes(member: Member, kind: str = NoteKind.GENERAL) -> bool:
    """Comments and notes are internal: every member who sees customers reads them, where the feature is on."""
    feature = Feature.COMMENTS if kind == NoteKind.COMMENT else Feature.NOTES
    return may_view(member) and member.organization.has_feature(feature)


def may_write_note(member: Member, customer: Customer, kind: str = NoteKind.GENERAL) -> bool:
    """A new comment or note; nothing is added to an archived customer."""
    return may_read_notes(member, kind) and member.can(Permission.WRITE_NOTES) and not customer.is_archived


def may_change_note(member: Member, note: Note) -> bool:
    """Authors change their own, moderators everybody's; not on an archived customer."""
    if not may_write_note(member, note.customer, note.kind):
        return False
    return note.author_id == member.pk or member.can(Permission.MODERATE_NOTES)


def may_manage_tags(member: Member) -> bool:
    """Renaming, merging and deleting tags; editors create them as they type."""
    return may_view(member) and member.can(Permission.MANAGE_TAGS)
