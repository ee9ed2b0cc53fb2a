from decimal import Decimal

import pytest

from clientele.customers.models import Customer, Tag
from clientele.customers.operations import create_tag, merge_tags, update_customer, update_tag
from clientele.customers.queries import tags_of
from clientele.desk.customers.record.forms import BillingForm
from clientele.kit.tenancy import inside
from tests.cast import NOW


@pytest.fixture
def client(dana, sign_in):
    return sign_in(dana)


def general(customer, *, tags=None, had=None, **changes):
    now = [str(tag.pk) for tag in tags_of(customer)]
    return {
        "status": customer.status,
        "kind": customer.kind,
        "tags": now if tags is None else [str(pk) for pk in tags],
        "had": ",".join(now) if had is None else had,
        "version": customer.version,
    } | changes


def billing(customer, **changes):
    form = BillingForm(customer)
    return {name: form[name].value() or "" for name in form.fields} | changes


def tagged(customer):
    return [tag.name for tag in tags_of(customer)]


def fresh(customer):
    return Customer.objects.get(pk=customer.pk)


def test_going_inactive_says_what_stays_open_and_offers_the_way_back(anders, client, url_of):
    answer = client.post(url_of(anders, "settings/general/"), general(anders, status="inactive"), follow=True)
    page = answer.content.decode()
    assert fresh(anders).status == "inactive"
    assert "Contacts, notes and comments stay as they are, and can still be added." in page
    assert f'action="{url_of(anders, "activity/")}"' in page


def test_tags_are_typed_ticked_and_unticked(anders, client, dana, url_of):
    client.post(url_of(anders, "settings/general/"), general(anders, new_tags="Catering, 24 h call-out , catering"))
    assert tagged(anders) == ["24 h call-out", "Catering"]
    catering = Tag.objects.get(name="Catering")
    client.post(url_of(anders, "settings/general/"), general(fresh(anders), tags=[catering.pk], new_tags="North"))
    assert tagged(anders) == ["Catering", "North"]


def test_a_tag_renamed_or_merged_meanwhile_is_neither_lost_nor_made_again(anders, client, olive, url_of):
    anders = update_customer(anders, changes={}, tags=["Old", "Twin"], by=olive, at=NOW)
    mine = general(anders, kind="individual")
    old, twin = Tag.objects.get(name="Old"), Tag.objects.get(name="Twin")
    update_tag(old, name="New", by=olive, at=NOW)
    merge_tags(keep=old, absorb=twin, by=olive, at=NOW)
    assert client.post(url_of(anders, "settings/general/"), mine).status_code == 303
    assert tagged(anders) == ["New"]
    assert list(Tag.objects.values_list("name", flat=True)) == ["New"]


def test_two_people_tagging_at_once_both_keep_theirs(anders, client, olive, url_of):
    anders = update_customer(anders, changes={}, tags=["First"], by=olive, at=NOW)
    mine = general(anders, new_tags="Mine")
    update_customer(anders, changes={"kind": "individual"}, tags=["First", "Theirs"], by=olive, at=NOW)
    answer = client.post(url_of(anders, "settings/general/"), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Olive Owner also changed type, tags" in page
    assert 'value="Mine"' in page
    now = fresh(anders)
    again = general(now, kind="individual", new_tags="Mine")
    assert client.post(url_of(anders, "settings/general/"), again).status_code == 303
    assert tagged(anders) == ["First", "Mine", "Theirs"]


def test_a_tag_of_another_firm_cannot_be_ticked(anders, client, otto, outpost, url_of):
    with inside(outpost):
        foreign = create_tag(name="Secret", by=otto, at=NOW)
    client.post(url_of(anders, "settings/general/"), general(anders, tags=[foreign.pk]))
    assert tagged(anders) == []


def test_billing_settings_are_saved_and_tell_that_they_count_from_now_on(anders, client, url_of):
    page = client.get(url_of(anders, "settings/")).content.decode()
    assert "Changes to billing information apply to future invoices only." in page
    changes = {"payment_terms": "net_14", "currency": "NOK", "tax_rate": "17.5", "billing_email": "pay@anders.example"}
    assert client.post(url_of(anders, "settings/billing/"), billing(anders, **changes)).status_code == 303
    after = fresh(anders)
    assert (after.payment_terms, after.currency, after.tax_rate) == ("net_14", "NOK", Decimal("17.5"))
    assert 'value="17.5"' in client.get(url_of(anders, "settings/")).content.decode()


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"tax_rate": "101"}, "less than or equal to 100"),
        ({"tax_rate": "much"}, "decimal number"),
        ({"billing_email": "nobody"}, "is not an email address"),
        ({"currency": "XXQ"}, "Select a valid choice"),
    ],
)
def test_wrong_billing_settings_are_refused_beside_their_field(anders, client, url_of, changes, words):
    answer = client.post(url_of(anders, "settings/billing/"), billing(anders, **changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert fresh(anders).version == 1


def test_billing_settings_that_both_changed_are_chosen_one_by_one(anders, client, olive, url_of):
    mine = billing(anders, currency="NOK", tax_rate="20")
    update_customer(anders, changes={"currency": "EUR", "payment_terms": "net_7"}, by=olive, at=NOW)
    answer = client.post(url_of(anders, "settings/billing/"), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'name="take_currency" value="theirs"' in page
    assert "also changed payment terms" in page
    data = billing(fresh(anders), currency="NOK", tax_rate="20", take_currency="theirs")
    client.post(url_of(anders, "settings/billing/"), data)
    after = fresh(anders)
    assert (after.currency, after.tax_rate, after.payment_terms) == ("EUR", Decimal(20), "net_7")


def test_members_read_the_settings_and_cannot_save_them(anders, theo, sign_in, url_of):
    client = sign_in(theo)
    page = client.get(url_of(anders, "settings/")).content.decode()
    assert "30 days" in page
    assert "Save Changes" not in page
    for part in ("general", "billing"):
        assert client.post(url_of(anders, f"settings/{part}/"), {"version": 1}).status_code == 403
