import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from clientele.accounts.models import User
from tests.cast import PASSWORD
from tests.desk.people.scene import path_in_last_mail, sign_up


@pytest.fixture
def guest(db):
    return Client()


def sign_in(client, email, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_signing_up_needs_the_mailbox_and_then_leads_to_the_first_organisation(guest):
    response = sign_up(guest, "Zoe@Example.ORG", name="  Zoë  Fischer ")
    assert response["Location"] == reverse("account_email_verification_sent")
    user = User.objects.get()
    assert (user.email, user.name) == ("zoe@example.org", "Zoë Fischer")
    assert guest.get("/profile/").status_code == 302

    link = path_in_last_mail()
    assert "zoe@example.org" in guest.get(link).content.decode()
    assert not EmailAddress.objects.get().verified
    response = guest.post(link)
    assert EmailAddress.objects.get().verified
    assert response["Location"] == "/"
    assert guest.get("/")["Location"] == reverse("people:organization_create")
    made = guest.post(
        reverse("people:organization_create"),
        {"name": "Zoë's Heating & Co.", "slug": "", "country": "GB", "currency": "GBP", "time_zone": "Europe/London"},
    )
    assert made["Location"] == "/zoe-s-heating-co/customers/"
    assert guest.get("/")["Location"] == "/zoe-s-heating-co/customers/"


def test_the_link_that_confirms_does_not_sign_in_another_browser(guest):
    sign_up(guest, "zoe@example.org")
    other = Client()
    other.post(path_in_last_mail())
    assert EmailAddress.objects.get().verified
    assert other.get("/profile/").status_code == 302
    sign_in(other, "zoe@example.org")
    assert other.get("/profile/").status_code == 200


def test_signing_in_before_the_address_is_confirmed_sends_the_link_again(guest, settings):
    settings.ACCOUNT_RATE_LIMITS = {"confirm_email": None}
    sign_up(guest, "zoe@example.org")
    response = sign_in(Client(), "zoe@example.org")
    assert response["Location"] == reverse("account_email_verification_sent")
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    "field, value",
    [
        ("name", ""),
        ("name", "Z" * 121),
        ("name", "Zoe\u202eeoZ"),
        ("name", "Zoe\x00"),
        ("email", ""),
        ("email", "nobody"),
        ("email", "a@b@c"),
        ("email", f"{'a' * 250}@example.org"),
        ("email", "zoe@exam\x00ple.org"),
        ("password1", "short12"),
        ("password1", "12345678"),
        ("password1", "zoe@example.org"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(guest, field, value):
    form = {"name": "Zoe", "email": "zoe@example.org", "password1": PASSWORD} | {field: value}
    response = guest.post(reverse("account_signup"), form)
    page = response.content.decode()
    assert re.search(rf'name="{field}"[^>]*aria-invalid="true"', page)
    assert 'value="Zoe"' in page or field == "name"
    assert not User.objects.exists()


def test_a_taken_address_is_not_told_but_its_owner_is(olive):
    fresh, taken = (sign_up(Client(), address) for address in ("zoe@example.org", olive.user.email))
    assert (fresh.status_code, fresh["Location"]) == (taken.status_code, taken["Location"])
    assert mail.outbox[-1].to == [olive.user.email]
    assert mail.outbox[-1].subject == "You have an account already"
    assert User.objects.filter(email=olive.user.email).count() == 1


def test_asking_for_a_new_password_answers_the_same_for_every_address(olive):
    answers = [
        Client().post(reverse("account_reset_password"), {"email": address})
        for address in (olive.user.email, "nobody@example.org")
    ]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert [sent.subject for sent in mail.outbox] == ["Choose a new password", "There is no account with this address"]


def test_a_wrong_password_and_an_unknown_address_read_the_same(olive):
    def words(email):
        page = sign_in(Client(), email, "not-the-password").content.decode()
        return re.sub(r'(name="login"[^>]*value=")[^"]*|(csrf[^>]*(value|content)=")[^"]*|\?[^"]*', "", page)

    assert words(olive.user.email).replace(olive.user.email, "") == words("x@brightwater.example").replace(
        "x@brightwater.example", ""
    )


def test_a_new_password_is_chosen_through_the_mail_and_works_once(olive):
    client = Client()
    client.post(reverse("account_reset_password"), {"email": olive.user.email})
    path = path_in_last_mail()
    form = client.get(path)["Location"]
    assert "set-password" in form
    done = client.post(form, {"password1": "a-brand-new-secret", "password2": "a-brand-new-secret"})
    assert done["Location"] == reverse("account_reset_password_from_key_done")
    assert sign_in(Client(), olive.user.email).status_code == 200
    assert sign_in(Client(), olive.user.email, "a-brand-new-secret")["Location"] == "/"
    assert "This link does not work" in Client().get(path).content.decode()
    assert mail.outbox[-1].subject == "Your password was changed"


def test_changing_the_password_ends_every_other_session(olive):
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        sign_in(client, olive.user.email)
    fresh = {"password1": "a-brand-new-secret", "password2": "a-brand-new-secret"}
    response = here.post(reverse("account_change_password"), {"oldpassword": PASSWORD} | fresh)
    assert response["Location"] == reverse("people:profile")
    assert here.get("/profile/").status_code == 200
    assert elsewhere.get("/profile/").status_code == 302


def test_every_mail_is_plain_words_with_a_subject(olive):
    client = Client()
    sign_up(client, "amp&ersand@example.org", name="Fish & Chips <Ltd>")
    body = mail.outbox[-1].body
    assert "Fish & Chips <Ltd>" in body
    assert "&amp;" not in body + mail.outbox[-1].subject
    assert mail.outbox[-1].alternatives == []


def test_the_cursor_stands_where_something_is_wrong(guest):
    focused = re.compile(r'<input[^>]*\sname="(\w+)"[^>]*\sautofocus')
    assert focused.findall(guest.get(reverse("account_signup")).content.decode()) == ["name"]
    response = sign_up(guest, "no address", name="Zoë Fischer")
    assert focused.findall(response.content.decode()) == ["email"]
