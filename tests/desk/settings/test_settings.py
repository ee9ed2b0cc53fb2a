import re
from io import BytesIO

import pytest
from PIL import Image

from clientele.accounts.choices import Feature
from clientele.accounts.models import Member, Organization, Role
from clientele.accounts.operations.organization import switch_feature, update_organization
from clientele.accounts.operations.roles import create_role
from clientele.accounts.operations.tokens import create_token
from clientele.customers.models import Customer
from clientele.customers.operations import add_note, update_customer
from tests.cast import NOW, a_member

BASE = "/brightwater/settings/"
PARTS = [
    "general",
    "billing",
    "invoices",
    "logo",
    "features",
    "team",
    "invitations",
    "roles",
    "rates",
    "tokens",
    "audit",
]
OPEN_TO = {"team": {"theo", "dana", "ada", "olive"}, "tokens": {"theo", "dana", "ada", "olive"}}


def page(client, rest, **query):
    response = client.get(BASE + rest, query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("who", ["theo", "dana", "ada", "olive"])
def test_a_part_is_shown_to_whom_its_policy_allows_and_linked_for_them_alone(request, sign_in, part, who):
    client = sign_in(request.getfixturevalue(who))
    may = who in OPEN_TO.get(part, {"ada", "olive"})
    assert client.get(f"{BASE}{part}/").status_code == (200 if may else 403)
    assert (f'href="{BASE}{part}/"' in page(client, "team/")) is may


@pytest.mark.parametrize("who, first", [("theo", "team"), ("ada", "general")])
def test_settings_open_at_the_first_part_one_may_see(request, sign_in, who, first):
    assert sign_in(request.getfixturevalue(who)).get(BASE)["Location"] == f"{BASE}{first}/"


def test_general_settings_are_saved_and_the_word_for_customers_follows(olive, sign_in):
    client = sign_in(olive)
    form = {"name": "Brightwater Ltd", "term": "client", "time_zone": "Europe/Oslo", "country": "NO", "slug": "other"}
    client.post(BASE + "general/", form)
    fresh = Organization.objects.get()
    assert (fresh.name, fresh.term, fresh.time_zone, fresh.slug) == (
        "Brightwater Ltd",
        "client",
        "Europe/Oslo",
        "brightwater",
    )
    assert "New clients start with these" in page(client, "billing/")


def test_wrong_settings_stay_on_the_page_with_their_reason(olive, sign_in):
    response = sign_in(olive).post(BASE + "billing/", {"payment_terms": "net_30", "currency": "GBP", "tax_rate": "120"})
    assert response.status_code == 422
    assert 'id="id_tax_rate_error"' in response.content.decode()
    assert 'value="120"' in response.content.decode()


def test_billing_defaults_are_copied_at_creation_and_change_nothing_made_before(olive, a_customer, organization):
    before = a_customer("Before Ltd")
    update_organization(organization, changes={"payment_terms": "net_7", "tax_rate": "19"}, by=olive, at=NOW)
    olive.organization.refresh_from_db()
    after = a_customer("After Ltd")
    terms = {customer.name: customer.payment_terms for customer in Customer.objects.all()}
    assert terms == {"Before Ltd": "net_30", "After Ltd": "net_7"}
    assert (before.tax_rate, after.tax_rate) != (after.tax_rate, before.tax_rate)


def test_a_feature_is_switched_off_and_its_page_and_link_go(olive, sign_in):
    client = sign_in(olive)
    client.post(BASE + "features/", {"feature": "api", "state": "off"})
    assert not Organization.objects.get().has_feature("api")
    assert client.get(BASE + "tokens/").status_code == 403
    assert client.post(BASE + "tokens/new/", {"name": "x"}).status_code == 403
    assert f"{BASE}tokens/" not in page(client, "team/")
    client.post(BASE + "features/", {"feature": "api", "state": "on"})
    assert client.get(BASE + "tokens/").status_code == 200


def test_features_and_permissions_are_told_in_the_word_of_the_organisation(olive, sign_in):
    update_organization(olive.organization, changes={"term": "client"}, by=olive, at=NOW)
    assert "Import clients from CSV and Excel files" in page(sign_in(olive), "features/")
    assert "Create, edit and delete clients" in page(sign_in(olive), "roles/")
    for part in ("features/", "roles/", "roles/new/"):
        section = page(sign_in(olive), part).split('class="settings-body"')[1].split("</main>")[0]
        assert "customer" not in re.sub("<[^>]*>", "", section).lower()


def test_a_role_that_may_do_all_says_so_in_one_word(olive, sign_in):
    assert page(sign_in(olive), "roles/").count("Everything") == 2


def test_a_feature_nobody_knows_changes_nothing(olive, sign_in):
    sign_in(olive).post(BASE + "features/", {"feature": "everything", "state": "off"})
    assert Organization.objects.get().disabled_features == []


def test_a_role_is_given_and_a_person_removed_and_taken_back(olive, theo, sign_in):
    client = sign_in(olive)
    lead = Role.objects.get(kind="lead")
    client.post(f"{BASE}team/{theo.pk}/role/", {"role": lead.pk})
    assert Member.objects.get(pk=theo.pk).role == lead
    assert "their API tokens end" in page(client, f"team/{theo.pk}/removal/")
    response = client.post(f"{BASE}team/{theo.pk}/removal/", follow=True)
    assert f'action="{BASE}team/{theo.pk}/return/"' in response.content.decode()
    assert not Member.objects.get(pk=theo.pk).is_active
    client.post(f"{BASE}team/{theo.pk}/return/")
    assert Member.objects.get(pk=theo.pk).is_active


def test_the_last_owner_is_told_why_they_cannot_go(olive, sign_in):
    response = sign_in(olive).post(f"{BASE}team/{olive.pk}/removal/")
    assert response.status_code == 409
    assert "is the only owner. Make somebody else an owner first." in response.content.decode()
    response = sign_in(olive).post(f"{BASE}team/{olive.pk}/role/", {"role": Role.objects.get(kind="lead").pk})
    assert response.status_code == 409


def test_an_admin_makes_nobody_an_owner_and_changes_no_owner(olive, ada, theo, sign_in):
    client = sign_in(ada)
    owner = Role.objects.get(kind="owner")
    assert f'value="{owner.pk}"' not in page(client, f"team/{theo.pk}/role/")
    assert client.post(f"{BASE}team/{theo.pk}/role/", {"role": owner.pk}).status_code in (409, 422)
    assert client.get(f"{BASE}team/{olive.pk}/role/").status_code == 403
    assert client.post(f"{BASE}team/{olive.pk}/removal/").status_code == 403
    assert Member.objects.get(pk=theo.pk).role.kind == "member"


def test_people_and_rows_of_another_firm_are_not_found(olive, otto, outpost, sign_in):
    client = sign_in(olive)
    for rest in (
        f"team/{otto.pk}/role/",
        f"team/{otto.pk}/removal/",
        f"roles/{otto.role_id}/",
        "tokens/999/revocation/",
    ):
        assert client.get(BASE + rest).status_code == 404
        assert client.post(BASE + rest).status_code == 404


def test_a_role_is_made_changed_and_deleted(olive, sign_in):
    client = sign_in(olive)
    client.post(BASE + "roles/new/", {"name": "Office", "permissions": ["clients:view", "clients:export"]})
    role = Role.objects.get(name="Office")
    assert role.permissions == ["clients:export", "clients:view"]
    client.post(f"{BASE}roles/{role.pk}/", {"name": "Desk", "permissions": ["clients:view"], "version": 1})
    stale = client.post(f"{BASE}roles/{role.pk}/", {"name": "Bureau", "permissions": [], "version": 1})
    assert "changed by someone else" in stale.content.decode()
    client.post(f"{BASE}roles/{role.pk}/deletion/")
    assert not Role.objects.filter(pk=role.pk).exists()


def test_a_role_in_use_says_who_has_it_and_leads_to_the_team(olive, theo, sign_in):
    role = create_role(name="Office", permissions=[], by=olive, at=NOW)
    Member.objects.filter(pk=theo.pk).update(role=role)
    response = sign_in(olive).post(f"{BASE}roles/{role.pk}/deletion/")
    assert response.status_code == 409
    assert "Theo Technician still has the role Office" in response.content.decode()
    assert f'href="{BASE}team/"' in response.content.decode()


def test_the_owner_role_cannot_be_opened(olive, sign_in):
    assert sign_in(olive).get(f"{BASE}roles/{Role.objects.get(kind='owner').pk}/").status_code == 403


def a_picture():
    out = BytesIO()
    Image.new("RGB", (64, 64), "teal").save(out, "PNG")
    out.seek(0)
    out.name = "logo.png"
    return out


def test_a_logo_is_served_safely_and_only_to_the_firm(olive, theo, otto, sign_in):
    assert sign_in(theo).get("/brightwater/logo.png").status_code == 404
    sign_in(olive).post(BASE + "logo/", {"logo": a_picture()})
    served = sign_in(theo).get("/brightwater/logo.png")
    assert (served.status_code, served["Content-Type"]) == (200, "image/png")
    assert served["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert served["X-Content-Type-Options"] == "nosniff"
    assert served["Cache-Control"] == "private, no-cache"
    again = sign_in(theo).get("/brightwater/logo.png", headers={"if-none-match": served["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert sign_in(otto).get("/brightwater/logo.png").status_code == 404
    url = Organization.objects.get(slug="brightwater").logo_url
    assert "immutable" in sign_in(theo).get(url)["Cache-Control"]
    assert f'src="{url}"' in page(sign_in(theo), "team/")
    assert "Those that have a number keep theirs" in page(sign_in(olive), "logo/removal/")
    assert sign_in(theo).get("/brightwater/logo.png").status_code == 200
    sign_in(olive).post(BASE + "logo/removal/")
    assert sign_in(theo).get("/brightwater/logo.png").status_code == 404


@pytest.mark.parametrize(
    "content, name", [(b"<svg/>", "logo.svg"), (b"<svg/>", "logo.png"), (b"", "logo.png"), (b"MZ", "x.exe")]
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(olive, sign_in, content, name):
    upload = BytesIO(content)
    upload.name = name
    response = sign_in(olive).post(BASE + "logo/", {"logo": upload})
    assert response.status_code == 422
    assert 'id="id_logo_error"' in response.content.decode()


def test_the_audit_reads_as_sentences_and_narrows_to_a_person_and_a_kind(
    olive, ada, theo, a_customer, sign_in, organization
):
    a_customer("Anders Bakery")
    switch_feature(organization, feature=Feature.NOTES, is_on=False, by=ada, at=NOW)
    client = sign_in(olive)
    everything = page(client, "audit/")
    assert "<b>Ada Admin</b> switched The notes log with types off" in everything
    assert "Anders Bakery" in everything
    assert "Anders Bakery" not in page(client, "audit/", kind="accounts")
    assert "Anders Bakery" not in page(client, "audit/", member=ada.pk)
    assert "Nothing matches." in page(client, "audit/", member=ada.pk, kind="customers")


def test_the_audit_says_of_which_customer_what_has_no_name_in_its_sentence(olive, a_customer, sign_in):
    anders = a_customer("Anders Bakery")
    update_customer(anders, changes={"phone": "0161"}, by=olive, at=NOW)
    add_note(anders, kind="meeting", body="Met Lise.", by=olive, at=NOW)
    text = page(sign_in(olive), "audit/", kind="customers")
    link = f' · <a class="link" href="/brightwater/customers/{anders.pk}/">Anders Bakery</a>'
    assert re.sub(r"\s+", " ", text).count(link) == 2
    assert "<b>Olive Owner</b> wrote a note of a meeting" in text
    assert "· Olive Owner" not in page(sign_in(olive), "audit/")


def test_the_audit_is_paged_by_keys_without_losing_or_doubling(
    olive, organization, sign_in, django_assert_max_num_queries
):
    for number in range(120):
        update_organization(organization, changes={"phone": f"0{number}"}, by=olive, at=NOW)
    client, seen, query = sign_in(olive), [], "?kind=accounts"
    while query:
        with django_assert_max_num_queries(8):
            text = client.get(BASE + "audit/" + query).content.decode()
        seen += re.findall(r"<ins>0(\d+)</ins>", text)
        older = re.search(r'href="(\?[^"]*before=\d+)"', text)
        query = older.group(1).replace("&amp;", "&") if older else ""
    assert [int(number) for number in seen] == list(range(119, -1, -1))


@pytest.mark.parametrize(
    "query", ["x=1", "member=zoe", "member=999999", "kind=nothing", "before=0", "before=x", "before=" + "9" * 40]
)
def test_an_audit_filter_nobody_knows_is_refused(olive, sign_in, query):
    assert sign_in(olive).get(f"{BASE}audit/?{query}").status_code == 400


@pytest.mark.parametrize("part", ["team", "invitations", "roles", "tokens", "features"])
def test_a_part_costs_the_same_queries_for_more_rows(olive, organization, sign_in, part, django_assert_max_num_queries):
    for number in range(12):
        a_member(organization, f"Person{number} Last", "member")
        create_role(name=f"Role {number}", permissions=[], by=olive, at=NOW)
        create_token(name=f"Token {number}", by=olive, at=NOW)
    client = sign_in(olive)
    with django_assert_max_num_queries(8):
        page(client, f"{part}/")
