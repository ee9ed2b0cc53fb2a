from decimal import Decimal

import pytest

from clientele.accounts.choices import RESERVED_SLUGS, Feature
from clientele.accounts.models import Member, Organization, Role
from clientele.accounts.operations.organization import create_organization, switch_feature, update_organization
from clientele.accounts.queries import organizations_of
from clientele.kit.refusals import Refusal
from clientele.kit.tenancy import inside
from clientele.trail.models import Entry
from tests.cast import NOW, a_user


def test_who_makes_an_organisation_owns_it_and_finds_four_roles(olive, organization):
    assert olive.is_owner
    assert [role.kind for role in Role.objects.order_by("pk")] == ["member", "lead", "admin", "owner"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "slug", ["ab", "a" * 51, "Über", "with space", "-begins", "ends-", "UPPER", "a_b", "a/b", "a\n"]
)
def test_a_slug_is_3_to_50_of_letters_digits_and_hyphens(slug):
    with pytest.raises(Refusal) as refused:
        create_organization(name="Firm", slug=slug, at=NOW)
    assert refused.value.errors[0].field == "slug"


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["abc", "a" * 50, "a-b-c", "42-north"])
def test_a_fitting_slug_is_taken(slug):
    assert create_organization(name="Firm", slug=slug, at=NOW).slug == slug


@pytest.mark.django_db
@pytest.mark.parametrize("slug", sorted(word for word in RESERVED_SLUGS if len(word) > 2))
def test_words_of_the_program_are_no_slugs(slug):
    with pytest.raises(Refusal):
        create_organization(name="Firm", slug=slug, at=NOW)


def test_a_taken_slug_asks_for_another(organization):
    with pytest.raises(Refusal) as refused:
        create_organization(name="Other", slug="brightwater", at=NOW)
    assert (refused.value.code, refused.value.errors[0].field) == ("slug_taken", "slug")


def test_settings_remember_what_changed(olive, organization):
    update_organization(organization, changes={"name": "Brightwater", "tax_rate": "20"}, by=olive, at=NOW)
    entry = Entry.objects.latest("pk")
    assert entry.name == "accounts.organization_updated"
    assert entry.changes == {"name": ["Brightwater Heating", "Brightwater"], "tax_rate": ["0.000", "20"]}
    assert Organization.objects.get().tax_rate == Decimal(20)


def test_settings_that_stay_the_same_leave_no_entry(olive, organization):
    before = Entry.objects.count()
    update_organization(organization, changes={"name": organization.name}, by=olive, at=NOW)
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    "changes",
    [
        {"time_zone": "Mars/Olympus"},
        {"currency": "XYZ"},
        {"tax_rate": "101"},
        {"tax_rate": "-1"},
        {"tax_rate": "a lot"},
        {"email": "nobody"},
        {"name": ""},
        {"term": "victim"},
        {"payment_terms": "never"},
        {"name": "Bright\u202ewater"},
    ],
)
def test_settings_of_a_wrong_shape_are_refused_beside_their_field(olive, organization, changes):
    with pytest.raises(Refusal) as refused:
        update_organization(organization, changes=changes, by=olive, at=NOW)
    assert [error.field for error in refused.value.errors] == list(changes)


def test_the_slug_stays(olive, organization):
    with pytest.raises(Refusal) as refused:
        update_organization(organization, changes={"slug": "elsewhere"}, by=olive, at=NOW)
    assert refused.value.code == "slug_immutable"


def test_what_is_no_setting_is_not_changed(olive, organization):
    update_organization(organization, changes={"logo_digest": "x", "disabled_features": ["api"]}, by=olive, at=NOW)
    fresh = Organization.objects.get()
    assert (fresh.logo_digest, fresh.disabled_features) == ("", [])


def test_a_feature_goes_off_and_on_with_one_entry_each(olive, organization):
    off = switch_feature(organization, feature=Feature.API, is_on=False, by=olive, at=NOW)
    assert not off.has_feature("api")
    switch_feature(organization, feature=Feature.API, is_on=False, by=olive, at=NOW)
    assert switch_feature(organization, feature=Feature.API, is_on=True, by=olive, at=NOW).has_feature("api")
    assert Entry.objects.filter(name="accounts.feature_switched").count() == 2


def test_a_person_can_be_in_several_organisations(olive, outpost):
    second = create_organization(name="Aardvark", slug="aardvark", owner=olive.user, at=NOW)
    assert [found.name for found in organizations_of(olive.user)] == ["Aardvark", "Brightwater Heating"]
    with inside(second):
        assert Member.objects.get().user == olive.user


@pytest.mark.django_db
def test_nobody_is_in_an_organisation_without_being_taken_in(outpost):
    assert organizations_of(a_user("Zoe", "zoe@nowhere.example")) == []


def test_a_taken_address_and_a_wrong_currency_are_told_together(organization):
    with pytest.raises(Refusal) as refused:
        create_organization(name="Firm", slug=organization.slug, currency="GBX", at=NOW)
    assert [(error.field, error.code) for error in refused.value.errors][-1] == ("slug", "slug_taken")
    assert refused.value.errors[0].field == "currency"
