"""The pages that the palette jumps to: what the navigation and the settings declare, and the tasks beside them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from clientele.accounts.models import Member
from clientele.billing import policy as billing
from clientele.customers import policy as customers
from clientele.desk.navigation import ENTRIES
from clientele.desk.settings.sections import SECTIONS
from clientele.kit.text import sort_key
from clientele.projects import policy as projects


@dataclass(frozen=True)
class Destination:
    """A page: its name, where that stands, its view, its icon, other words it is looked for by, and who may open it."""

    label: str
    place: str
    view: str
    icon: str
    words: str
    shown_to: Callable[[Member], bool]


def _everybody(member: Member) -> bool:
    return member.is_active


_OWN = (
    Destination(
        "Import {many_lower}",
        "",
        "imports:new",
        icon="file-spreadsheet",
        words="csv excel upload bring",
        shown_to=customers.may_import,
    ),
    Destination(
        "Settings", "", "settings:index", icon="settings", words="preferences configuration", shown_to=_everybody
    ),
    Destination(
        "Possible duplicates",
        "",
        "customers:duplicates",
        icon="copy",
        words="double twice same merge alike",
        shown_to=customers.may_view,
    ),
    Destination("New Invoice", "", "invoices:new", icon="plus", words="add create bill", shown_to=billing.may_edit),
    Destination("New Project", "", "projects:new", icon="plus", words="add create start", shown_to=projects.may_create),
    Destination(
        "Import projects", "", "projects:import", icon="upload", words="csv excel", shown_to=projects.may_import
    ),
    Destination(
        "Project templates", "", "projects:templates", icon="template", words="start from", shown_to=projects.may_create
    ),
    Destination(
        "Start timer",
        "Time",
        "time:timer_start",
        icon="player-play",
        words="clock track hours",
        shown_to=projects.may_track,
    ),
    Destination(
        "Approvals",
        "Time",
        "time:approvals",
        icon="checks",
        words="approve reject timesheets",
        shown_to=projects.may_approve,
    ),
    Destination(
        "Your profile",
        "",
        "people:profile",
        icon="user-circle",
        words="account password sessions passkey",
        shown_to=_everybody,
    ),
)
_WORDS = {
    "settings:team": "management members people users",
    "settings:tokens": "keys access",
    "settings:audit": "trail log history",
    "settings:roles": "permissions",
    "settings:invitations": "invite",
    "settings:general": "organisation name address term time zone",
    "settings:billing": "payment terms currency tax",
    "settings:invoices": "numbers numbering series pattern credit notes",
    "settings:rates": "hour cost price people",
}
DESTINATIONS = (
    *(Destination(entry.label, "", entry.view, entry.icon, "", entry.shown_to) for entry in ENTRIES),
    *_OWN,
    *(
        Destination(section.label, "Settings", section.view, "settings", _WORDS.get(section.view, ""), section.shown_to)
        for section in SECTIONS
    ),
)


def destinations_for(member: Member, fragments: Iterable[str], *, most: int) -> list[Destination]:
    """The pages a member may open whose words hold every fragment; without any, those outside the settings."""
    wanted = list(fragments)
    found = [
        destination
        for destination in DESTINATIONS
        if destination.shown_to(member) and _answers(destination, member, wanted)
    ]
    return found[:most]


def label_of(destination: Destination, member: Member) -> str:
    """A page's name in the organisation's words."""
    term = member.organization.words
    return destination.label.format(many=term.many, many_lower=term.many_lower)


def _answers(destination: Destination, member: Member, fragments: list[str]) -> bool:
    if not fragments:
        return not destination.place
    words = sort_key(f"{label_of(destination, member)} {destination.place} {destination.words}").split()
    return all(any(word.startswith(fragment) for word in words) for fragment in fragments)
