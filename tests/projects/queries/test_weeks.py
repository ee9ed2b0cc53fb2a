"""One person's days."""

from datetime import date

import pytest

from clientele.projects.operations import add_billing_code
from clientele.projects.queries import month_of
from tests.cast import NOW


@pytest.mark.parametrize("number", [1, 28])
def test_a_calendar_month_of_one_persons_entries_is_one_query_with_all_that_a_page_shows(
    a_project, written, olive, theo, dana, number, django_assert_num_queries
):
    for day in range(1, number + 1):
        project = a_project(f"Work {day}", status="active")
        code = add_billing_code(project, values={"name": "Travel"}, by=olive, at=NOW)
        entry = written(project, theo, minutes=day, billing_code=code)
        entry.day = date(2026, 11, day)
        entry.save()
        written(project, dana)
    with django_assert_num_queries(1):
        found = month_of(theo, date(2026, 11, 1))
        told = {
            (day.day, entry.minutes, entry.project.customer.name, entry.billing_code.name)
            for day, entries in found.items()
            for entry in entries
        }
    assert told == {(day, day, "Anders & Sons Bakery", "Travel") for day in range(1, number + 1)}
    assert month_of(theo, date(2026, 12, 1)) == {}
