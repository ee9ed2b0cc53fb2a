import re

import pytest
from django.test import Client
from django.urls import reverse

from clientele.accounts.choices import Permission
from clientele.accounts.models import Organization
from clientele.accounts.operations.members import change_member_role
from clientele.accounts.operations.organization import create_organization
from clientele.accounts.operations.roles import create_role
from clientele.desk.people.forms import guessed
from tests.cast import NOW, a_user


@pytest.fixture
def zoe(db):
    client = Client()
    client.user = a_user("Zoe", "zoe@example.org")
    client.force_login(client.user)
    return client


def form(**values):
    return {"name": "Zoe & Sons", "slug": "", "currency": "GBP", "time_zone": "Europe/London"} | values


def test_a_stranger_is_asked_to_sign_in(client, db):
    assert client.get("/")["Location"] == reverse("account_login")


def test_who_is_in_no_organisation_makes_one(zoe):
    assert zoe.get("/")["Location"] == reverse("people:organization_create")


def test_who_is_in_one_organisation_is_in_its_customer_list(theo, sign_in):
    assert sign_in(theo).get("/")["Location"] == "/brightwater/customers/"
    assert sign_in(theo).get("/brightwater/")["Location"] == "/brightwater/customers/"


@pytest.mark.parametrize(
    ("permissions", "arrives"),
    [
        ([Permission.VIEW_PROJECTS, Permission.TRACK_TIME], "/brightwater/projects/"),
        ([Permission.VIEW_CLIENTS, Permission.VIEW_INVOICES], "/brightwater/customers/"),
        ([], "/brightwater/settings/"),
    ],
)
def test_who_may_not_see_customers_arrives_where_they_may(olive, theo, sign_in, permissions, arrives):
    role = create_role(name="Own", permissions=permissions, by=olive, at=NOW)
    change_member_role(theo, role=role, by=olive, at=NOW)
    client = sign_in(theo)
    for path in ("/", "/brightwater/"):
        assert client.get(path)["Location"] == arrives
    page = client.get(arrives, follow=True)
    assert page.status_code == 200
    assert 'action="/accounts/logout/"' in page.content.decode()


def test_who_is_in_several_arrives_in_the_one_used_last(olive, sign_in):
    create_organization(name="Aardvark", slug="aardvark", owner=olive.user, at=NOW)
    client = sign_in(olive)
    assert client.get("/")["Location"] == "/brightwater/customers/"
    client.get("/aardvark/")
    assert client.get("/")["Location"] == "/aardvark/customers/"


def test_an_organisation_one_has_left_is_not_arrived_in(olive, sign_in):
    client = sign_in(olive)
    client.cookies["organization"] = "outpost"
    assert client.get("/")["Location"] == "/brightwater/customers/"


def test_who_is_in_several_can_choose(olive, sign_in):
    create_organization(name="Aardvark", slug="aardvark", owner=olive.user, at=NOW)
    client = sign_in(olive)
    page = client.get("/organizations/").content.decode()
    assert re.findall(r'href="(/[a-z]+/)"', page) == ["/aardvark/", "/brightwater/"]


def test_the_switcher_leads_to_every_organisation_and_to_a_new_one(olive, sign_in):
    create_organization(name="Aardvark", slug="aardvark", owner=olive.user, at=NOW)
    page = sign_in(olive).get("/brightwater/settings/team/").content.decode()
    assert 'href="/aardvark/"' in page
    assert re.search(r'href="/brightwater/" aria-current="true"', page)
    assert 'href="/organizations/new/"' in page


def test_an_organisation_one_is_not_in_is_not_found(theo, outpost, sign_in):
    assert sign_in(theo).get("/outpost/").status_code == 404
    assert sign_in(theo).get("/nowhere/").status_code == 404


def test_an_address_left_blank_is_made_of_the_name(zoe):
    assert zoe.post("/organizations/new/", form())["Location"] == "/zoe-sons/customers/"


def test_a_taken_address_asks_for_another_and_keeps_what_was_typed(zoe, organization):
    response = zoe.post("/organizations/new/", form(slug="brightwater"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "is taken. Choose another." in page
    assert 'value="Zoe &amp; Sons"' in page
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"slug": "ab"}, {"slug": "settings"}, {"currency": "QQQ"}, {"time_zone": "Mars"}, {"country": "ZZ"}],
)
def test_an_organisation_of_a_wrong_shape_is_refused_beside_its_field(zoe, wrong):
    response = zoe.post("/organizations/new/", form(**wrong))
    (field,) = wrong
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    assert not Organization.objects.exists()


@pytest.mark.parametrize(
    "languages, country, currency",
    [
        ("de-AT,de;q=0.9", "AT", "EUR"),
        ("en-US,en;q=0.5", "US", "USD"),
        ("de,en-GB;q=0.8", "GB", "GBP"),
        ("", "GB", "GBP"),
        ("en", "GB", "GBP"),
        ("zh-Hant-TW, xx-99, *", "GB", "GBP"),
        ("en-" + "A" * 5000, "GB", "GBP"),
    ],
)
def test_country_and_currency_are_guessed_from_the_browsers_languages(languages, country, currency):
    guess = guessed(languages)
    assert (guess["country"], guess["currency"]) == (country, currency)


def test_a_name_is_changed_in_the_profile(theo, sign_in):
    client = sign_in(theo)
    client.post("/profile/", {"name": " Theodor  Technician "})
    assert 'value="Theodor Technician"' in client.get("/profile/").content.decode()
    assert client.post("/profile/", {"name": "\u202e"}).status_code == 422


def test_every_error_is_a_page_with_a_way_on(client, theo, sign_in):
    response = sign_in(theo).get("/brightwater/settings/audit/")
    assert response.status_code == 403
    assert "Your role does not allow it" in response.content.decode()
