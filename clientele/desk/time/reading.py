"""What the addresses of time ask for: days, rows of the week, and who."""

from datetime import date
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import Http404

from clientele.accounts.models import Member
from clientele.accounts.queries import members
from clientele.desk.access import MemberRequest
from clientele.desk.customers.record.notes import read_id
from clientele.projects import policy
from clientele.projects.queries import Place

EARLIEST, LATEST = date(1970, 1, 1), date(2200, 12, 31)


def today(request: MemberRequest) -> date:
    """The organisation's day."""
    now: date = request.now.astimezone(request.organization.zone).date()
    return now


def read_day(request: MemberRequest, name: str = "day", default: date | None = None) -> date:
    """The day that an address gives, today where it gives none; anything else is a bad request (400)."""
    text = request.GET.get(name) or request.POST.get(name, "")
    if not text:
        return default or today(request)
    day = parsed_day(text)
    if day is None:
        raise BadRequest(f"“{text[:40]}” is not a day.")
    return day


def parsed_day(text: str) -> date | None:
    """A day of this and the neighbouring centuries, or None."""
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
    return day if day and EARLIEST <= day <= LATEST else None


def read_places(keys: list[str], known: dict[str, Place]) -> list[Place]:
    """The places of these keys; one that is closed, gone or another firm's leads nowhere (404)."""
    if not known.keys() >= set(keys):
        raise Http404
    return [known[key] for key in dict.fromkeys(keys)]


def read_person(request: MemberRequest) -> Member:
    """Whose time is looked at: one's own, or another's for those who approve (404 for everybody else)."""
    pk = read_id(request.GET.get("member"))
    if pk is None or pk == request.member.pk:
        return request.member
    person = members().filter(pk=pk).first() if policy.may_approve_time(request.member) else None
    if person is None:
        raise Http404
    return person


def query(**values: object) -> str:
    """`?day=2026-11-20`, what is None left out."""
    return "?" + urlencode([(name, value) for name, value in values.items() if value is not None], doseq=True)
