"""Against sign-in: foreign hosts, foreign places to go on to, stolen sessions, guessing, forged forms."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings as configured
from django.core import mail
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from clientele.accounts.choices import Permission
from clientele.accounts.models import Role
from clientele.accounts.operations.invitations import invite_member
from clientele.accounts.operations.members import change_member_role, remove_member
from clientele.accounts.operations.roles import update_role
from tests.cast import NOW, PASSWORD
from tests.desk.people.scene import secret_mailed, sign_up

HOSTS = [
    "evil.example",
    "evil.example:80",
    "localhost.evil.example",
    "localhost@evil.example",
    "evil.example#localhost",
    "evil.example/localhost",
    "localhost, evil.example",
    "localhost evil.example",
    "localhost\tevil.example",
    "[::1]",
    "[::1]:evil",
    "127.0.0.1.evil.example",
    "0x7f000001",
    "2130706433",
    "evil。example",
    "xn--evil-example",
    ".evil.example",
    "evil.example.",
    "-evil.example",
    "evil_example",
    "*",
    "",
    "//evil.example",
    "http://evil.example",
    "evil.example?localhost",
    "evil.example&localhost",
    "localhost:80:80",
    "localhost:99999",
    "LOCALHOST.EVIL.EXAMPLE",
    "evil.example\\localhost",
]

ELSEWHERE = [
    f"{scheme}{rest}"
    for scheme in ("http:", "https:", "ftp:", "", "HTTPS:", " https:", "\thttps:", "\\", "https:/")
    for rest in (
        "//evil.example",
        "//evil.example/accounts/",
        "//testserver@evil.example",
        "//evil.example#@testserver",
    )
] + [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\x00//evil.example",
    "%2f%2fevil.example",
    "//evil%E3%80%82example",
    "//testserver.evil.example",
    "//testserver:80@evil.example",
    "https://testserver.evil.example",
    "https://testserver\\@evil.example",
    "https://testserver%40evil.example",
    "https://evil.example\\.testserver",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "mailto:eve@evil.example",
    "blob:https://evil.example/1",
    "//evil.example/%2e%2e",
    "//evil.example:443",
    "//[::1]",
    "//2130706433",
    "//0x7f000001",
    "https://[evil.example]",
    "http://evil.example?next=/",
    "ws://evil.example",
    "//ⓔⓥⓘⓛ.example",
    "https://evil。example",
    "/ /evil.example//",
    "//\x00evil.example",
    "https://[::1",
    "//[evil.example",
    "evil.example",
    "accounts/../..//evil.example",
]


def sign_in(client, email, password=PASSWORD, **data):
    return client.post(reverse("account_login"), {"login": email, "password": password, **data})


def test_the_corpora_are_large_enough():
    assert (len(HOSTS), len(set(ELSEWHERE))) >= (30, 80)


@pytest.mark.parametrize("host", HOSTS)
def test_a_foreign_host_gets_no_mail_sent(olive, host):
    response = Client().post(reverse("account_reset_password"), {"email": olive.user.email}, headers={"host": host})
    if response.status_code != 400:
        assert host in {"", "[::1]", "localhost:99999"}  # our own name, whatever the port
    assert all(configured.BASE_URL in sent.body for sent in mail.outbox)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "localhost.evil.example"])
def test_links_in_mails_begin_with_our_own_address_whatever_the_host(olive, host, settings):
    settings.ALLOWED_HOSTS = ["*"]
    headers = {"host": host, "x-forwarded-host": host, "x-forwarded-proto": "https", "forwarded": f"host={host}"}
    client = Client(headers=headers)
    client.post(reverse("account_reset_password"), {"email": olive.user.email})
    client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    sign_up(client, "zoe@example.org")
    sign_up(Client(headers=headers), olive.user.email)
    links = [link for sent in mail.outbox for link in re.findall(r"https?://\S+", sent.body)]
    assert len(mail.outbox) == 4
    assert len(links) >= 8
    assert [link for link in links if not link.startswith(configured.BASE_URL + "/")] == []
    assert not any(host in str(sent.message()) for sent in mail.outbox)


@pytest.mark.parametrize("place", sorted(set(ELSEWHERE)), ids=repr)
def test_signing_in_leads_nowhere_outside(olive, place):
    client = Client()
    page = client.get(reverse("account_login"), {"next": place}).content.decode()
    assert "evil" not in re.sub(r"[^>]*type=.hidden.[^>]*|href=./accounts/(signup|login)/\?[^>]*", "", page)
    response = sign_in(client, olive.user.email, next=place)
    assert response.status_code == 302
    target = response["Location"]
    assert target.startswith("/")
    assert not target.startswith(("//", "/\\", "/\t", "/\n", "/\r"))


def test_signing_in_leads_to_where_one_was_going(olive):
    assert sign_in(Client(), olive.user.email, next="/brightwater/settings/team/")["Location"] == (
        "/brightwater/settings/team/"
    )


def test_signing_out_leads_nowhere_outside(olive, sign_in):
    for place in ("//evil.example", "https://evil.example", "/\\evil.example"):
        response = sign_in(olive).post(reverse("account_logout"), {"next": place})
        assert response["Location"] == reverse("account_login")


def test_a_session_planted_before_signing_in_is_not_the_one_afterwards(olive):
    client = Client()
    client.get("/invitations/nothing/")
    client.session.save()
    client.cookies[configured.SESSION_COOKIE_NAME] = planted = client.session.session_key
    sign_in(client, olive.user.email)
    assert client.cookies[configured.SESSION_COOKIE_NAME].value != planted
    thief = Client()
    thief.cookies[configured.SESSION_COOKIE_NAME] = planted
    assert thief.get("/profile/").status_code == 302


def test_a_session_ends_a_week_after_signing_in_however_much_it_is_used(olive):
    start = timezone.now()
    client = Client()
    with time_machine.travel(start, tick=False) as clock:
        sign_in(client, olive.user.email)
        for hour in range(11, 7 * 24, 11):
            clock.move_to(start + timedelta(hours=hour))
            client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
            assert client.get("/profile/").status_code == 200
        clock.move_to(start + timedelta(days=7, minutes=1))
        assert client.get("/profile/").status_code == 302


def test_a_session_can_be_ended_from_another_but_only_ones_own(olive, theo):
    here, there, foreign = Client(), Client(), Client()
    sign_in(here, olive.user.email)
    sign_in(there, olive.user.email)
    sign_in(foreign, theo.user.email)
    one = UserSession.objects.get(session_key=there.session.session_key)
    foreign.post(reverse("people:session_end", args=[one.pk]))
    assert there.get("/profile/").status_code == 200
    here.post(reverse("people:session_end", args=[one.pk]))
    assert there.get("/profile/").status_code == 302
    assert here.get("/profile/").status_code == 200


def test_guessing_a_password_is_stopped_after_five_tries_even_with_the_right_one(olive):
    for _ in range(5):
        sign_in(Client(), olive.user.email, "wrong")
    response = sign_in(Client(), olive.user.email)
    assert response.status_code == 200
    assert "too many attempts" in response.content.decode()


def test_a_forged_client_address_does_not_pass_the_limits(olive):
    for number in range(12):
        Client(headers={"x-forwarded-for": f"10.0.0.{number}"}).post(
            reverse("account_login"), {"login": f"nobody{number}@example.org", "password": "wrong"}
        )
    response = sign_in(Client(headers={"x-forwarded-for": "10.0.1.1"}), olive.user.email)
    assert "too many attempts" in response.content.decode()


def test_the_client_address_comes_through_as_many_proxies_as_are_trusted(olive, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = Client(headers={"x-forwarded-for": "6.6.6.6, 203.0.113.9"})
    sign_in(client, olive.user.email)
    assert UserSession.objects.get().ip == "203.0.113.9"


def test_asking_for_passwords_is_limited_by_address(olive):
    answers = [Client().post(reverse("account_reset_password"), {"email": olive.user.email}) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429] * 2
    assert "That was too often" in answers[-1].content.decode()
    assert len(mail.outbox) == 5


def routes(resolver=None, prefix="/"):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry


def path_of(route):
    values = {"organization": "brightwater", "pk": "1", "contact": "1", "note": "1", "uidb36": "1"}
    route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).replace("^", "").replace("$", "").replace("\\", "")
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda hit: values.get(hit.group(1), "x"), route)


OURS = sorted(
    {path_of(route) for route, _ in routes() if not route.startswith(("/api/", "/gallery", "/livez", "/readyz"))}
)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_unsafe_request_passes_without_its_token(olive, method):
    client = Client(enforce_csrf_checks=True)
    client.force_login(olive.user)
    answers = {path: getattr(client, method)(path).status_code for path in OURS}
    assert {path: status for path, status in answers.items() if status not in (403, 404, 405)} == {}
    assert sum(status == 403 for status in answers.values()) > 40


def test_a_permission_taken_away_counts_on_the_next_request(olive, ada, sign_in):
    client = sign_in(ada)
    path = "/brightwater/settings/invitations/"
    assert client.get(path).status_code == 200
    change_member_role(ada, role=Role.objects.get(kind="member"), by=olive, at=NOW)
    assert client.get(path).status_code == 403
    member = Role.objects.get(kind="member")
    update_role(member, name="Member", permissions=[Permission.MANAGE_MEMBERS], by=olive, at=NOW)
    assert client.get(path).status_code == 200
    remove_member(ada, by=olive, at=NOW)
    assert client.get(path).status_code == 404


def test_a_closed_account_is_out_at_once(theo, sign_in):
    client = sign_in(theo)
    assert client.get("/profile/").status_code == 200
    theo.user.is_active = False
    theo.user.save()
    assert client.get("/profile/").status_code == 302


def test_an_invitation_link_says_nothing_of_other_invitations(olive):
    invite_member(email="a@new.example", role=Role.objects.get(kind="lead"), by=olive, at=timezone.now())
    first = secret_mailed()
    invite_member(email="b@new.example", role=Role.objects.get(kind="lead"), by=olive, at=timezone.now())
    assert "b@new.example" not in Client().get(f"/invitations/{first}/").content.decode()
