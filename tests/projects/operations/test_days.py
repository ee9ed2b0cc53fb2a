"""Whatever is written, changed, moved, removed or measured, no day holds more than 24 hours, and the sums are true."""

import os
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule, run_state_machine_as_test

from clientele.accounts.models import Member
from clientele.kit.refusals import Refusal
from clientele.projects.models import Project, TimeEntry
from clientele.projects.operations import (
    add_time,
    approve_time,
    reject_time,
    remove_time,
    start_timer,
    stop_timer,
    submit_time,
    update_time,
)
from clientele.projects.queries.spending import counted_spent
from tests.cast import NOW, an_active_project

DAYS = st.integers(0, 2).map(lambda days: NOW.date() + timedelta(days=days))
MINUTES = st.sampled_from([-1, 0, 1, 59, 400, 720, 1000, 1440, 1441])


class Days(RuleBasedStateMachine):
    entries = Bundle("entries")
    theo: Member
    projects: list[Project]

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.point = transaction.savepoint()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.point)

    @rule(target=entries, day=DAYS, minutes=MINUTES, place=st.integers(0, 1))
    def add(self, day, minutes, place):
        try:
            values = {"project": self.projects[place], "day": day, "minutes": minutes}
            return add_time(values=values, by=self.theo, at=self.now)
        except Refusal:
            return None

    @rule(entry=entries, day=DAYS, minutes=MINUTES, place=st.integers(0, 1))
    def change(self, entry, day, minutes, place):
        changes = {"project": self.projects[place], "day": day, "minutes": minutes}
        self._try(entry, lambda: update_time(entry, changes=changes, by=self.theo, at=self.now))

    @rule(entry=consumes(entries))
    def remove(self, entry):
        self._try(entry, lambda: remove_time(entry, by=self.theo, at=self.now))

    @rule(entry=entries)
    def submit(self, entry):
        self._try(entry, lambda: submit_time([entry], by=self.theo, at=self.now))

    @rule(entry=entries, is_approved=st.booleans())
    def decide(self, entry, is_approved):
        if is_approved:
            self._try(entry, lambda: approve_time([entry], by=self.theo, at=self.now))
        else:
            self._try(entry, lambda: reject_time([entry], reason="No", by=self.theo, at=self.now))

    @rule(hours=st.integers(0, 30))
    def measure(self, hours):
        try:
            start_timer(project=self.projects[0], by=self.theo, at=self.now)
            self.now += timedelta(hours=hours)
            stop_timer(by=self.theo, at=self.now)
        except Refusal:
            pass

    def _try(self, entry, act) -> None:
        if entry is None or not TimeEntry.objects.filter(pk=entry.pk).exists():
            return
        with suppress(Refusal):
            act()

    @invariant()
    def no_day_is_longer_than_a_day(self):
        sums = TimeEntry.objects.order_by().values_list("member", "day").annotate(sum=Sum("minutes"))
        assert all(total <= 1440 for _, _, total in sums)

    @invariant()
    def what_is_kept_as_spent_is_what_was_written(self):
        for project in Project.objects.order_by("pk"):
            assert (project.spent_minutes, project.spent_amount) == counted_spent(project)


def test_no_day_is_overfilled_and_no_sum_is_wrong(theo, renewal, anders):
    Days.theo = theo
    Days.projects = [renewal, an_active_project(anders, "Annual service", hourly_rate=Decimal("77.77"))]
    examples = int(os.environ.get("CLIENTELE_LIFE_EXAMPLES", "12"))
    run_state_machine_as_test(
        Days,
        settings=settings(
            max_examples=examples, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
