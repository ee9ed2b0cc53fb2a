"""The last weeks of Brightwater's people: what they worked on, what they spent, and how far it is approved."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from clientele.accounts.models import Member
from clientele.projects.models import Expense, TimeEntry
from clientele.projects.operations import (
    add_expense,
    add_time,
    approve_expenses,
    approve_time,
    reject_time,
    submit_expenses,
    submit_time,
)
from clientele.projects.queries import Place, monday_of, open_places

WEEKS = 4
WORKERS = ("Omar Reid", "Kath Lowe", "Tomasz Zielinski", "Bea Hartley")
_DONE = (
    "Drained down and flushed the system",
    "Fitted the new pump and valves",
    "Measured the rooms on the first floor",
    "Pressure test, two leaks mended",
    "Filters changed, burner cleaned",
    "Balanced the radiators",
    "Wrote up the certificates",
    "Collected the flue parts",
    "",
)
_SPENT = (
    ("travel", "Train to Saltby", "24.60"),
    ("materials", "Pump seals and valves", "118.40"),
    ("mileage", "Van, 46 miles", "20.70"),
    ("meals", "Lunch on site", "11.80"),
    ("accommodation", "One night in Dunmore", "89.00"),
)
_LONGEST_TRIP = 75
_PIECES = ((240, 180, 60), (300, 150), (210, 210, 45), (435,))


@dataclass
class Week:
    """What one person wrote down in a week."""

    monday: date
    times: list[TimeEntry] = field(default_factory=list)
    expenses: list[Expense] = field(default_factory=list)


def tell_time(team: dict[str, Member], at: datetime) -> None:
    """Four weeks and the days of this one until `at`; the same each time."""
    dice, lead = random.Random(11), team["Omar Reid"]  # noqa: S311
    places = [place for place in open_places(lead) if place[0].status == "active"]
    if not places:
        return
    this = monday_of(at.date())
    for name in WORKERS:
        own = dice.sample(places, min(4, len(places)))
        for number in range(WEEKS, -1, -1):
            week = _week(team[name], this - timedelta(weeks=number), own, dice, at)
            _settle(week, number, lead, team[name], at)


def _week(by: Member, monday: date, places: Sequence[Place], dice: random.Random, at: datetime) -> Week:
    week = Week(monday)
    for day in (monday + timedelta(days=number) for number in range(5)):
        if day >= at.date():
            break
        when = min(datetime.combine(day, time(17), tzinfo=UTC), at)
        for minutes in dice.choice(_PIECES):
            project, code = dice.choice(places)
            if code and not code.is_billable and minutes > _LONGEST_TRIP:
                code = None
            values = {"project": project, "billing_code": code, "day": day, "minutes": minutes - dice.choice((0, 15))}
            week.times.append(add_time(values={**values, "description": dice.choice(_DONE)}, by=by, at=when))
        if dice.random() < 0.15:
            category, words, amount = dice.choice(_SPENT)
            spent = {"project": dice.choice(places)[0], "day": day, "category": category, "amount": amount}
            week.expenses.append(add_expense(values={**spent, "description": words}, by=by, at=when))
    return week


def _settle(week: Week, weeks_ago: int, lead: Member, by: Member, at: datetime) -> None:
    """Older weeks are approved, the last one waits for it, and this one is open."""
    if not weeks_ago or not week.times:
        return
    friday = datetime.combine(week.monday + timedelta(days=4), time(18), tzinfo=UTC)
    submit_time(week.times, by=by, at=min(friday, at))
    submit_expenses(week.expenses, by=by, at=min(friday, at))
    decided = min(friday + timedelta(days=3), at)
    if weeks_ago > 1:
        approve_time(week.times, by=lead, at=decided)
        approve_expenses(week.expenses, by=lead, at=decided)
    elif by.name == "Kath Lowe":
        reject_time(week.times[:1], reason="Which site was this?", by=lead, at=decided)
