"""One's own API tokens: made, shown once, ended."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse

from clientele.accounts import policy
from clientele.accounts.models import ApiToken
from clientele.accounts.operations.tokens import create_token, revoke_token
from clientele.accounts.queries import token_with, tokens_of
from clientele.desk.access import MemberRequest, action, page
from clientele.desk.settings.access import show_section, show_section_form
from clientele.desk.settings.forms import TokenForm
from clientele.desk.shown_once import show_later, shown_now
from clientele.ui.http import READS, allow, go_to, posted, refusals_in
from clientele.ui.jinja import address


@page
def settings_tokens(request: MemberRequest) -> HttpResponse:
    allow(policy.may_make_token(request.member))
    rows = [(token, token.status(at=request.now)) for token in tokens_of(request.member)]
    fresh = [(token, plain) for token, _ in rows if (plain := shown_now(request, _name_of(token)))]
    return show_section(request, "tokens.html", {"rows": rows, "fresh": fresh})


@action
def token_new(request: MemberRequest) -> HttpResponse:
    allow(policy.may_make_token(request.member))
    form = TokenForm(posted(request))
    if form.is_valid():
        with refusals_in(form):
            made, secret = create_token(by=request.member, at=request.now, **form.values(request.organization.zone))
            show_later(request, _name_of(made), secret)
            return _back(request)
    return show_section_form(request, "token_new.html", form)


@action
def token_revocation(request: MemberRequest, pk: int) -> HttpResponse:
    token = token_with(pk)
    if token is None:
        raise Http404
    allow(policy.may_revoke_token(request.member, token))
    context: dict[str, Any] = {"token": token}
    if request.method in READS:
        return show_section(request, "token_revocation.html", context)
    revoke_token(token, by=request.member, at=request.now)
    messages.success(request, f"The token {token.name} has ended.")
    return _back(request)


def _name_of(token: ApiToken) -> str:
    return f"token {token.pk}"


def _back(request: MemberRequest) -> HttpResponse:
    return go_to(request, address("settings:tokens", request.organization.slug))
