from django.contrib import messages
from django.http import HttpResponse

from clientele.desk.access import MemberRequest, action, page
from clientele.desk.errors import referring_path
from clientele.desk.time.forms import LongTimerForm, TimerForm
from clientele.desk.time.picking import place_picker, submitted, typed_so_far
from clientele.kit import durations
from clientele.kit.refusals import Refusal
from clientele.projects import policy
from clientele.projects.operations import discard_timer, start_timer, stop_timer
from clientele.projects.queries import timer_of
from clientele.ui.http import READS, allow, go_to, refusals_in, refuse, show, show_form
from clientele.ui.jinja import address


@page
def timer(request: MemberRequest) -> HttpResponse:
    """The running timer; its block `timer` is what every page shows."""
    allow(policy.may_track(request.member))
    return show(request, "desk/time/timer.html", {"running": timer_of(request.member)})


@action
def timer_start(request: MemberRequest) -> HttpResponse:
    allow(policy.may_track(request.member))
    first = typed_so_far(request) or {"place": request.GET.get("row", ""), "description": ""}
    form = TimerForm(submitted(request), member=request.member, first=first)
    if form.is_valid():
        before = timer_of(request.member)
        with refusals_in(form):
            description = form.cleaned_data["description"]
            started = start_timer(**form.placed, description=description, by=request.member, at=request.now)
            written = f" What it measured on {before.project} is written down." if before else ""
            messages.success(request, f"The timer runs on {started.project}.{written}")
            return go_to(request, _back(request))
    choosing = place_picker(request, chosen=form.chosen, errors=form["place"].errors)
    context = {"running": timer_of(request.member), "choosing": choosing}
    return show_form(request, "desk/time/timer_start.html", form, context)


@action
def timer_stop(request: MemberRequest) -> HttpResponse:
    """Stop with one click; where that is refused, it asks how long it really was."""
    allow(policy.may_track(request.member))
    form, status = LongTimerForm(), 200
    if request.method not in READS:
        typed = request.POST.get("minutes")
        try:
            minutes = durations.minutes_of(typed) if typed is not None else None
            written = stop_timer(by=request.member, at=request.now, minutes=minutes)
        except Refusal as refusal:
            if refusal.code == "no_timer" or _is_part(request):
                return _refused(request, refusal)
            form, status = LongTimerForm({"minutes": typed or ""}), refusal.status
            form.fields["minutes"].required = False
            refuse(form, refusal)
        else:
            total = durations.shown(sum(entry.minutes for entry in written))
            return _stopped(request, f"{total} on {written[0].project} written down.")
    context = {"form": form, "running": timer_of(request.member)}
    return show(request, "desk/time/timer_stop.html", context, status=status)


@action
def timer_discarding(request: MemberRequest) -> HttpResponse:
    allow(policy.may_track(request.member))
    if request.method in READS:
        return show(request, "desk/time/timer_discarding.html", {"running": timer_of(request.member)})
    discard_timer(by=request.member, at=request.now)
    messages.success(request, "The timer is discarded. Nothing was written down.")
    return go_to(request, _back(request))


def _is_part(request: MemberRequest) -> bool:
    """Whether the sidebar's button asked, from within a page that stays."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Target", "").endswith("#timer")


def _stopped(request: MemberRequest, sentence: str) -> HttpResponse:
    """Say so where it was clicked: what is typed there stays, and a page of time shows what was written down."""
    if _is_part(request) and not _back(request).startswith(address("time:week", request.organization.slug)):
        return show(request, "desk/time/timer.html", {"running": None, "said": sentence}, block="timer")
    messages.success(request, sentence)
    return go_to(request, _back(request))


def _refused(request: MemberRequest, refusal: Refusal) -> HttpResponse:
    messages.error(request, refusal.message)
    if refusal.code == "no_timer":
        return go_to(request, _back(request))
    return go_to(request, address("time:timer_stop", request.organization.slug))


def _back(request: MemberRequest) -> str:
    """The page where it was clicked, unless that was one of the timer's own."""
    own = address("time:timer", request.organization.slug)
    path = referring_path(request)
    return address("time:day", request.organization.slug) if path == "/" or path.startswith(own) else path
