"""The mails that this room sends itself; the secret in them is kept nowhere else."""

from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from clientele.accounts.models import Invitation
from clientele.ui.jinja import address
from clientele.ui.links import absolute


def mail_invitation(invitation: Invitation, secret: str) -> bool:
    """Send the link of an invitation; False where no mail could be handed over."""
    words = {
        "organization_name": invitation.organization.name,
        "inviter": invitation.invited_by.name,
        "role_name": invitation.role_name,
        "email": invitation.email,
        "link": absolute(address("people:invitation", secret=secret)),
        "until": invitation.expires_at,
    }
    subject = render_to_string("desk/people/invitation_subject.txt", words).strip()
    body = render_to_string("desk/people/invitation_message.txt", words).strip()
    try:
        return EmailMessage(" ".join(subject.split()), body, to=[invitation.email]).send() == 1
    except (SMTPException, OSError):
        return False
