from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse

from clientele.desk.access import MemberRequest, action, page
from clientele.desk.customers.record.notes import read_id
from clientele.desk.saving import Saved, save
from clientele.desk.time.billed import invoices_of_entries
from clientele.desk.time.forms import TimeForm
from clientele.desk.time.picking import place_picker, submitted, typed_so_far
from clientele.desk.time.reading import query, read_day, today
from clientele.desk.time.tabs import tabs_for
from clientele.kit import durations
from clientele.projects import policy
from clientele.projects.models import TimeEntry
from clientele.projects.operations import add_time, remove_time, update_time
from clientele.projects.queries import SpentFilter, monday_of, place_key, time_for, week_of
from clientele.ui.http import READS, allow, go_to, refusals_in, show, status_of
from clientele.ui.jinja import address


@page
def day(request: MemberRequest) -> HttpResponse:
    allow(policy.may_track(request.member))
    return _show_day(request, read_day(request))


@action
def entry_new(request: MemberRequest) -> HttpResponse:
    allow(policy.may_track(request.member))
    shown = read_day(request)
    form = TimeForm(submitted(request), member=request.member, first={"day": shown, **typed_so_far(request)})
    if form.is_valid():
        with refusals_in(form):
            entry = add_time(values=form.values, by=request.member, at=request.now)
            return _back(request, entry.day, f"{entry} on {entry.project} written down.")
    return _show_entry(request, Saved(None, form, status_of(form)), None, shown)


@action
def entry_edit(request: MemberRequest, pk: int) -> HttpResponse:
    entry = load_entry(request, pk)

    def make(data: Any) -> TimeForm:
        return TimeForm(data, member=request.member, entry=entry, first=typed_so_far(request))

    def update(values: dict[str, Any], version: int | None) -> TimeEntry:
        return update_time(entry, changes=values, version=version, by=request.member, at=request.now)

    saved = save(submitted(request), entry, make, update)
    if saved.record:
        return _back(request, saved.record.day, "Saved.")
    return _show_entry(request, saved, entry, entry.day)


@action
def entry_removal(request: MemberRequest, pk: int) -> HttpResponse:
    entry = load_entry(request, pk)
    if request.method in READS:
        return show(request, "desk/time/removal.html", {"entry": entry})
    remove_time(entry, version=read_id(request.POST.get("version")), by=request.member, at=request.now)
    return _back(request, entry.day, f"{entry} on {entry.project} removed.")


def load_entry(request: MemberRequest, pk: int) -> TimeEntry:
    """An entry that the member may change, or 404."""
    allow(policy.may_see_time(request.member))
    entry = time_for(request.member).filter(pk=pk).first()
    if entry is None:
        raise Http404
    return entry


def _show_entry(request: MemberRequest, saved: Saved, entry: TimeEntry | None, shown: date) -> HttpResponse:
    form = saved.form
    choosing = place_picker(request, chosen=form.chosen, errors=form["place"].errors)
    context = {"entry": entry, "form": form, "collision": saved.collision, "choosing": choosing, "day": shown}
    return show(request, "desk/time/entry.html", context, status=saved.status)


def _show_day(request: MemberRequest, shown: date) -> HttpResponse:
    wanted = SpentFilter(members=(request.member.pk,), day_from=shown, day_to=shown)
    entries = list(time_for(request.member, wanted).order_by("pk"))
    week = week_of(request.member, monday_of(shown))
    context = {
        "tabs_of_time": tabs_for(request),
        "day": shown,
        "today": today(request),
        "week": list(zip(week.days, week.totals, strict=True)),
        "entries": entries,
        "invoices_of_time": invoices_of_entries(request, entries),
        "again": {each.pk: query(row=place_key(each.project, each.billing_code)) for each in entries},
        "total": durations.shown(sum(entry.minutes for entry in entries)),
        "before": query(day=shown - timedelta(days=1)),
        "after": query(day=shown + timedelta(days=1)),
    }
    return show(request, "desk/time/day.html", context)


def _back(request: MemberRequest, shown: date, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return go_to(request, address("time:day", request.organization.slug) + query(day=shown))
