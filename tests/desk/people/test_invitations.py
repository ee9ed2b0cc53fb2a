import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django_scopes import scopes_disabled

from clientele.accounts.models import Invitation
from clientele.accounts.operations.invitations import invite_member
from clientele.background.operations import run_waiting_tasks
from clientele.kit.refusals import Refusal
from clientele.kit.tenancy import inside
from clientele.trail.models import Entry
from tests.cast import PASSWORD
from tests.desk.people.scene import INVITED, path_in_last_mail, set_scene, sign_up


@pytest.fixture
def scene(db):
    return set_scene()


def test_an_admin_invites_and_the_invited_joins_with_the_role(scene):
    admin = scene.client(scene.ada.user)
    form = {"email": "Sam@New.example", "role": scene.role("lead").pk}
    response = admin.post("/brightwater/settings/invitations/new/", form, follow=True)
    assert "Invitation sent successfully" in response.content.decode()
    assert "Being sent" in response.content.decode()
    run_waiting_tasks()
    assert mail.outbox[-1].to == ["sam@new.example"]
    assert mail.outbox[-1].subject == "Ada Admin invites you to Brightwater Heating"

    guest = scene.client()
    path = path_in_last_mail()
    assert "Create your account" in guest.get(path).content.decode()
    response = guest.post(path, {"way": "sign-up"})
    assert response["Location"].startswith(reverse("account_signup"))
    page = guest.get(response["Location"]).content.decode()
    assert 'value="sam@new.example"' in page
    assert "Then you join the team." in page
    assert "Your organisation comes next." not in page
    response = guest.post(
        response["Location"],
        {"name": "Sam Newcomer", "email": "sam@new.example", "password1": PASSWORD, "next": "/invitations/waiting/"},
    )
    assert response["Location"] == "/invitations/waiting/"
    assert EmailAddress.objects.get(email="sam@new.example").verified
    assert guest.post("/invitations/waiting/")["Location"] == "/brightwater/"
    assert "Welcome to Brightwater Heating." in guest.get("/brightwater/settings/team/").content.decode()
    with inside(scene.firm):
        names = [entry.name for entry in Entry.objects.order_by("-pk")[:3]]
    assert names == ["accounts.invitation_accepted", "accounts.member_joined", "accounts.invitation_sent"]


def test_who_has_an_account_signs_in_and_joins(scene):
    guest = scene.client()
    assert "Sign in to join" in guest.get(scene.path).content.decode()
    response = guest.post(scene.path, {"way": "sign-in"})
    assert response["Location"] == "/accounts/login/?next=%2Finvitations%2Fwaiting%2F"
    guest.post(response["Location"], {"login": INVITED, "password": PASSWORD, "next": "/invitations/waiting/"})
    guest.post("/invitations/waiting/")
    assert scene.in_the_firm(scene.nina) == "lead"


def test_the_front_page_leads_back_to_an_invitation_that_waits(scene):
    guest = scene.client()
    guest.post(scene.path, {"way": "sign-in"})
    guest.post(reverse("account_login"), {"login": INVITED, "password": PASSWORD})
    assert guest.get("/")["Location"] == "/invitations/waiting/"


def test_another_account_is_told_whose_invitation_it_is_and_the_way_out(scene):
    response = scene.client(scene.eve).get(scene.path)
    page = response.content.decode()
    assert response.status_code == 200
    assert INVITED in page
    assert "eve@evil.example is not the address that was invited" in page
    assert reverse("account_logout") in page
    assert reverse("account_email") in page


def test_a_member_who_is_invited_at_a_second_address_keeps_their_role(scene):
    EmailAddress.objects.create(user=scene.theo.user, email="second@brightwater.example", verified=True)
    with inside(scene.firm), pytest.raises(Refusal) as refused:
        invite_member(email="second@brightwater.example", role=scene.role("lead"), by=scene.ada, at=scene.now)
    assert refused.value.code == "already_a_member"


def test_an_expired_invitation_makes_room_for_a_new_one(scene):
    scene.update(expires_at=scene.now)
    fresh, _ = scene.invite()
    assert fresh.is_open(at=scene.now)


