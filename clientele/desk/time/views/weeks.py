from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict

from clientele.desk.access import MemberRequest, action, page
from clientele.desk.customers.record.notes import read_id
from clientele.desk.time.billed import invoices_of_week
from clientele.desk.time.forms import RowForm
from clientele.desk.time.picking import place_picker, submitted
from clientele.desk.time.reading import parsed_day, query, read_day, read_places, today
from clientele.desk.time.tabs import tabs_for
from clientele.kit import durations
from clientele.kit.numbers import counted
from clientele.kit.refusals import Refusal
from clientele.projects import policy
from clientele.projects.operations import submit_time, write_cell
from clientele.projects.queries import (
    Cell,
    Place,
    Row,
    Week,
    monday_of,
    places_at,
    places_of_week,
    week_of,
)
from clientele.ui.http import READS, allow, go_to, show, status_of
from clientele.ui.jinja import address

MOST_CELLS = 7 * 200


@dataclass(frozen=True)
class Typed:
    """What somebody typed into a cell, and why it was refused."""

    text: str
    problem: str


@action
def week(request: MemberRequest) -> HttpResponse:
    """The week as a grid; without a script its button sends every cell."""
    allow(policy.may_track(request.member))
    monday = monday_of(read_day(request, "week"))
    if request.method in READS:
        return _show_week(request, monday, {}, 200)
    typed = _save_all(request, monday)
    if not typed:
        messages.success(request, "The week is saved.")
        return go_to(request, _address(request, monday))
    return _show_week(request, monday, typed, 422)


@action
def cell(request: MemberRequest) -> HttpResponse:
    """One cell of the week, as the grid's script sends it when one leaves the cell."""
    allow(policy.may_track(request.member))
    if request.method in READS:
        return go_to(request, address("time:week", request.organization.slug))
    key, text, day = request.POST.get("row", ""), request.POST.get("duration", ""), read_day(request)
    ((project, code),) = read_places([key], places_at(request.member, [key]))
    status, problem = 200, ""
    try:
        _write((project, code), day, text, read_id(request.POST.get("version")), request)
    except Refusal as refusal:
        status, problem = refusal.status, refusal.message
    found = week_of(request.member, monday_of(day), [(project, code)])
    row = next(row for row in found.rows if row.key == key)
    here = next(cell for cell in row.cells if cell.day == day)
    typed = Typed(text, problem) if problem else None
    context = {"row": row, "cell": here, "typed": typed, "invoices_of_cells": invoices_of_week(request, found)}
    return show(request, "desk/time/cell.html", context, status=status, block="cell")


@action
def submission(request: MemberRequest) -> HttpResponse:
    allow(policy.may_track(request.member))
    found = week_of(request.member, monday_of(read_day(request, "week")))
    if request.method in READS:
        return show(request, "desk/time/submission.html", {"week": found})
    number = submit_time(found.to_submit, by=request.member, at=request.now)
    messages.success(request, f"{counted(number, 'entry', 'entries')} submitted.")
    return go_to(request, _address(request, found.monday))


@action
def row_new(request: MemberRequest) -> HttpResponse:
    """Another row for the week: it stands on its page, and is kept once something is written into it."""
    allow(policy.may_track(request.member))
    monday = monday_of(read_day(request, "week"))
    asked = (request.GET if request.method in READS else request.POST).getlist("row")
    form = RowForm(submitted(request), member=request.member)
    if form.is_valid():
        keys = dict.fromkeys([*asked, form.cleaned_data["place"]])
        return go_to(request, address("time:week", request.organization.slug) + query(week=monday, row=[*keys]))
    there = {row.key for row in week_of(request.member, monday).rows} | set(asked)
    choosing = place_picker(request, chosen=form.chosen, besides=there, errors=form["place"].errors)
    context = {"monday": monday, "asked": asked, "choosing": choosing}
    return show(request, "desk/time/row.html", context, status=status_of(form))


@page
def places(request: MemberRequest) -> HttpResponse:
    """What a picker of time offers, while one types."""
    allow(policy.may_see_time(request.member))
    form = RowForm(member=request.member, first={"place": request.GET.get("place", "")})
    context = {"choosing": place_picker(request, chosen=form.chosen), "name": "place"}
    return show(request, "desk/time/options.html", context)


def _save_all(request: MemberRequest, monday: date) -> dict[str, Typed]:
    """Write every cell that was sent; answers what was refused, by row and day."""
    sent = _cells_in(request.POST)
    places = places_at(request.member, {key for _, _, key, _ in sent})
    stands = {
        f"{row.key}-{cell.day}": cell.minutes for row in week_of(request.member, monday).rows for cell in row.cells
    }
    refused = {}
    for name, text, key, day in sent:
        place = places.get(key)
        if place is None or _is_same(text, stands.get(f"{key}-{day}", 0)):
            continue
        try:
            _write(place, day, text, read_id(request.POST.get(name.replace("cell-", "version-", 1))), request)
        except Refusal as refusal:
            refused[f"{key}-{day}"] = Typed(text, refusal.message)
    return refused


def _cells_in(sent: QueryDict) -> list[tuple[str, str, str, date]]:
    found = []
    for name, text in list(sent.items())[: MOST_CELLS * 2]:
        if name.startswith("cell-") and (day := parsed_day(name[-10:])):
            found.append((name, str(text), name[len("cell-") : -11], day))
    return found


def _is_same(text: str, minutes: int) -> bool:
    return text.strip() in ({"", "0"} if not minutes else {durations.shown(minutes)})


def _write(place: Place, day: date, text: str, version: int | None, request: MemberRequest) -> None:
    minutes = durations.minutes_of(text) if text.strip() else 0
    project, code = place
    write_cell(
        project=project,
        billing_code=code,
        day=day,
        minutes=minutes,
        version=version,
        by=request.member,
        at=request.now,
    )


def _show_week(request: MemberRequest, monday: date, typed: dict[str, Typed], status: int) -> HttpResponse:
    member, asked = request.member, request.GET.getlist("row")
    keys = [*asked, *(key[:-11] for key in typed)]
    more = read_places(keys, places_at(member, keys))
    if request.GET.get("copy"):
        more += places_of_week(member, monday - timedelta(days=7))
    found = week_of(member, monday, more)
    now = today(request)
    context: dict[str, Any] = {
        "tabs_of_time": tabs_for(request),
        "week": found,
        "invoices_of_cells": invoices_of_week(request, found),
        "typed": typed,
        "problems": _problems(found, typed),
        "today": now,
        "adding": query(week=monday, row=[row.key for row in found.rows if not row.minutes]),
        "begin": f"{asked[-1]}-{now if now in found.days else monday}" if asked else "",
        "before": query(week=monday - timedelta(days=7)),
        "after": query(week=monday + timedelta(days=7)),
        "copying": "" if request.GET.get("copy") else query(week=monday, copy=1),
    }
    return show(request, "desk/time/week.html", context, status=status)


def _problems(found: Week, typed: dict[str, Typed]) -> list[tuple[Row, Cell, str]]:
    places = {f"{row.key}-{cell.day}": (row, cell) for row in found.rows for cell in row.cells}
    return [(*places[key], each.problem) for key, each in typed.items() if key in places]


def _address(request: MemberRequest, monday: date) -> str:
    return address("time:week", request.organization.slug) + query(week=monday)
