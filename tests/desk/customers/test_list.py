import re

import pytest
from django.test import Client

from clientele.accounts.models import Role
from clientele.customers.models import Customer
from clientele.customers.operations import update_customer
from clientele.kit.tenancy import inside
from clientele.overview.operations import recount
from tests.cast import NOW

URL = "/brightwater/customers/"


def names(response) -> list[str]:
    return re.findall(r'<a class="row-link"[^>]*>([^<]*)</a>', response.content.decode())


def total(response) -> str:
    text = re.sub(r"<[^>]+>", "", response.content.decode())
    return re.search(r"of ((?:more than )?[\d,]+ \w+)", text)[1]


@pytest.fixture
def page(sign_in, theo):
    client = sign_in(theo)
    return lambda query="", **headers: client.get(URL + query, **headers)


@pytest.fixture
def archived(a_customer, organization):
    customer = a_customer("Archived Bakery")
    Customer.objects.filter(pk=customer.pk).update(archived_at=NOW)
    recount(organization)
    return customer


def test_the_list_shows_twenty_active_customers_by_name(page, a_customer):
    for number in range(25):
        a_customer(f"Customer {number:02}")
    a_customer("Closed", status="inactive")
    first, second = page(), page("?page=2")
    assert names(first) == [f"Customer {number:02}" for number in range(20)]
    assert names(second) == [f"Customer {number:02}" for number in range(20, 25)]
    assert total(first) == "25 customers"
    assert "1 inactive not shown" in first.content.decode()


def test_a_page_past_the_end_shows_the_last_one(page, a_customer):
    for number in range(21):
        a_customer(f"Customer {number:02}")
    assert names(page("?page=99")) == ["Customer 20"]


@pytest.mark.parametrize(
    "sort, expected",
    [
        ("name", ["Ärger", "banana", "Çelik", "zebra"]),
        ("-name", ["zebra", "Çelik", "banana", "Ärger"]),
        ("code", ["zebra", "Çelik", "banana", "Ärger"]),
        ("email", ["banana", "zebra", "Ärger", "Çelik"]),
        ("created_at", ["zebra", "Ärger", "banana", "Çelik"]),
    ],
)
def test_every_column_sorts_both_ways_whatever_the_case_and_the_accents(page, a_customer, sort, expected):
    a_customer("zebra", code="a1", email="b@x.example")
    a_customer("Ärger", code="D4", email="C@x.example")
    a_customer("banana", code="c3", email="A@x.example")
    a_customer("Çelik", code="B2", email="d@x.example")
    for minute, name in enumerate(["zebra", "Ärger", "banana", "Çelik"]):
        Customer.objects.filter(name=name).update(created_at=NOW.replace(minute=minute))
    assert names(page(f"?sort={sort}")) == expected
    other = sort.removeprefix("-") if sort.startswith("-") else f"-{sort}"
    assert names(page(f"?sort={other}")) == expected[::-1]


def test_a_second_click_on_a_head_turns_the_order_round(page, anders):
    html = page().content.decode()
    assert re.search(r'<th[^>]*aria-sort="ascending"[^>]*>\s*<a class="sort" href="[^"]*\?sort=-name"', html)
    html = page("?sort=-name").content.decode()
    assert re.search(r'<th[^>]*aria-sort="descending"[^>]*>\s*<a class="sort" href="[^"]*\?sort=name"|href="\?"', html)
    assert html.count("aria-sort") == 1


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_asks_the_database_the_same_number_of_times(page, a_customer, rows, django_assert_max_num_queries):
    for number in range(rows):
        a_customer(f"Customer {number:02}", tags=("Lettings", "Coast"), email=f"a{number}@x.example")
    page()
    with django_assert_max_num_queries(7):
        assert len(names(page())) == min(rows, 20)


@pytest.mark.parametrize("rows", [1, 30])
def test_a_search_asks_the_database_the_same_number_of_times(page, a_customer, rows, django_assert_max_num_queries):
    for number in range(rows):
        a_customer(f"Customer {number:02}", tags=("Lettings",))
    with django_assert_max_num_queries(9):
        assert len(names(page("?q=ustom"))) == min(rows, 20)


def test_archived_customers_are_shown_to_those_who_may_and_badged(sign_in, dana, anders, archived):
    client = sign_in(dana)
    assert names(client.get(URL)) == ["Anders &amp; Sons Bakery"]
    response = client.get(f"{URL}?archived=1")
    assert names(response) == ["Anders &amp; Sons Bakery", "Archived Bakery"]
    assert total(response) == "2 customers"
    assert "Archived</span>" in response.content.decode()
    assert "Show archived" in response.content.decode()


