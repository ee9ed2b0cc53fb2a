import threading
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from clientele.customers.models import Customer
from clientele.customers.operations import create_customer, update_customer
from clientele.customers.operations.values import derived_keys
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.tenancy import inside
from clientele.trail.models import Entry
from tests.cast import NOW


def names_of_entries():
    return [entry.name for entry in Entry.objects.order_by("pk")]


def refusal_of(act):
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value


@pytest.fixture
def create(olive):
    def make(name, **values):
        return create_customer(values={"name": name, **values}, by=olive, at=NOW)

    return make


@pytest.fixture
def update(olive):
    def make(customer, version=None, tags=None, **changes):
        return update_customer(customer, changes=changes, version=version, tags=tags, by=olive, at=NOW)

    return make


@pytest.mark.parametrize(
    "same",
    [
        "acme corp",
        "  ACME   Corp ",
        "Acme\u00a0Corp",
        "ＡＣＭＥ Corp",
        "acme\tcorp",
    ],
)
def test_names_that_read_the_same_are_the_same(create, same):
    acme = create("Acme Corp")
    refusal = refusal_of(lambda: create(same))
    assert refusal.code == "customer_name_taken"
    assert refusal.status == 422
    assert refusal.errors[0].field == "name"
    assert refusal.extra == {"existing": acme.pk, "existing_name": "Acme Corp"}


@pytest.mark.parametrize("other", ["Acme Corp - West", "Acmé Corp", "Acme Corp."])
def test_names_that_read_differently_stand_side_by_side(create, other):
    create("Acme Corp")
    assert create(other).name == other


@pytest.mark.parametrize(
    "term, message",
    [("customer", "Customer with this name already exists."), ("client", "Client name already exists")],
)
def test_the_refusal_of_a_taken_name_uses_the_organisations_word(organization, create, olive, term, message):
    olive.organization.term = term
    create("Acme Corp")
    assert refusal_of(lambda: create("Acme Corp")).message == message


def test_an_inactive_customer_holds_its_name_and_an_archived_one_does_not(create, update):
    acme = create("Acme Corp")
    update(acme, status="inactive")
    assert refusal_of(lambda: create("Acme Corp")).code == "customer_name_taken"
    Customer.objects.filter(pk=acme.pk).update(archived_at=NOW)
    assert create("Acme Corp").pk != acme.pk


def test_two_firms_may_have_a_customer_of_the_same_name(create, outpost, otto):
    create("Acme Corp")
    with inside(outpost):
        assert create_customer(values={"name": "Acme Corp"}, by=otto, at=NOW).pk


