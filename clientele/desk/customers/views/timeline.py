from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponseBase
from django.utils import timezone

from clientele.customers.choices import FIELD_WORDS, TRACKED_FIELDS, in_words
from clientele.customers.queries import start_of, values_of
from clientele.desk.access import MemberRequest, page
from clientele.desk.customers.record.frame import frame, load
from clientele.desk.customers.record.notes import read_id
from clientele.desk.telling import days_of
from clientele.overview.queries import readable_timeline
from clientele.trail.queries import as_it_stood, page_of_timeline, values_of_field
from clientele.ui.http import show

SHOWN = 30


@page
def customer_timeline(request: MemberRequest, pk: int) -> HttpResponseBase:
    customer = load(request, pk)
    timeline = readable_timeline(request.member, customer)
    entries, has_more = page_of_timeline(timeline, before=read_id(request.GET.get("before")), size=SHOWN)
    today = timezone.localdate(request.now, request.organization.zone)
    context = frame(request, customer, "customers:timeline") | {
        "days": days_of(entries, organization=request.organization, today=today),
        "before": entries[-1].pk if has_more else None,
    }
    return show(request, "desk/customers/timeline.html", context)


@page
def customer_history(request: MemberRequest, pk: int) -> HttpResponseBase:
    customer = load(request, pk)
    today = timezone.localdate(request.now, request.organization.zone)
    day = _day(request.GET.get("on", ""), today)
    now = values_of(customer)
    then = as_it_stood(customer, _end_of(day, request.organization.zone), now)
    rows = [
        (field, FIELD_WORDS[field].capitalize(), in_words(field, then[field]), in_words(field, now[field]))
        for field in TRACKED_FIELDS
    ]
    context = frame(request, customer, "customers:timeline") | {
        "rows": [row for row in rows if row[2] or row[3]],
        "day": day,
        "today": today,
        "is_before": day < timezone.localdate(customer.created_at, request.organization.zone),
        "changed": sum(before != after for _, _, before, after in rows),
    }
    return show(request, "desk/customers/history.html", context)


@page
def customer_field_history(request: MemberRequest, pk: int, field: str) -> HttpResponseBase:
    customer = load(request, pk)
    if field not in TRACKED_FIELDS:
        raise Http404
    changes = [
        (entry, in_words(field, before), in_words(field, after))
        for entry, before, after in values_of_field(customer, field)
    ]
    context = {"customer": customer, "label": FIELD_WORDS[field].capitalize(), "changes": changes}
    return show(request, "desk/customers/field_history.html", context)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return start_of(day + timedelta(days=1), zone) - timedelta(microseconds=1)


def _day(text: str, today: date) -> date:
    if not text:
        return today
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadRequest(f"“{text[:80]}” is not a date, such as 2026-05-01.") from None
    if not 1900 <= day.year <= 2200:
        raise BadRequest(f"The year {day.year} is outside 1900 to 2200.")
    return min(day, today)
