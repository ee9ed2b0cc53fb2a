"""What the layout needs to know around every page."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from clientele.accounts.choices import Term
from clientele.accounts.models import Member, Organization
from clientele.accounts.queries import organizations_of
from clientele.desk.navigation import NavItem, navigation_for


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


TERMS = {Term.CUSTOMER: TermWords("Customer", "Customers"), Term.CLIENT: TermWords("Client", "Clients")}


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
    def organizations(self) -> list[Organization]:
        user = self._request.user
        return organizations_of(user) if user.is_authenticated else []

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
        "term": words_of(organization),
        "shell": Shell(request, member),
    }


def words_of(organization: Organization | None) -> TermWords:
    """The words an organisation chose, or the default ones."""
    return TERMS[Term(organization.term)] if organization else TERMS[Term.CUSTOMER]