@pytest.mark.parametrize(
    "values, words",
    [
        ({"revoked_at": "now"}, "was taken back"),
        ({"expires_at": "now"}, "more than a week old"),
    ],
)
def test_a_dead_link_says_why_and_whom_to_ask(scene, values, words):
    scene.update(**dict.fromkeys(values, scene.now))
    response = scene.client().get(scene.path)
    assert response.status_code == 409
    assert words in response.content.decode()
    assert "Ask Ada Admin for another one." in response.content.decode()


def test_a_used_link_asks_whoever_opens_it_to_sign_in_if_it_was_theirs(scene):
    scene.update(accepted_at=scene.now)
    response = scene.client().get(scene.path)
    assert response.status_code == 409
    told = "This invitation was used already. If that was you, sign in; if not, ask Ada Admin for another one."
    assert told in response.content.decode()
    assert f'href="{reverse("account_login")}"' in response.content.decode()
    stranger = scene.client(scene.ada.user).get(scene.path).content.decode()
    assert "if that was you" not in stranger.lower()


def test_an_unknown_link_is_not_found(scene):
    assert scene.client().get("/invitations/nothing-of-this-kind/").status_code == 404


def test_the_page_tells_no_other_site_where_it_came_from_and_nothing_is_logged(scene, capfd):
    answers = [
        scene.client().get(scene.path),
        scene.client().post(scene.path),
        scene.client(scene.eve).post(scene.path),
        scene.client(scene.nina).post(scene.path),
        scene.client(scene.nina).post(scene.path),
    ]
    for answer in answers:
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cache-Control"] == "private, no-store"
    written = capfd.readouterr()
    assert scene.secret not in written.out + written.err


def test_an_invitation_is_sent_again_with_a_new_link_and_taken_back(scene):
    admin = scene.client(scene.ada.user)
    admin.post(f"/brightwater/settings/invitations/{scene.invitation.pk}/mail/")
    path = path_in_last_mail()
    assert path != scene.path
    assert scene.client().get(path).status_code == 200
    admin.post(f"/brightwater/settings/invitations/{scene.invitation.pk}/revocation/")
    assert scene.client().get(path).status_code == 409
    with scopes_disabled():
        assert Invitation.objects.get().status(at=scene.now) == "revoked"


def test_an_accepted_invitation_cannot_be_taken_back(scene):
    scene.client(scene.nina).post(scene.path)
    path = f"/brightwater/settings/invitations/{scene.invitation.pk}/revocation/"
    response = scene.client(scene.ada.user).post(path)
    assert response.status_code == 409
    assert "was used already" in response.content.decode()


def test_a_mail_that_cannot_be_sent_is_tried_again_and_the_list_says_that_it_waits(scene, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    admin = scene.client(scene.ada.user)
    admin.post("/brightwater/settings/invitations/new/", {"email": "sam@new.example", "role": scene.role("lead").pk})
    (waiting,) = run_waiting_tasks()
    assert (waiting.status, waiting.run_after > scene.now) == ("READY", True)
    assert "Being sent" in admin.get("/brightwater/settings/invitations/").content.decode()


def test_what_people_are_called_cannot_change_the_mail(scene):
    scene.ada.user.name = "Ada <b>&\u2028Admin"
    scene.ada.user.save()
    form = {"email": "sam@new.example", "role": scene.role("lead").pk}
    scene.client(scene.ada.user).post("/brightwater/settings/invitations/new/", form)
    run_waiting_tasks()
    assert mail.outbox[-1].subject == "Ada <b>& Admin invites you to Brightwater Heating"
    assert "&lt;" not in mail.outbox[-1].body


def test_signing_up_elsewhere_with_the_invited_address_still_needs_the_mailbox(scene):
    scene.forget_nina()
    sign_up(scene.client(), INVITED)
    assert not EmailAddress.objects.get(email=INVITED).verified


def test_the_used_link_leads_its_owner_into_the_firm(scene):
    client = scene.client(scene.nina)
    client.post(scene.path)
    page = client.get(scene.path).content.decode()
    assert "You are in Brightwater Heating" in page
    assert 'href="/brightwater/"' in page
