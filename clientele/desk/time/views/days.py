from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse

from clientele.desk.access import MemberRequest, action, page
from clientele.desk.customers.record.notes import read_id
from clientele.desk.time.billed import invoices_of_entries
from clientele.desk.time.forms import TimeForm
from clientele.desk.time.reading import query, read_day, today
from clientele.desk.time.tabs import tabs_for
from clientele.desk.versions import refuse_edit
from clientele.kit import durations
from clientele.kit.refusals import Refusal
from clientele.projects import policy
from clientele.projects.models import TimeEntry
from clientele.projects.operations import add_time, remove_time, update_time
from clientele.projects.queries import SpentFilter, monday_of, open_places, time_for, week_of
from clientele.ui.http import READS, allow, go_to, refuse, show
from clientele.ui.jinja import address


@page
def day(request: MemberRequest) -> HttpResponse:
    allow(policy.may_track(request.member))
    shown = read_day(request)
    form = TimeForm(places=open_places(request.member), first={"day": shown})
    return _show_day(request, shown, form)


@action
def entry_new(request: MemberRequest) -> HttpResponse:
    allow(policy.may_track(request.member))
    shown = read_day(request)
    places = open_places(request.member)
    form, status = TimeForm(places=places, first={"day": shown}), 200
    if request.method not in READS:
        form, status = TimeForm(request.POST, places=places), 422
        if form.is_valid():
            try:
                entry = add_time(values=form.values, by=request.member, at=request.now)
            except Refusal as refusal:
                status = refusal.status
                refuse(form, refusal)
            else:
                return _back(request, entry.day, f"{entry} on {entry.project} written down.")
    return show(request, "desk/time/entry.html", {"entry": None, "form": form, "day": shown}, status=status)


@action
def entry_edit(request: MemberRequest, pk: int) -> HttpResponse:
    entry = load_entry(request, pk)
    context: dict[str, Any] = {"entry": entry, "day": entry.day, "theirs": None}
    places = open_places(request.member)
    form, status = TimeForm(places=places, entry=entry), 200
    if request.method not in READS:
        form, status = TimeForm(request.POST, places=places, entry=entry), 422
        if form.is_valid():
            try:
                version = form.version_read
                changed = update_time(entry, changes=form.values, version=version, by=request.member, at=request.now)
            except Refusal as refusal:
                status = refusal.status
                context["theirs"] = refuse_edit(form, refusal)
            else:
                return _back(request, changed.day, "Saved.")
    return show(request, "desk/time/entry.html", context | {"form": form}, status=status)


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


def _show_day(request: MemberRequest, shown: date, form: TimeForm) -> HttpResponse:
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
        "total": durations.shown(sum(entry.minutes for entry in entries)),
        "before": query(day=shown - timedelta(days=1)),
        "after": query(day=shown + timedelta(days=1)),
        "form": form,
    }
    return show(request, "desk/time/day.html", context)


def _back(request: MemberRequest, shown: date, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return go_to(request, address("time:day", request.organization.slug) + query(day=shown))