def test_a_name_and_a_code_are_kept_once_by_the_database_itself(organization, create):
    acme = create("Acme Corp", code="ACME")
    for name, code in (("ACME corp", ""), ("Other", "acme")):
        twin = Customer(
            organization=organization,
            code=code,
            created_at=NOW,
            updated_at=NOW,
            name=name,
            **derived_keys({"name": name}),
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()
    assert acme.pk


def test_a_code_is_set_at_creation_and_never_again(create, update):
    acme = create("Acme Corp", code="ACME")
    assert refusal_of(lambda: update(acme, code="OTHER")).code == "code_immutable"
    assert update(acme, code="ACME", city="Easton").city == "Easton"
    blank = create("Blank Ltd")
    assert refusal_of(lambda: update(blank, code="NOW")).code == "code_immutable"


@pytest.mark.parametrize("code", ["A B", "ÄCME", "A" * 21, "A/B"])
def test_a_code_has_letters_digits_hyphens_and_underscores(create, code):
    assert refusal_of(lambda: create("Acme Corp", code=code)).errors[0].field == "code"


def test_a_code_is_taken_by_archived_customers_too(create):
    acme = create("Acme Corp", code="ACME")
    Customer.objects.filter(pk=acme.pk).update(archived_at=NOW)
    assert refusal_of(lambda: create("Other", code="acme")).code == "customer_code_taken"


def test_blanks_are_saved_empty_and_defaults_are_copied_once(organization, olive, create):
    olive.organization.currency, olive.organization.payment_terms = "NOK", "net_14"
    olive.organization.tax_rate = Decimal(25)
    acme = create("Acme Corp", email="  ", phone="", website="", currency="", payment_terms="", tax_rate="")
    assert (acme.email, acme.phone, acme.website) == ("", "", "")
    assert (acme.currency, acme.payment_terms, acme.tax_rate) == ("NOK", "net_14", Decimal(25))
    olive.organization.currency = "EUR"
    acme.refresh_from_db()
    assert acme.currency == "NOK"


@pytest.mark.parametrize(
    "field, value",
    [
        ("email", "nobody"),
        ("website", "javascript:alert(1)"),
        ("website", "ftp://x.example"),
        ("name", "a\x00b"),
        ("name", "a\u202eb"),
        ("name", " \t "),
        ("phone", "1\x07"),
        ("country", "XX"),
        ("tax_rate", "-1"),
        ("status", "archived"),
        ("kind", "nonsense"),
        ("notes", "n" * 20_001),
    ],
)
def test_what_is_wrong_is_refused_by_its_field_and_nothing_is_written(create, field, value):
    entries = Entry.objects.count()
    refusal = refusal_of(lambda: create(**{"name": "Acme Corp", field: value}))
    assert [error.field for error in refusal.errors] == [field]
    assert not Customer.objects.exists()
    assert Entry.objects.count() == entries


def test_every_wrong_field_is_named_at_once(create):
    refusal = refusal_of(lambda: create("", email="nobody", website="x:y"))
    assert {error.field for error in refusal.errors} == {"name", "email", "website"}


def test_a_field_nobody_may_write_is_a_defect_of_the_door(update, create):
    acme = create("Acme Corp")
    with pytest.raises(KeyError):
        update(acme, archived_at=NOW)


def test_each_operation_writes_one_entry_of_what_changed(create, update):
    before = len(names_of_entries())
    acme = create("Acme Corp")
    update(acme, phone="111", name="Acme Corp")
    assert names_of_entries()[before:] == ["customers.created", "customers.updated"]
    entry = Entry.objects.latest("pk")
    assert entry.changes == {"phone": ["", "111"]}
    assert (entry.facts, entry.author, entry.at) == ({"version": 2}, "Olive Owner", NOW)


def test_a_change_that_changes_nothing_leaves_no_trace(create, update):
    acme = create("Acme Corp")
    before = len(names_of_entries())
    assert update(acme, name="Acme Corp", email="").version == 1
    assert len(names_of_entries()) == before


def test_a_stale_version_is_refused_with_the_record_as_the_other_left_it(create, update):
    acme = create("Acme Corp", phone="000")
    update(acme, phone="111")
    update(acme, city="Easton")
    with pytest.raises(Conflict) as refused:
        update(acme, version=1, phone="222")
    assert refused.value.code == "version_conflict"
    assert (refused.value.extra["current"].phone, refused.value.extra["current"].city) == ("111", "Easton")
    assert update(acme, version=3, phone="222").version == 4


def test_an_archived_customer_is_not_changed(create, update):
    acme = create("Acme Corp")
    Customer.objects.filter(pk=acme.pk).update(archived_at=NOW)
    assert refusal_of(lambda: update(acme, phone="111")).code == "customer_archived"


def race(organization, *acts):
    """Run each act on its own connection at once; answers what each gave or the code it was refused with."""
    results, start = [], threading.Barrier(len(acts))

    def run(act):
        try:
            with inside(organization):
                start.wait(10)
                results.append(act())
        except Refusal as refused:
            results.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.mark.django_db(transaction=True)
def test_of_creations_of_one_name_at_once_exactly_one_wins(organization, olive):
    def create(name):
        return lambda: create_customer(values={"name": name}, by=olive, at=NOW).name

    results = race(organization, create("Acme Corp"), create("ACME corp"), create("acme  corp"))
    assert Customer.objects.count() == 1
    assert sorted(results).count("customer_name_taken") == 2


@pytest.mark.django_db(transaction=True)
def test_of_changes_of_one_version_at_once_exactly_one_wins(organization, olive, anders):
    def change(phone):
        return lambda: update_customer(anders, changes={"phone": phone}, version=1, by=olive, at=NOW).phone

    results = race(organization, change("111"), change("222"), change("333"))
    assert results.count("version_conflict") == 2
    assert Customer.objects.get().version == 2


@pytest.mark.django_db(transaction=True)
def test_two_customers_renamed_to_one_name_at_once_do_not_share_it(organization, olive, a_customer):
    one, two = a_customer("One"), a_customer("Two")

    def rename(customer):
        return lambda: update_customer(customer, changes={"name": "Same"}, by=olive, at=NOW).name

    results = race(organization, rename(one), rename(two))
    assert sorted(results) == ["Same", "customer_name_taken"]


def test_everything_that_is_wrong_is_told_at_once_whether_wrong_or_taken(olive, create, update):
    acme = create("Acme Corp", code="ACME")
    wrong = {"email": "nobody", "website": "javascript:alert(1)"}
    refusal = refusal_of(
        lambda: create_customer(
            values={"name": "acme corp", "code": "acme", **wrong}, tags=["x" * 60], by=olive, at=NOW
        )
    )
    assert refusal.code == "validation_error"
    assert [(error.field, error.code) for error in refusal.errors[-2:]] == [
        ("name", "customer_name_taken"),
        ("code", "customer_code_taken"),
    ]
    assert {error.field for error in refusal.errors[:-2]} == {"email", "website", "tags"}
    assert refusal.extra["existing"] == acme.pk

    other = create("Other")
    refusal = refusal_of(lambda: update(other, name="ACME Corp", code="NEW", email="nobody"))
    assert [error.field for error in refusal.errors] == ["email", "code", "name"]
    assert refusal_of(lambda: create("acme corp", code="acme")).code == "customer_name_taken"
