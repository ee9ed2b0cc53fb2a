"""The organisation's logo: chosen, shown, taken away."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.http import parse_etags

from clientele.accounts.operations.logo import LARGEST_FILE, remove_logo, set_logo
from clientele.accounts.policy import may_manage_organization
from clientele.accounts.queries import logo_of
from clientele.desk.access import MemberRequest, action, page
from clientele.desk.settings.access import show_section, show_section_form
from clientele.desk.settings.forms import LogoForm
from clientele.ui.http import READS, allow, go_to, guarded, posted, refusals_in
from clientele.ui.jinja import address


@action
def settings_logo(request: MemberRequest) -> HttpResponse:
    allow(may_manage_organization(request.member))
    form = LogoForm(posted(request), request.FILES or None)
    if form.is_valid():
        content = form.cleaned_data["logo"].read(LARGEST_FILE + 1)
        with refusals_in(form):
            set_logo(request.organization, content=content, by=request.member, at=request.now)
            messages.success(request, "The logo is changed.")
            return _back(request)
    return show_section_form(request, "logo.html", form)


@action
def logo_removal(request: MemberRequest) -> HttpResponse:
    allow(may_manage_organization(request.member))
    if request.method in READS:
        return show_section(request, "logo_removal.html", {})
    remove_logo(request.organization, by=request.member, at=request.now)
    messages.success(request, "The logo is removed.")
    return _back(request)


@page
def organization_logo(request: MemberRequest) -> HttpResponse:
    digest = request.organization.logo_digest
    etag = f'"{digest}"'
    if digest and etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _as_logo(HttpResponse(status=304), request, etag)
    logo = logo_of(request.organization)
    if logo is None:
        raise Http404
    return _as_logo(HttpResponse(bytes(logo.content), content_type="image/png"), request, etag)


def _as_logo(response: HttpResponse, request: MemberRequest, etag: str) -> HttpResponse:
    named_by_digest = request.META.get("QUERY_STRING", "") == request.organization.logo_digest[:12]
    response["ETag"] = etag
    return guarded(response, "logo.png", stays=named_by_digest)


def _back(request: MemberRequest) -> HttpResponse:
    return go_to(request, address("settings:logo", request.organization.slug))
