"""What an hour of each person costs where neither project nor billing code says otherwise."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse

from clientele.accounts.models import Member
from clientele.accounts.queries import active_members, active_team
from clientele.desk.access import MemberRequest, action, page
from clientele.desk.settings.access import show_section, show_section_form
from clientele.desk.settings.rates import RateForm
from clientele.desk.versions import refuse_edit
from clientele.kit.refusals import Refusal
from clientele.projects.models import HourlyRate
from clientele.projects.operations import set_rate
from clientele.projects.policy import may_manage_rates
from clientele.projects.queries import own_rates, rate_history, rate_of, rate_version, rate_versions
from clientele.ui.http import READS, allow, go_to
from clientele.ui.jinja import address

HISTORY = 20


@page
def settings_rates(request: MemberRequest) -> HttpResponse:
    allow(may_manage_rates(request.member))
    rates, versions = own_rates(), rate_versions()
    team: list[tuple[Member, HourlyRate | None, datetime | None]] = [
        (member, rates.get(member.pk), versions[member.pk][1] if member.pk in versions else None)
        for member in active_members()
    ]
    return show_section(request, "rates.html", {"team": team})


@action
def member_rate(request: MemberRequest, pk: int) -> HttpResponse:
    allow(may_manage_rates(request.member))
    member = active_team().filter(pk=pk).first() if pk < 2**63 else None
    if member is None:
        raise Http404
    if request.method in READS:
        rate = rate_of(member)
        form = RateForm.of(rate, version=rate_version(member), currency=request.organization.currency)
        return _show(request, member, form)
    form, theirs = RateForm(request.POST), None
    if form.is_valid():
        try:
            set_rate(member, **form.values, version=form.version_read, by=request.member, at=request.now)
        except Refusal as refusal:
            theirs = refuse_edit(form, refusal, version_of=rate_version)
        else:
            messages.success(request, f"The hourly rate of {member.name} is saved.")
            return go_to(request, address("settings:rates", request.organization.slug))
    return _show(request, member, form, is_changed=theirs is not None)


def _show(request: MemberRequest, member: Member, form: RateForm, *, is_changed: bool = False) -> HttpResponse:
    history = [(entry, *entry.changes["hourly_rate"]) for entry in rate_history(member)[:HISTORY]]
    context = {"other": member, "history": history, "is_changed": is_changed, "rate": rate_of(member)}
    return show_section_form(request, "member_rate.html", form, context)
