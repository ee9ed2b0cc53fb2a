"""The fixed words of accounts: permissions, features, roles, terms, payment terms and sentences."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.db import models


class Permission(StrEnum):
    """What a role may allow, as resource:action; the strings are part of the API."""

    VIEW_CLIENTS = "clients:view"
    EDIT_CLIENTS = "clients:create_edit_delete"
    VIEW_ARCHIVED = "clients:view_archived"
    IMPORT_CLIENTS = "clients:import"
    EXPORT_CLIENTS = "clients:export"
    WRITE_NOTES = "notes:create"
    MODERATE_NOTES = "notes:moderate"
    MANAGE_TAGS = "tags:manage"
    VIEW_PROJECTS = "projects:view"
    EDIT_PROJECTS = "projects:create_edit_delete"
    TRACK_TIME = "time:create"
    APPROVE_TIME = "timesheets:approve_reject"
    APPROVE_EXPENSES = "expenses:approve_reject"
    VIEW_INVOICES = "invoices:view"
    EDIT_INVOICES = "invoices:create_edit_delete"
    MANAGE_RATES = "rates:manage"
    MANAGE_MEMBERS = "members:manage"
    MANAGE_ROLES = "roles:manage"
    MANAGE_ORGANIZATION = "organization:manage"
    VIEW_AUDIT = "audit:view"


_PERMISSION_WORDS: dict[Permission, str] = {
    Permission.VIEW_CLIENTS: "See {many}",
    Permission.EDIT_CLIENTS: "Create, edit and delete {many}",
    Permission.VIEW_ARCHIVED: "See archived {many}",
    Permission.IMPORT_CLIENTS: "Import {many} from a file",
    Permission.EXPORT_CLIENTS: "Export {many} to a file",
    Permission.WRITE_NOTES: "Write comments and notes, and edit their own",
    Permission.MODERATE_NOTES: "Edit and delete anybody's comments and notes",
    Permission.MANAGE_TAGS: "Rename, merge and delete tags",
    Permission.VIEW_PROJECTS: "See projects and their budgets",
    Permission.EDIT_PROJECTS: "Create, edit, move and delete projects, and save templates",
    Permission.TRACK_TIME: "Write down their own time and expenses",
    Permission.APPROVE_TIME: "See everybody's time, and approve or reject it",
    Permission.APPROVE_EXPENSES: "See everybody's expenses, and approve or reject them",
    Permission.VIEW_INVOICES: "See invoices, payments and balances",
    Permission.EDIT_INVOICES: "Draft, finalise, send, credit and void invoices, and record payments",
    Permission.MANAGE_RATES: "See and set what an hour of each person costs",
    Permission.MANAGE_MEMBERS: "Invite people, change their role, remove them",
    Permission.MANAGE_ROLES: "Create and change roles",
    Permission.MANAGE_ORGANIZATION: "Change the organisation's settings",
    Permission.VIEW_AUDIT: "Read the whole audit trail",
}


_SEE_CLIENTS, _SEE_PROJECTS = (Permission.VIEW_CLIENTS,), (Permission.VIEW_PROJECTS,)

#: What allows nothing by itself: one of these is needed beside it.
NEEDS: dict[Permission, tuple[Permission, ...]] = {
    Permission.EDIT_CLIENTS: _SEE_CLIENTS,
    Permission.VIEW_ARCHIVED: _SEE_CLIENTS,
    Permission.IMPORT_CLIENTS: (Permission.EDIT_CLIENTS, Permission.EDIT_PROJECTS),
    Permission.EXPORT_CLIENTS: (Permission.VIEW_CLIENTS, Permission.VIEW_PROJECTS),
    Permission.WRITE_NOTES: _SEE_CLIENTS,
    Permission.MODERATE_NOTES: _SEE_CLIENTS,
    Permission.MANAGE_TAGS: _SEE_CLIENTS,
    Permission.EDIT_PROJECTS: _SEE_PROJECTS,
    Permission.TRACK_TIME: _SEE_PROJECTS,
    Permission.APPROVE_TIME: _SEE_PROJECTS,
    Permission.APPROVE_EXPENSES: _SEE_PROJECTS,
    Permission.MANAGE_RATES: _SEE_PROJECTS,
    Permission.VIEW_INVOICES: _SEE_CLIENTS,
    Permission.EDIT_INVOICES: (Permission.VIEW_INVOICES,),
}


def unmet_needs(permissions: Collection[str]) -> list[Permission]:
    """Those among permissions that allow nothing, since what they need is not there."""
    return [one for one, needed in NEEDS.items() if one in permissions and not set(needed) & set(permissions)]


class RoleKind(models.TextChoices):
    """The four roles every organisation starts with, and those it makes itself."""

    MEMBER = "member", "Member"
    LEAD = "lead", "Lead"
    ADMIN = "admin", "Admin"
    OWNER = "owner", "Owner"
    CUSTOM = "custom", "Custom"


_MEMBER = frozenset({Permission.VIEW_CLIENTS, Permission.WRITE_NOTES, Permission.VIEW_PROJECTS, Permission.TRACK_TIME})
_LEAD = _MEMBER | {
    Permission.EDIT_CLIENTS,
    Permission.VIEW_ARCHIVED,
    Permission.IMPORT_CLIENTS,
    Permission.EXPORT_CLIENTS,
    Permission.MODERATE_NOTES,
    Permission.MANAGE_TAGS,
    Permission.EDIT_PROJECTS,
    Permission.APPROVE_TIME,
    Permission.APPROVE_EXPENSES,
    Permission.VIEW_INVOICES,
    Permission.EDIT_INVOICES,
}

STARTING_PERMISSIONS: dict[str, frozenset[Permission]] = {
    RoleKind.MEMBER: _MEMBER,
    RoleKind.LEAD: _LEAD,
    RoleKind.ADMIN: frozenset(Permission),
    RoleKind.OWNER: frozenset(Permission),
}


class Feature(StrEnum):
    """What an organisation can switch off; everything is on by default."""

    IMPORT = "customers.import"
    EXPORT = "customers.export"
    COMMENTS = "customers.comments"
    NOTES = "customers.notes"
    PROJECTS = "projects"
    TIME = "projects.time"
    INVOICES = "invoices"
    API = "api"


_FEATURE_WORDS: dict[Feature, str] = {
    Feature.IMPORT: "Import {many} from CSV and Excel files",
    Feature.EXPORT: "Export {many} to CSV and Excel files",
    Feature.COMMENTS: "Comments on a {one}'s page",
    Feature.NOTES: "The notes log with types",
    Feature.PROJECTS: "Projects, and the Projects tab of a {one}",
    Feature.TIME: "Time and expenses on projects, with approval",
    Feature.INVOICES: "Invoices, payments and balances",
    Feature.API: "The JSON API and API tokens",
}


class Term(models.TextChoices):
    """What the organisation calls those it works for."""

    CUSTOMER = "customer", "Customers"
    CLIENT = "client", "Clients"


@dataclass(frozen=True)
class TermWords:
    """The organisation's word for whom it works for, in its four forms."""

    one: str
    many: str

    @property
    def one_lower(self) -> str:
        return self.one.lower()

    @property
    def many_lower(self) -> str:
        return self.many.lower()

    @property
    def calling(self) -> dict[str, str]:
        """As sentences of the trail take it."""
        return {"customer": self.one_lower}


