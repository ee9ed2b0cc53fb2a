"""A firm, its people, an invitation and Eve, who was not invited; no organisation is entered, as in a real request."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from clientele.accounts.models import Invitation, Member, Organization, Role, User
from clientele.accounts.operations.invitations import invite_member
from clientele.accounts.operations.members import add_member
from clientele.accounts.operations.organization import create_organization
from clientele.background.operations import run_waiting_tasks
from clientele.kit.tenancy import inside
from tests.cast import PASSWORD, a_user

INVITED = "nina@new.example"


@dataclass
class Scene:
    firm: Organization
    olive: Member
    ada: Member
    theo: Member
    nina: User
    eve: User
    invitation: Invitation
    secret: str
    now: datetime

    @property
    def path(self) -> str:
        return f"/invitations/{self.secret}/"

    def role(self, kind: str) -> Role:
        with inside(self.firm):
            found: Role = Role.objects.get(kind=kind)
        return found

    def invite(self, email: str = INVITED, kind: str = "lead", by: Member | None = None) -> tuple[Invitation, str]:
        with inside(self.firm):
            made = invite_member(email=email, role=self.role(kind), by=by or self.ada, at=self.now)
            secret = secret_mailed()
            made.refresh_from_db(fields=["digest", "mailed_at"])
        return made, secret

    def in_the_firm(self, user: User) -> str:
        """The role of an active member, or nothing."""
        with scopes_disabled():
            member = Member.objects.select_related("role").filter(user=user, organization=self.firm, is_active=True)
            return "".join(found.role.kind for found in member)

    def client(self, user: User | None = None, **options: Any) -> Client:
        client = Client(**options)
        if user:
            client.force_login(user)
        return client

    def forget_nina(self) -> None:
        """The invited has no account yet."""
        with scopes_disabled():
            self.nina.delete()

    def update(self, **values: Any) -> None:
        with scopes_disabled():
            Invitation.objects.filter(pk=self.invitation.pk).update(**values)


def set_scene() -> Scene:
    now = timezone.now()
    olive = a_user("Olive Owner", "olive@brightwater.example")
    firm = create_organization(name="Brightwater Heating", slug="brightwater", owner=olive, at=now)
    create_organization(
        name="Outpost Electric", slug="outpost", owner=a_user("Otto Owner", "otto@outpost.example"), at=now
    )
    with inside(firm):
        owner = Member.objects.select_related("user", "role", "organization").get(user=olive)
        ada, theo = (
            add_member(
                firm,
                user=a_user(name, f"{name.split()[0].lower()}@brightwater.example"),
                role=Role.objects.get(kind=kind),
                at=now,
            )
            for name, kind in (("Ada Admin", "admin"), ("Theo Technician", "member"))
        )
        made = invite_member(email=INVITED, role=Role.objects.get(kind="lead"), by=ada, at=now)
        secret = secret_mailed()
        made.refresh_from_db(fields=["digest", "mailed_at"])
        mail.outbox.clear()
    nina, eve = a_user("Nina New", INVITED), a_user("Eve Elsewhere", "eve@evil.example")
    return Scene(firm, owner, ada, theo, nina, eve, made, secret, now)


def claim(user: User, email: str, *, verified: bool = False) -> None:
    """Put an address on an account, proven or not."""
    EmailAddress.objects.create(user=user, email=email, verified=verified)


def later(scene: Scene, **delta: int) -> datetime:
    return scene.now + timedelta(**delta)


def secret_mailed() -> str:
    """The secret in the mail that background work sends now."""
    return path_in_last_mail().split("/")[2]


def link_in_last_mail() -> str:
    run_waiting_tasks()
    found = re.search(r"https?://\S+", mail.outbox[-1].body)
    assert found
    return found.group(0)


def path_in_last_mail() -> str:
    return "/" + link_in_last_mail().split("/", 3)[3]


def sign_up(client: Client, email: str, name: str = "Somebody") -> Any:
    return client.post(reverse("account_signup"), {"name": name, "email": email, "password1": PASSWORD})
