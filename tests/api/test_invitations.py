import pytest
from django.core import mail

from clientele.accounts.models import Invitation, Role
from clientele.background.operations import run_waiting_tasks
from clientele.kit.secrets import digest_of
from tests.desk.people.scene import secret_mailed


@pytest.fixture
def invite(api):
    def send(email="sam@new.example", kind="lead", program=api):
        return program.send("POST", "/invitations", {"email": email, "role": Role.objects.get(kind=kind).pk})

    return send


def test_an_invitation_is_mailed_and_its_secret_told_to_nobody_else(api, invite):
    made = invite("Sam@New.example")
    assert made.status_code == 201
    told = made.json()
    assert (told["email"], told["role"]["name"], told["state"]) == ("sam@new.example", "Lead", "unsent")
    secret = secret_mailed()
    assert mail.outbox[-1].to == ["sam@new.example"]
    answer = api.get(made["Location"])
    assert (answer.json()["state"], answer.json()["version"]) == ("pending", 1)
    assert answer.json()["mailed_at"]
    assert Invitation.objects.get().digest == digest_of(secret)
    for content in (made.content, answer.content, api.get("/invitations?search=SAM").content):
        assert b"sam@new.example" in content
        assert secret.encode() not in content
        assert digest_of(secret).encode() not in content
    assert api.get("/invitations?search=else").json()["count"] == 0


def test_sent_again_the_earlier_link_is_dead_at_once(api, invite):
    place = invite()["Location"].removeprefix("/api/v1")
    first = secret_mailed()
    assert api.send("POST", f"{place}/resend", {}).json()["state"] == "unsent"
    assert Invitation.objects.get().digest != digest_of(first)
    second = secret_mailed()
    assert (second != first, len(mail.outbox)) == (True, 2)


def test_a_revoked_invitation_is_not_mailed_and_stays_revoked(api, invite):
    place = invite()["Location"]
    assert api.delete(place, headers={"If-Match": '"7"'}).json()["code"] == "version_conflict"
    assert api.delete(place, headers={"If-Match": '"1"'}).status_code == 204
    assert api.delete(place).status_code == 204
    run_waiting_tasks()
    assert mail.outbox == []
    assert api.get(place).json()["state"] == "revoked"
    again = api.send("POST", f"{place}/resend", {})
    assert (again.status_code, again.json()["code"]) == (409, "invitation_revoked")


def test_who_is_invited_or_in_the_team_already_is_told(invite, theo):
    invite()
    assert invite().json()["code"] == "already_invited"
    assert invite(theo.user.email).json()["code"] == "already_a_member"
    assert [error["field"] for error in invite("nobody").json()["errors"]] == ["email"]


def test_one_address_gets_five_mails_in_an_hour(api, invite):
    place = invite()["Location"]
    for _ in range(4):
        assert api.send("POST", f"{place}/resend", {}).status_code == 200
    assert api.send("POST", f"{place}/resend", {}).json()["code"] == "too_many_invitations"


def test_nobody_invites_to_more_than_they_hold(invite, calls, ada, olive):
    assert invite(kind="owner", program=calls(ada)).json()["code"] == "permission_denied"
    place = invite(kind="owner")["Location"]
    assert calls(ada).delete(place).status_code == 403
    assert calls(olive).delete(place).status_code == 204
