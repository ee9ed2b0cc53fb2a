"""The mail of an invitation, sent in the background: only there is its secret known, and nothing keeps it."""

from datetime import timedelta
from pathlib import Path
from smtplib import SMTPException

from babel.dates import format_date
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from clientele.accounts.choices import INVITATION_PATH
from clientele.accounts.models import Invitation, Organization
from clientele.kit.links import absolute
from clientele.kit.mail import send_mail
from clientele.kit.secrets import make_secret
from clientele.kit.tenancy import inside

TEMPLATE = Path(__file__).with_name("invitation.txt")


@task(retry_on=(SMTPException, OSError), attempts=8, first_wait=timedelta(seconds=30))
def mail_invitation(organization_id: int, invitation_id: int) -> None:
    """Mail an open invitation with a new secret; run again, the mail before stops working."""
    with inside(Organization.objects.get(pk=organization_id)):
        secret = _renewed(invitation_id)
        if secret is None:
            return
        invitation = Invitation.objects.select_related("organization", "invited_by__user").get(pk=invitation_id)
        _send(invitation, secret)
        Invitation.objects.filter(pk=invitation_id, digest=invitation.digest).update(mailed_at=timezone.now())


@transaction.atomic
def _renewed(invitation_id: int) -> str | None:
    """A new secret for the invitation, or None where it opens nothing any more."""
    found: Invitation | None = Invitation.objects.select_for_update(of=("self",)).filter(pk=invitation_id).first()
    if found is None or not found.is_open(at=timezone.now()):
        return None
    secret, found.digest = make_secret()
    found.save(update_fields=["digest"])
    return secret


def _send(invitation: Invitation, secret: str) -> None:
    until = invitation.expires_at.astimezone(invitation.organization.zone)
    send_mail(
        TEMPLATE,
        to=invitation.email,
        inviter=invitation.invited_by.name,
        organization=invitation.organization.name,
        role=invitation.role_name,
        email=invitation.email,
        link=absolute(INVITATION_PATH.format(secret=secret)),
        until=format_date(until, "d MMMM yyyy", locale="en_GB"),
    )
