import pytest
from django.db import IntegrityError, transaction

from clientele.customers.models import Contact, Customer
from clientele.customers.operations import add_contact, remove_contact, update_contact
from clientele.kit.refusals import Conflict, Refusal
from clientele.trail.queries import timeline_for
from tests.cast import NOW


@pytest.fixture
def add(anders, olive):
    def make(name, **values):
        return add_contact(anders, values={"name": name, **values}, by=olive, at=NOW)

    return make


def primary():
    return list(Contact.objects.filter(is_primary=True).values_list("name", flat=True))


def test_the_first_person_is_primary_until_another_is_made_so(add, olive):
    add("Lise")
    tom = add("Tom")
    assert primary() == ["Lise"]
    update_contact(tom, changes={"is_primary": True}, by=olive, at=NOW)
    assert primary() == ["Tom"]
    add("Kath", is_primary=True)
    assert primary() == ["Kath"]


def test_the_database_itself_keeps_one_primary_person(add):
    lise, tom = add("Lise"), add("Tom")
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=tom.pk).update(is_primary=True)
    assert lise.is_primary


@pytest.mark.parametrize(
    "field, value", [("name", " "), ("email", "nobody"), ("name", "a\u202eb"), ("role", "r" * 101)]
)
def test_what_is_wrong_is_refused_by_its_field(add, field, value):
    with pytest.raises(Refusal) as refused:
        add(**{"name": "Lise", field: value})
    assert refused.value.errors[0].field == field
    assert not Contact.objects.exists()


def test_a_stale_change_and_a_stale_removal_are_refused(add, olive):
    lise = add("Lise")
    newer = update_contact(lise, changes={"phone": "111"}, version=1, by=olive, at=NOW)
    with pytest.raises(Conflict):
        update_contact(lise, changes={"phone": "222"}, version=1, by=olive, at=NOW)
    with pytest.raises(Conflict):
        remove_contact(newer, version=1, by=olive, at=NOW)
    remove_contact(newer, version=2, by=olive, at=NOW)
    assert not Contact.objects.exists()


def test_the_timeline_of_the_customer_tells_of_its_people(anders, add, olive):
    lise = add("Lise", email="lise@anders.example")
    remove_contact(lise, by=olive, at=NOW)
    removed, added = timeline_for(anders)[:2]
    assert (added.name, added.subject_text) == ("customers.contact_added", "Lise")
    assert removed.changes["email"] == ["lise@anders.example", None]


def test_the_people_of_an_archived_customer_stay_as_they_are(anders, add, olive):
    lise = add("Lise")
    Customer.objects.filter(pk=anders.pk).update(archived_at=NOW)
    for act in (
        lambda: add("Tom"),
        lambda: update_contact(lise, changes={"name": "Lisa"}, by=olive, at=NOW),
        lambda: remove_contact(lise, by=olive, at=NOW),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "customer_archived"
