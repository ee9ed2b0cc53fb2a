"""Who may do what with projects, time and expenses: pure functions over permission strings."""

from clientele.accounts.choices import Feature, Permission
from clientele.accounts.models import Member
from clientele.projects.choices import ProjectStatus
from clientele.projects.models import Project


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


def may_export(member: Member) -> bool:
    """What the list of projects shows, as a file, where the feature is on."""
    return (
        may_view(member) and member.can(Permission.EXPORT_CLIENTS) and member.organization.has_feature(Feature.EXPORT)
    )


def may_manage_rates(member: Member) -> bool:
    """Seeing and setting what an hour of a person costs, on a project and elsewhere."""
    return may_view(member) and member.can(Permission.MANAGE_RATES)
