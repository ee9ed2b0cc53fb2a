import pytest
from django.db import IntegrityError, transaction

from clientele.customers.models import Customer, DuplicateDismissal
from clientele.customers.operations import dismiss_duplicate, withdraw_dismissal
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.tenancy import inside
from clientele.trail.models import Entry
from clientele.trail.sentences import told
from tests.cast import NOW


@pytest.fixture
def double(anders, a_customer):
    return a_customer("Anders & Sons Bakery Ltd")


def test_a_pair_is_dismissed_once_whichever_comes_first(anders, double, olive):
    made = dismiss_duplicate(double, anders, by=olive, at=NOW)
    assert (made.first_id, made.second_id, made.dismissed_by) == (anders.pk, double.pk, olive)
    assert dismiss_duplicate(anders, double, by=olive, at=NOW) == made
    assert Entry.objects.filter(name="customers.duplicate_dismissed").count() == 1


def test_both_steps_are_told_in_the_timeline(anders, double, olive):
    withdraw_dismissal(dismiss_duplicate(anders, double, by=olive, at=NOW), by=olive, at=NOW)
    assert not DuplicateDismissal.objects.exists()
    entries = Entry.objects.filter(within_id=anders.pk, subject_kind="duplicatedismissal").order_by("pk")
    assert ["".join(part.text for part in told(entry)) for entry in entries] == [
        "Olive Owner said that Anders & Sons Bakery and Anders & Sons Bakery Ltd are not the same",
        "Olive Owner took back that Anders & Sons Bakery and Anders & Sons Bakery Ltd are not the same",
    ]


def test_nobody_is_a_duplicate_of_itself_and_archived_ones_stay_as_they_are(anders, double, olive):
    with pytest.raises(Refusal) as refused:
        dismiss_duplicate(anders, anders, by=olive, at=NOW)
    assert (refused.value.code, refused.value.errors[0].field) == ("same_customer", "second")
    Customer.objects.filter(pk=double.pk).update(archived_at=NOW)
    with pytest.raises(Conflict) as conflict:
        dismiss_duplicate(anders, double, by=olive, at=NOW)
    assert conflict.value.code == "customer_archived"


@pytest.mark.django_db(transaction=True)
def test_the_database_keeps_a_pair_inside_one_firm_and_in_order(anders, foreign_customer, olive, double):
    both = {"organization": olive.organization, "dismissed_by": olive, "dismissed_at": NOW}
    for first, second in ((anders, foreign_customer), (double, anders), (anders, anders)):
        with inside(olive.organization), pytest.raises(IntegrityError), transaction.atomic():
            DuplicateDismissal(first=first, second=second, **both).save()
