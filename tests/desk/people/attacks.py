"""What Eve tries with an invitation; every function here is one attack, and is tried in `test_invitation_attacks`."""

from typing import Any
from urllib.parse import quote

import pytest
from django.core import mail
from django.urls import reverse
from django_scopes import scopes_disabled

from clientele.accounts.models import Invitation, Member
from clientele.accounts.operations.invitations import accept_invitation, resend_invitation, revoke_invitation
from clientele.accounts.operations.members import change_member_role, remove_member
from clientele.background.operations import run_waiting_tasks
from clientele.kit.refusals import Refusal
from clientele.kit.secrets import make_secret
from clientele.kit.tenancy import inside
from clientele.trail.models import Entry
from tests.desk.people.scene import INVITED, Scene, claim, sign_up


def _accept(scene: Scene, path: str, user: Any = None, **data: Any) -> Any:
    return scene.client(user or scene.eve).post(path, data)


def a_guessed_secret(scene):
    _accept(scene, f"/invitations/{make_secret()[0]}/")


def a_short_secret(scene):
    _accept(scene, "/invitations/a/")


def the_digest_as_the_secret(scene):
    claim(scene.eve, "eve@other.example")
    _accept(scene, f"/invitations/{scene.invitation.digest}/")


def the_secret_in_another_case(scene):
    claim_nothing = scene.client(scene.nina)
    claim_nothing.post(f"/invitations/{scene.secret.swapcase()}/")
    assert not scene.in_the_firm(scene.nina)


def the_secret_cut_short(scene):
    scene.client(scene.nina).post(f"/invitations/{scene.secret[:-1]}/")
    assert not scene.in_the_firm(scene.nina)


def the_secret_with_a_blank(scene):
    scene.client(scene.nina).post(f"/invitations/{quote(scene.secret + ' ')}/")
    assert not scene.in_the_firm(scene.nina)


def a_secret_with_nul(scene):
    _accept(scene, f"/invitations/{scene.secret}%00/")


def a_secret_that_is_a_pattern(scene):
    _accept(scene, "/invitations/%25/")
    _accept(scene, "/invitations/'%20OR%201=1--/")


def the_right_link_with_another_account(scene):
    assert _accept(scene, scene.path).status_code == 409


def the_address_claimed_but_not_proven(scene):
    scene.nina.emailaddress_set.all().delete()
    claim(scene.eve, INVITED)
    _accept(scene, scene.path)


def the_address_as_the_name_of_the_account_but_not_proven(scene):
    scene.nina.emailaddress_set.all().delete()
    scene.forget_nina()
    scene.eve.email = INVITED
    scene.eve.save()
    _accept(scene, scene.path)


def an_address_that_only_looks_alike(scene):
    for twin in ("nina+eve@new.example", "nına@new.example", "nina@new.example.evil.example", "nina@new-example"):
        claim(scene.eve, twin, verified=True)
    _accept(scene, scene.path)


def another_address_sent_along(scene):
    _accept(scene, scene.path, email=scene.eve.email, role="owner", member="1", organization="brightwater")


def a_link_that_was_used(scene):
    scene.client(scene.nina).post(scene.path)
    assert scene.in_the_firm(scene.nina) == "lead"
    claim(scene.eve, "other@evil.example", verified=True)
    _accept(scene, scene.path)


def coming_back_with_the_used_link_after_removal(scene):
    scene.client(scene.nina).post(scene.path)
    with inside(scene.firm):
        remove_member(Member.objects.get(user=scene.nina), by=scene.olive, at=scene.now)
    scene.client(scene.nina).post(scene.path)
    assert not scene.in_the_firm(scene.nina)


def using_the_link_to_rise(scene):
    with inside(scene.firm):
        revoke_invitation(scene.invitation, by=scene.ada, at=scene.now)
    _, secret = scene.invite(email="theo@private.example", kind="admin")
    claim(scene.theo.user, "theo@private.example", verified=True)
    scene.client(scene.theo.user).post(f"/invitations/{secret}/")
    assert scene.in_the_firm(scene.theo.user) == "member"


def a_revoked_link(scene):
    with inside(scene.firm):
        revoke_invitation(scene.invitation, by=scene.ada, at=scene.now)
    assert scene.client(scene.nina).post(scene.path).status_code == 409
    assert not scene.in_the_firm(scene.nina)


def an_expired_link(scene):
    scene.update(expires_at=scene.now)
    scene.client(scene.nina).post(scene.path)
    assert not scene.in_the_firm(scene.nina)


def the_last_moment(scene):
    with pytest.raises(Refusal):
        accept_invitation(scene.invitation.digest, user=scene.nina, at=scene.invitation.expires_at)
    assert not scene.in_the_firm(scene.nina)


def the_earlier_link_after_it_was_sent_again(scene):
    with inside(scene.firm):
        resend_invitation(scene.invitation, by=scene.ada, at=scene.now)
    scene.client(scene.nina).post(scene.path)
    assert not scene.in_the_firm(scene.nina)