def test_archived_customers_are_refused_to_members(page, anders, archived):
    assert page("?archived=1").status_code == 403
    assert "Show archived" not in page().content.decode()


def test_a_search_alone_never_shows_archived_customers(sign_in, dana, archived):
    client = sign_in(dana)
    assert names(client.get(f"{URL}?q=archived")) == []
    assert names(client.get(f"{URL}?q=archived&archived=1")) == ["Archived Bakery"]


def test_another_organisations_list_is_not_there(page, theo, sign_in, foreign_customer):
    assert sign_in(theo).get("/outpost/customers/").status_code == 404
    assert "Outpost Secret" not in page().content.decode()


def test_whoever_may_not_see_customers_is_refused(sign_in, theo):
    Role.objects.filter(pk=theo.role_id).update(permissions=[])
    assert sign_in(theo).get(URL).status_code == 403


def test_without_a_sign_in_the_way_leads_to_it(organization):
    response = Client().get(URL)
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


def test_the_list_only_reads(sign_in, theo):
    assert sign_in(theo).post(URL).status_code == 405


def test_members_are_offered_neither_creation_nor_import(page, anders, sign_in, dana):
    html = page().content.decode()
    assert "New Customer" not in html
    assert "Import customers" not in html
    assert "Export" not in html
    html = sign_in(dana).get(URL).content.decode()
    assert "New Customer" in html
    assert "Import customers" in html
    assert "Export" in html


def test_an_organisation_without_customers_is_told_how_to_begin(sign_in, dana, theo):
    html = sign_in(dana).get(URL).content.decode()
    assert "Who do you work for?" in html
    assert "Add your first customer" in html
    assert "Choose file" in html
    assert 'role="search"' not in html
    assert "Add your first customer" not in sign_in(theo).get(URL).content.decode()


def test_where_everyone_is_inactive_the_way_to_them_is_shown(page, a_customer):
    a_customer("Closed", status="inactive")
    html = page().content.decode()
    assert "Every customer is inactive" in html
    assert "Show inactive" in html


def test_the_words_follow_the_organisation(page, organization, anders):
    type(organization).objects.filter(pk=organization.pk).update(term="client")
    html = page().content.decode()
    assert "<h1>Clients</h1>" in html
    assert "Search clients…" in html
    assert "1 client" in re.sub(r"<[^>]+>", "", html)


def test_htmx_is_answered_with_the_part_it_asked_for(page, anders):
    response = page("?q=anders&kind=", headers={"HX-Request": "true", "HX-Target": "div#customer_list"})
    html = response.content.decode()
    assert "<html" not in html
    assert 'id="customer_count" hx-swap-oob="true"' in html
    assert response["HX-Push-Url"] == f"{URL}?q=anders"
    assert "HX-Target" in response["Vary"]


def test_while_one_types_the_history_keeps_one_step(page, anders):
    headers = {"HX-Request": "true", "HX-Target": "div#customer_list", "HX-Current-URL": f"http://testserver{URL}?q=an"}
    response = page("?q=anders", headers=headers)
    assert response["HX-Replace-Url"] == f"{URL}?q=anders"
    assert "HX-Push-Url" not in response


def test_a_turned_page_of_a_search_is_a_step_of_its_own(page, anders):
    headers = {"HX-Request": "true", "HX-Target": "div#customer_list", "HX-Current-URL": f"http://testserver{URL}?q=an"}
    assert page("?q=an&sort=code", headers=headers)["HX-Push-Url"] == f"{URL}?q=an&sort=code"


def test_names_are_shown_as_text(page, a_customer):
    a_customer("<script>alert(1)</script>", email="", tags=("<b>x</b>",))
    html = page().content.decode()
    assert "<script>alert" not in html
    assert "<b>x</b>" not in html


def test_a_change_of_status_moves_a_row_out_of_the_list(page, olive, anders):
    update_customer(anders, changes={"status": "inactive"}, by=olive, at=NOW)
    assert names(page("?status=active")) == []
    assert names(page("?status=inactive")) == ["Anders &amp; Sons Bakery"]


def test_two_organisations_have_two_lists(page, a_customer, outpost, otto, sign_in, foreign_customer):
    a_customer("Outpost Secret Ltd")
    assert names(page()) == ["Outpost Secret Ltd"]
    with inside(outpost):
        pass
    assert names(sign_in(otto).get("/outpost/customers/")) == ["Outpost Secret Ltd"]
