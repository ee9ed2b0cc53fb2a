from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clientele.customers.models import Customer
from clientele.customers.operations import add_note, create_customer, update_customer
from clientele.customers.queries import values_of
from clientele.trail.queries import (
    as_it_stood,
    changed_since,
    entries_since,
    history_of,
    page_of_timeline,
    timeline_for,
    values_of_field,
)
from tests.cast import NOW

CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "phone": st.sampled_from(["", "111", "222"]),
        "email": st.sampled_from(["", "a@x.example", "b@x.example"]),
        "status": st.sampled_from(["active", "inactive"]),
        "tax_rate": st.sampled_from(["", "0", "17.5", "20"]),
        "notes": st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20),
    },
)
STEPS = st.lists(
    st.tuples(CHANGES, st.lists(st.sampled_from(["North", "South", "VIP"]), unique=True), st.integers(0, 3)),
    max_size=12,
)


@given(steps=STEPS, number=st.integers(0))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_record_stands_at_every_moment_as_it_was_saved(olive, steps, number):
    at = NOW
    name = f"Customer {number} {Customer.objects.count()}"
    customer = create_customer(values={"name": name}, by=olive, at=at)
    stood = [(at, values_of(Customer.objects.get(pk=customer.pk)))]
    for changes, tags, hours in steps:
        at += timedelta(hours=hours)
        update_customer(customer, changes=changes, tags=tags, by=olive, at=at)
        stood.append((at, values_of(Customer.objects.get(pk=customer.pk))))
    now = stood[-1][1]
    last_at_each_moment = dict(stood)
    for moment, values in last_at_each_moment.items():
        then = as_it_stood(customer, moment, now)
        assert {field: value or "" for field, value in then.items()} == {
            field: value or "" for field, value in values.items()
        }


def test_the_timeline_tells_of_what_belongs_to_the_record_and_the_history_of_itself(anders, a_customer, olive):
    add_note(anders, kind="general", body="Said.", by=olive, at=NOW)
    a_customer("Quay")
    assert [entry.name for entry in timeline_for(anders)] == ["customers.note_added", "customers.created"]
    assert [entry.name for entry in history_of(anders)] == ["customers.created"]


def test_a_page_of_the_timeline_goes_on_where_the_last_one_ended(anders, olive):
    for _ in range(4):
        add_note(anders, kind="general", body="Said.", by=olive, at=NOW)
    first, more = page_of_timeline(timeline_for(anders), before=None, size=3)
    rest, no_more = page_of_timeline(timeline_for(anders), before=first[-1].pk, size=3)
    assert (len(first), more, len(rest), no_more) == (3, True, 2, False)
    assert [entry.pk for entry in [*first, *rest]] == [entry.pk for entry in timeline_for(anders)]


def test_a_field_tells_its_values_newest_first(anders, olive):
    for phone in ("111", "222"):
        update_customer(anders, changes={"phone": phone, "city": "Easton"}, by=olive, at=NOW)
    found = [(before, after) for _, before, after in values_of_field(anders, "phone")]
    assert found == [("111", "222"), ("", "111")]


def test_what_changed_since_a_version_is_told_with_the_values_of_that_version(anders, olive):
    update_customer(anders, changes={"phone": "111"}, by=olive, at=NOW)
    update_customer(anders, changes={"phone": "222", "city": "Easton"}, by=olive, at=NOW)
    assert changed_since(anders, 1) == {"phone": "", "city": ""}
    assert changed_since(anders, 2) == {"phone": "111", "city": ""}
    assert changed_since(anders, 3) == {}
    assert len(entries_since(anders, 1)) == 2


def test_an_organisation_reads_its_own_trail_alone(anders, foreign_customer):
    assert {entry.organization_id for entry in timeline_for(anders)} == {anders.organization_id}
    assert not history_of(foreign_customer).exists()
