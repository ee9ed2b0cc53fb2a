from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from clientele.accounts.choices import INVITATION_PATH
from clientele.accounts.models import Invitation, Role
from clientele.accounts.operations.invitation_mail import mail_invitation
from clientele.accounts.operations.invitations import invite_member
from clientele.background.operations import run_waiting_tasks
from clientele.kit.secrets import digest_of
from tests.desk.people.scene import secret_mailed


@pytest.fixture
def invitation(olive):
    role = Role.objects.get(kind="lead")
    return invite_member(email="sam@new.example", role=role, by=olive, at=timezone.now())


def test_the_link_leads_to_the_page_of_the_invitation():
    assert INVITATION_PATH.format(secret="abc") == reverse("people:invitation", kwargs={"secret": "abc"})


def test_nobody_knows_a_secret_before_the_mail(invitation):
    (task,) = run_waiting_tasks()
    assert task.args_kwargs["args"] == [invitation.organization_id, invitation.pk]
    body = mail.outbox[0].body
    assert body.startswith("Olive Owner invites you to work in Brightwater Heating on Clientele, as Lead.")
    assert f"only for {invitation.email}" in body
    assert f"until {invitation.expires_at.day} {invitation.expires_at:%B %Y}" in body


def test_run_twice_the_newer_mail_counts(invitation):
    first = secret_mailed()
    mail_invitation.call(invitation.organization_id, invitation.pk)
    second = secret_mailed()
    assert Invitation.objects.get().digest == digest_of(second) != digest_of(first)


@pytest.mark.parametrize("field", ["accepted_at", "revoked_at", "expires_at"])
def test_what_opens_nothing_any_more_is_not_mailed(invitation, field):
    Invitation.objects.filter(pk=invitation.pk).update(**{field: timezone.now() - timedelta(seconds=1)})
    run_waiting_tasks()
    assert mail.outbox == []
    mail_invitation.call(invitation.organization_id, 999_999)
    assert mail.outbox == []