#: The words of each choice.
TERMS = {Term.CUSTOMER: TermWords("Customer", "Customers"), Term.CLIENT: TermWords("Client", "Clients")}


def permission_words(term: str) -> dict[Permission, str]:
    """What each permission allows, in the organisation's word for whom it works for."""
    return {permission: _in_term(words, term) for permission, words in _PERMISSION_WORDS.items()}


def feature_words(term: str) -> dict[Feature, str]:
    """What each feature is, in the organisation's word for whom it works for."""
    return {feature: _in_term(words, term) for feature, words in _FEATURE_WORDS.items()}


def _in_term(words: str, term: str) -> str:
    return words.format(one=TERMS[Term(term)].one_lower, many=TERMS[Term(term)].many_lower)


class PaymentTerms(models.TextChoices):
    """When an invoice is due; "net" counts calendar days from its date."""

    ON_RECEIPT = "due_on_receipt", "Due upon receipt"
    NET_7 = "net_7", "7 days"
    NET_14 = "net_14", "14 days"
    NET_15 = "net_15", "15 days"
    NET_30 = "net_30", "30 days"
    NET_45 = "net_45", "45 days"
    NET_60 = "net_60", "60 days"
    NET_90 = "net_90", "90 days"
    END_OF_MONTH = "end_of_month", "End of the month"
    END_OF_NEXT_MONTH = "end_of_next_month", "End of next month"


#: Words that stand at the front of an address, so no organisation can be called so.
RESERVED_SLUGS = frozenset(
    [
        "accounts",
        "admin",
        "api",
        "app",
        "assets",
        "audit",
        "clientele",
        "console",
        "customers",
        "demo",
        "docs",
        "gallery",
        "health",
        "help",
        "invitations",
        "invoices",
        "jobs",
        "livez",
        "login",
        "logo",
        "logout",
        "mail",
        "me",
        "media",
        "metrics",
        "new",
        "organization",
        "organizations",
        "outbox",
        "palette",
        "portal",
        "profile",
        "q",
        "readyz",
        "robots",
        "scan",
        "search",
        "settings",
        "signup",
        "static",
        "support",
        "welcome",
        "www",
    ]
)

SENTENCES = {
    "accounts.organization_created": "{author} created {subject}",
    "accounts.organization_updated": "{author} changed the organisation's settings",
    "accounts.feature_switched": "{author} switched {feature} {state}",
    "accounts.logo_changed": "{author} changed the logo",
    "accounts.logo_removed": "{author} removed the logo",
    "accounts.member_joined": "{subject} joined as {role}",
    "accounts.member_role_changed": "{author} made {subject} {role}",
    "accounts.member_removed": "{author} removed {subject} from the team",
    "accounts.member_returned": "{author} took {subject} back into the team",
    "accounts.second_factor_reset": "Whoever runs Clientele took the second factor off the account of {subject}",
    "accounts.role_created": "{author} created the role {subject}",
    "accounts.role_updated": "{author} changed the role {subject}",
    "accounts.role_deleted": "{author} deleted the role {subject}",
    "accounts.invitation_sent": "{author} invited {subject}",
    "accounts.invitation_resent": "{author} sent the invitation to {subject} again",
    "accounts.invitation_revoked": "{author} revoked the invitation to {subject}",
    "accounts.invitation_accepted": "{author} accepted the invitation to {subject}",
    "accounts.token_created": "{author} made the API token {subject}",
    "accounts.token_revoked": "{author} revoked the API token {subject}",
}

#: Where the link of an invitation leads; the desk answers there.
INVITATION_PATH = "/invitations/{secret}/"