def a_link_of_somebody_who_was_removed(scene):
    with inside(scene.firm):
        remove_member(scene.ada, by=scene.olive, at=scene.now)
    scene.client(scene.nina).post(scene.path)
    assert not scene.in_the_firm(scene.nina)


def a_link_of_somebody_who_may_not_invite_any_more(scene):
    with inside(scene.firm):
        change_member_role(scene.ada, role=scene.role("member"), by=scene.olive, at=scene.now)
    scene.client(scene.nina).post(scene.path)
    assert not scene.in_the_firm(scene.nina)


def a_closed_account(scene):
    scene.nina.is_active = False
    scene.nina.save()
    with pytest.raises(Refusal):
        accept_invitation(scene.invitation.digest, user=scene.nina, at=scene.now)
    assert not scene.in_the_firm(scene.nina)


def opening_is_not_accepting(scene):
    client = scene.client(scene.nina)
    for ask in (client.get, client.head, client.options):
        ask(scene.path)
    assert not scene.in_the_firm(scene.nina)


def a_form_on_another_site(scene):
    client = scene.client(scene.nina, enforce_csrf_checks=True)
    assert client.post(scene.path).status_code == 403
    assert not scene.in_the_firm(scene.nina)


def signing_up_with_the_address_alone(scene):
    scene.forget_nina()
    client = scene.client()
    sign_up(client, INVITED)
    client.post(scene.path)
    with scopes_disabled():
        assert Invitation.objects.get().accepted_at is None


def signing_up_through_the_link_with_another_address(scene):
    scene.forget_nina()
    client = scene.client()
    client.post(scene.path, {"way": "sign-up"})
    sign_up(client, "mallory@evil.example")
    client.post(reverse("people:invitation_waiting"))
    with scopes_disabled():
        assert Invitation.objects.get().accepted_at is None


def waiting_without_a_link(scene):
    scene.client(scene.nina).post(reverse("people:invitation_waiting"))
    assert not scene.in_the_firm(scene.nina)


def inviting_oneself_from_outside(scene):
    response = _accept(scene, "/brightwater/settings/invitations/new/", email="eve@evil.example", role="1")
    assert response.status_code == 404


def inviting_without_the_permission(scene):
    form = {"email": scene.eve.email, "role": scene.role("member").pk}
    assert _accept(scene, "/brightwater/settings/invitations/new/", scene.theo.user, **form).status_code == 403


def inviting_above_oneself(scene):
    form = {"email": scene.eve.email, "role": scene.role("owner").pk}
    assert _accept(scene, "/brightwater/settings/invitations/new/", scene.ada.user, **form).status_code == 422


def sending_the_firms_invitation_from_another_firm(scene):
    path = f"/outpost/settings/invitations/{scene.invitation.pk}/mail/"
    with scopes_disabled():
        otto = Member.objects.get(organization__slug="outpost")
    assert _accept(scene, path, otto.user).status_code == 404
    run_waiting_tasks()
    assert mail.outbox == []


def asking_for_the_secret(scene):
    client = scene.client(scene.ada.user)
    pages = [client.get(f"/brightwater/settings/{part}/").content.decode() for part in ("invitations", "audit", "team")]
    with scopes_disabled():
        trail = str([(entry.changes, entry.facts, entry.subject_text) for entry in Entry.objects.all()])
        row = str(Invitation.objects.filter(pk=scene.invitation.pk).values().get())
    for text in (*pages, trail, row):
        assert scene.secret not in text
    assert scene.invitation.digest not in "".join(pages) + trail


def a_header_smuggled_in_with_the_address(scene):
    for address in (
        "eve@evil.example\nBcc: all@evil.example",
        "eve@evil.example, nina@new.example",
        "<eve@evil.example>",
    ):
        response = _accept(
            scene, "/brightwater/settings/invitations/new/", scene.ada.user, email=address, role=scene.role("member").pk
        )
        assert response.status_code == 422
    run_waiting_tasks()
    assert mail.outbox == []


def two_at_the_same_moment(scene):
    """Both read the open invitation before either writes: the second write finds nothing to change."""
    claim_both = scene.invitation.digest
    accept_invitation(claim_both, user=scene.nina, at=scene.now)
    with inside(scene.firm):
        open_still = Invitation.objects.filter(digest=claim_both, accepted_at=None)
        assert open_still.update(accepted_at=scene.now) == 0


def flooding_a_mailbox(scene):
    client = scene.client(scene.ada.user)
    for _ in range(10):
        client.post(f"/brightwater/settings/invitations/{scene.invitation.pk}/mail/")
    run_waiting_tasks()
    assert len(mail.outbox) == 4  # with the first, five in an hour


def a_second_open_invitation(scene):
    with pytest.raises(Refusal) as refused:
        scene.invite(email=INVITED.upper())
    assert refused.value.code == "already_invited"
