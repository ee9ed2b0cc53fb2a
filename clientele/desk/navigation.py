"""The main navigation, declared: a later slice adds a line."""

from collections.abc import Callable
from dataclasses import dataclass

from clientele.accounts.models import Member
from clientele.billing import policy as billing
from clientele.customers import policy as customers
from clientele.projects import policy as projects
from clientele.ui.jinja import address
from clientele.ui.kept import drawn_whole


@drawn_whole
@dataclass(frozen=True)
class NavItem:
    """One entry of the main navigation."""

    label: str
    url: str
    icon: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True)
class Entry:
    """What stands in the navigation for whom; `label` may hold {many} for the organisation's word."""

    label: str
    view: str
    icon: str
    shown_to: Callable[[Member], bool]


ENTRIES = (
    Entry("{many}", "customers:list", icon="building-store", shown_to=customers.may_view),
    Entry("Projects", "projects:list", icon="briefcase", shown_to=projects.may_view),
    Entry("Time", "time:week", icon="clock", shown_to=projects.may_track),
    Entry("Invoices", "invoices:list", icon="file-invoice", shown_to=billing.may_view),
    Entry("Reports", "reports:list", icon="chart-bar", shown_to=billing.may_view),
)


def navigation_for(member: Member, path: str) -> list[NavItem]:
    """The entries a member may follow, the current one marked."""
    items = []
    for entry in ENTRIES:
        if entry.shown_to(member):
            url = address(entry.view, member.organization.slug)
            items.append(
                NavItem(
                    entry.label.format(many=member.organization.words.many),
                    url,
                    entry.icon,
                    current=path.startswith(url),
                )
            )
    return items


def front_of(member: Member) -> str:
    """The address where a member arrives: the first entry they may follow, or the settings, of which all see a part."""
    view = next((entry.view for entry in ENTRIES if entry.shown_to(member)), "settings:index")
    return address(view, member.organization.slug)


def settings_entry(member: Member, path: str) -> NavItem:
    """The foot of the navigation: the organisation's settings, of which everybody sees a part."""
    url = address("settings:index", member.organization.slug)
    return NavItem("Settings", url, "settings", current=path.startswith(url))
