"""The side navigation of the settings, declared: a part that is added adds a line here."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from clientele.accounts import policy
from clientele.accounts.models import Member
from clientele.billing import policy as billing
from clientele.customers import policy as customers
from clientele.projects import policy as projects
from clientele.ui.jinja import address


@dataclass(frozen=True)
class Section:
    """A part of the settings: its view, under which heading it stands, and who sees it."""

    label: str
    view: str
    group: str
    shown_to: Callable[[Member], bool]


@dataclass(frozen=True)
class SectionLink:
    """A part as the navigation shows it."""

    label: str
    url: str
    current: bool


SECTIONS = (
    Section("General", "settings:general", "Organisation", policy.may_manage_organization),
    Section("Billing Defaults", "settings:billing", "Organisation", policy.may_manage_organization),
    Section("Invoices", "settings:invoices", "Organisation", billing.may_number),
    Section("Logo", "settings:logo", "Organisation", policy.may_manage_organization),
    Section("Features", "settings:features", "Organisation", policy.may_manage_organization),
    Section("Tags", "tags:list", "Organisation", customers.may_manage_tags),
    Section("Team", "settings:team", "People", policy.may_view_team),
    Section("Invitations", "settings:invitations", "People", policy.may_manage_members),
    Section("Roles", "settings:roles", "People", policy.may_manage_roles),
    Section("Hourly Rates", "settings:rates", "People", projects.may_manage_rates),
    Section("API tokens", "settings:tokens", "Access", policy.may_make_token),
    Section("Audit", "settings:audit", "Access", policy.may_view_audit),
)


def sections_for(member: Member, path: str) -> list[tuple[str, list[SectionLink]]]:
    """The parts a member may open, under their headings, the current one marked."""
    shown = [section for section in SECTIONS if section.shown_to(member)]
    return [
        (group, [_link(section, member, path) for section in sections])
        for group, sections in groupby(shown, key=lambda section: section.group)
    ]


def first_section(member: Member) -> str:
    """Where a member's settings open: the first part they may see."""
    return next(section.view for section in SECTIONS if section.shown_to(member))


def _link(section: Section, member: Member, path: str) -> SectionLink:
    url = address(section.view, member.organization.slug)
    return SectionLink(section.label, url, current=path.startswith(url))
