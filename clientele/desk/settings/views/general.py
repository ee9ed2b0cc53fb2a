"""The organisation itself: who it is, what it starts customers with, what it uses."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from clientele.accounts.choices import Feature, feature_words
from clientele.accounts.operations.organization import switch_feature, update_organization
from clientele.accounts.policy import may_manage_organization
from clientele.desk.access import MemberRequest, action, page
from clientele.desk.settings.access import show_section, show_section_form
from clientele.desk.settings.forms import BillingForm, GeneralForm, OrganizationPart
from clientele.desk.settings.sections import first_section
from clientele.ui.http import allow, posted, refusals_in


@page
def settings_index(request: MemberRequest) -> HttpResponse:
    return redirect(first_section(request.member), organization=request.organization.slug)


@action
def settings_general(request: MemberRequest) -> HttpResponse:
    return _change(request, GeneralForm, "general")


@action
def settings_billing(request: MemberRequest) -> HttpResponse:
    return _change(request, BillingForm, "billing")


@action
def settings_features(request: MemberRequest) -> HttpResponse:
    allow(may_manage_organization(request.member))
    words = feature_words(request.organization.term)
    if request.method == "POST":
        wanted = request.POST.get("feature", "")
        if wanted in set(Feature):
            feature, is_on = Feature(wanted), request.POST.get("state") == "on"
            switch_feature(request.organization, feature=feature, is_on=is_on, by=request.member, at=request.now)
            messages.success(request, f"{words[feature]}: {'on' if is_on else 'off'}.")
        return redirect("settings:features", organization=request.organization.slug)
    features = [(feature, words[feature], request.organization.has_feature(feature)) for feature in Feature]
    return show_section(request, "features.html", {"features": features})


def _change(request: MemberRequest, form_class: type[OrganizationPart], part: str) -> HttpResponse:
    allow(may_manage_organization(request.member))
    form = form_class.of(request.organization, posted(request))
    if form.is_valid():
        with refusals_in(form):
            update_organization(request.organization, changes=form.cleaned_data, by=request.member, at=request.now)
            messages.success(request, "The settings are saved.")
            return redirect(f"settings:{part}", organization=request.organization.slug)
    return show_section_form(request, f"{part}.html", form)
