"""What the layout needs to know around every page."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest

from clientele.accounts.choices import TERMS, Term
from clientele.accounts.models import Member, User
from clientele.accounts.queries import memberships_of
from clientele.desk.navigation import NavItem, navigation_for, settings_entry
from clientele.projects import policy as projects
from clientele.projects.queries import timer_of
from clientele.ui.jinja import address
from clientele.ui.kept import drawn_whole


@drawn_whole
@dataclass(frozen=True)
class RunningTimer:
    """The clock of a person: where it stands in each page, and what it measures."""

    project: str = ""
    elapsed: int = 0

    @property
    def is_running(self) -> bool:
        return bool(self.project)


class Shell:
    """The frame around a page: navigation, the organisations of the person, theme; read only where it is shown."""

    version = settings.VERSION

    def __init__(self, request: HttpRequest, member: Member | None) -> None:
        self._request = request
        self._member = member

    @cached_property
    def nav(self) -> list[NavItem]:
        return navigation_for(self._member, self._request.path) if self._member else []

    @cached_property
    def foot(self) -> list[NavItem]:
        return [settings_entry(self._member, self._request.path)] if self._member else []

    @cached_property
    def organizations(self) -> list[dict[str, Any]]:
        """The switcher: every organisation of the person, and the way to another one."""
        user = self._request.user
        if not user.is_authenticated:
            return []
        here = self._member.organization_id if self._member else None
        links: list[dict[str, Any]] = [
            {"label": found.name, "url": f"/{found.slug}/", "current": found.pk == here}
            for found in (member.organization for member in self._memberships(user))
        ]
        return [*links, {"label": "New organisation", "url": address("people:organization_create"), "icon": "plus"}]

    def _memberships(self, user: User) -> list[Member]:
        """Those that the door has read already to let the person in, where it has."""
        read: list[Member] | None = getattr(self._request, "memberships", None)
        return memberships_of(user) if read is None else read

    @property
    def person_menu(self) -> list[dict[str, Any]]:
        return [
            {"label": "Your profile", "url": address("people:profile"), "icon": "user-circle"},
            {"label": "Sign out", "url": address("account_logout"), "icon": "logout", "post": True},
        ]

    @cached_property
    def timer(self) -> RunningTimer | None:
        """The person's clock, running or not; None where they do not write down time."""
        if self._member is None or not projects.may_track(self._member):
            return None
        timer = timer_of(self._member)
        if timer is None:
            return RunningTimer()
        now = getattr(self._request, "now", timer.started_at)
        return RunningTimer(timer.project.name, max(0, int((now - timer.started_at).total_seconds())))

    @property
    def search_url(self) -> str:
        return address("palette:answers", self._member.organization.slug) if self._member else ""

    @property
    def logo(self) -> str:
        return self._member.organization.logo_url if self._member else ""

    @property
    def theme(self) -> str:
        theme = self._request.COOKIES.get("theme", "")
        return theme if theme in {"light", "dark"} else ""

    @property
    def is_development(self) -> bool:
        return settings.DEVELOPMENT


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """The context that every template has."""
    member: Member | None = getattr(request, "member", None)
    organization = member.organization if member else None
    return {
        "member": member,
        "organization": organization,
        "term": organization.words if organization else TERMS[Term.CUSTOMER],
        "shell": Shell(request, member),
        "messages": get_messages(request),
    }
