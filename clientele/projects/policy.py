"""Who may do what with projects, time and expenses: pure functions over permission strings."""

from clientele.accounts.choices import Feature, Permission
from clientele.accounts.models import Member
from clientele.projects.choices import ProjectStatus
from clientele.projects.models import Expense, Project, TimeEntry


def may_view(member: Member) -> bool:
    """The list and the pages of projects, where the feature is on."""
    return member.can(Permission.VIEW_PROJECTS) and member.organization.has_feature(Feature.PROJECTS)


def may_create(member: Member) -> bool:
    """New projects and templates, from every door."""
    return may_view(member) and member.can(Permission.EDIT_PROJECTS)


def may_change(member: Member, project: Project) -> bool:
    """Status, customer and existence of a project; nothing of an archived customer's changes."""
    return may_create(member) and not project.customer.is_archived


def may_edit(member: Member, project: Project) -> bool:
    """Every field, its tasks, people and billing codes; an archived project is read-only."""
    return may_change(member, project) and project.status != ProjectStatus.ARCHIVED


def may_import(member: Member) -> bool:
    """Projects from a file, where the feature is on."""
    return (
        may_create(member) and member.can(Permission.IMPORT_CLIENTS) and member.organization.has_feature(Feature.IMPORT)
    )


def may_export(member: Member) -> bool:
    """What the list of projects shows, as a file, where the feature is on."""
    return (
        may_view(member) and member.can(Permission.EXPORT_CLIENTS) and member.organization.has_feature(Feature.EXPORT)
    )


def may_manage_rates(member: Member) -> bool:
    """Seeing and setting what an hour of a person costs, on a project and elsewhere."""
    return may_view(member) and member.can(Permission.MANAGE_RATES)


def has_time(member: Member) -> bool:
    """Whether the member's organisation writes down time, and the member sees projects."""
    return may_view(member) and member.organization.has_feature(Feature.TIME)


def may_track(member: Member) -> bool:
    """Writing down one's own time and expenses, and running a timer."""
    return has_time(member) and member.can(Permission.TRACK_TIME)


def may_approve_time(member: Member) -> bool:
    """Seeing everybody's time, changing, approving and rejecting it."""
    return has_time(member) and member.can(Permission.APPROVE_TIME)


def may_approve_expenses(member: Member) -> bool:
    """Seeing everybody's expenses, changing, approving and rejecting them."""
    return has_time(member) and member.can(Permission.APPROVE_EXPENSES)


def may_approve(member: Member) -> bool:
    """The page of what waits for approval, of either kind."""
    return may_approve_time(member) or may_approve_expenses(member)


def may_see_time(member: Member) -> bool:
    """One's own time, or everybody's."""
    return may_track(member) or may_approve_time(member)


def may_see_expenses(member: Member) -> bool:
    """One's own expenses, or everybody's."""
    return may_track(member) or may_approve_expenses(member)


def may_change_time(member: Member, entry: TimeEntry) -> bool:
    """One's own, and anybody's for those who approve; what is submitted or invoiced is the operation's to refuse."""
    return may_approve_time(member) or (may_track(member) and entry.member_id == member.pk)


def may_change_expense(member: Member, expense: Expense) -> bool:
    """One's own, and anybody's for those who approve."""
    return may_approve_expenses(member) or (may_track(member) and expense.member_id == member.pk)
