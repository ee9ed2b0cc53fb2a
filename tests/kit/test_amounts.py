from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F, Sum

from clientele.kit.amounts import MOST, AmountField, amount
from clientele.projects.models import Project
from tests.cast import NOW

FIELD = AmountField(places=3)


def a_project(customer, **values):
    return Project.objects.create(
        organization=customer.organization,
        customer=customer,
        name="Boiler house",
        created_at=NOW,
        updated_at=NOW,
        **values,
    )


def test_sums_and_comparisons_are_exact_in_the_database(anders):
    for spent in ("0.1", "0.2"):
        a_project(anders, spent_amount=Decimal(spent), budget_amount=Decimal("0.3"))
    total = Project.objects.aggregate(total=Sum("spent_amount"))["total"]
    assert total == Decimal("0.3")
    assert Project.objects.filter(budget_amount=Decimal("0.300")).count() == 2


def test_an_amount_is_added_in_the_database(anders):
    project = a_project(anders, spent_amount=Decimal("10.005"))
    Project.objects.filter(pk=project.pk).update(spent_amount=F("spent_amount") + amount(Decimal("2.5")))
    project.refresh_from_db()
    assert project.spent_amount == Decimal("12.505")


@pytest.mark.parametrize("typed", ["twelve", "NaN", "Infinity", "1.2345", str(MOST + 1), "1e400"])
def test_what_is_no_amount_is_refused_in_words(typed):
    with pytest.raises(ValidationError) as caught:
        FIELD.clean(typed, None)
    assert caught.value.messages[0].startswith(("Enter", "At most"))


@pytest.mark.parametrize(("typed", "kept"), [("12.50", "12.50"), (" 7 ", "7"), ("0.001", "0.001"), ("-3", "-3")])
def test_what_is_typed_is_kept(typed, kept):
    assert FIELD.clean(typed, None) == Decimal(kept)


def test_more_places_than_are_kept_are_never_cut_off_silently():
    with pytest.raises(ValueError, match="more than 3 places"):
        FIELD.get_prep_value(Decimal("0.0001"))
