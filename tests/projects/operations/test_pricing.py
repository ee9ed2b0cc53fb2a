from decimal import Decimal

import pytest

from clientele.kit.refusals import Refusal
from clientele.projects.models import TimeEntry
from clientele.projects.operations import price_time
from clientele.projects.queries.spending import counted_spent
from clientele.trail.models import Entry
from tests.cast import NOW


@pytest.fixture
def without_rate(renewal, theo):
    values = {"project": renewal, "member": theo, "organization": renewal.organization, "day": NOW.date()}
    return [TimeEntry.objects.create(minutes=m, created_at=NOW, updated_at=NOW, **values) for m in (60, 90)]


def test_time_without_a_rate_gets_one_and_counts_towards_the_budget(without_rate, renewal, olive):
    keys = [entry.pk for entry in without_rate]
    assert price_time(keys, rate="40", by=olive, at=NOW) == 2
    first = TimeEntry.objects.get(pk=keys[0])
    assert (first.rate, first.version) == (Decimal(40), 2)
    renewal.refresh_from_db()
    assert renewal.spent_amount == counted_spent(renewal)[1] == Decimal(100)
    assert Entry.objects.filter(name="projects.time_updated").count() == 2


def test_time_that_has_a_rate_or_is_locked_keeps_what_it_has(without_rate, olive):
    first, second = without_rate
    TimeEntry.objects.filter(pk=first.pk).update(rate=Decimal(70))
    TimeEntry.objects.filter(pk=second.pk).update(locked_at=NOW)
    assert price_time([first.pk, second.pk], rate="40", by=olive, at=NOW) == 0
    assert set(TimeEntry.objects.values_list("rate", flat=True)) == {Decimal(70), None}


@pytest.mark.parametrize("rate", ["", "many", "-1"])
def test_what_is_no_rate_is_refused(without_rate, olive, rate):
    with pytest.raises(Refusal):
        price_time([without_rate[0].pk], rate=rate, by=olive, at=NOW)
