import pytest

from clientele.accounts.choices import STARTING_PERMISSIONS, Permission, unmet_needs
from clientele.accounts.models import Invitation, Role
from clientele.accounts.operations.invitations import invite_member, revoke_invitation
from clientele.accounts.operations.members import change_member_role, remove_member
from clientele.accounts.operations.roles import create_role, delete_role, update_role
from clientele.accounts.queries import membership_of
from clientele.kit.refusals import Conflict, Refusal
from clientele.trail.models import Entry
from tests.cast import NOW


@pytest.fixture
def office(olive):
    return create_role(name="Office", permissions=[Permission.VIEW_CLIENTS, Permission.MANAGE_ROLES], by=olive, at=NOW)


def test_a_role_of_ones_own_is_a_bundle_of_permissions(office):
    assert (office.kind, office.permissions) == ("custom", ["clients:view", "roles:manage"])


def test_two_roles_never_share_a_name(olive, office):
    with pytest.raises(Refusal) as refused:
        create_role(name=" OFFICE ", permissions=[], by=olive, at=NOW)
    assert (refused.value.code, refused.value.errors[0].field) == ("role_name_taken", "name")


@pytest.mark.parametrize("permissions", [["clients:everything"], ["clients:view", "root"]])
def test_a_permission_nobody_knows_is_refused(olive, permissions):
    with pytest.raises(Refusal):
        create_role(name="Strange", permissions=permissions, by=olive, at=NOW)


def test_nobody_gives_more_than_they_hold(olive, theo, office):
    change_member_role(theo, role=office, by=olive, at=NOW)
    keeper = membership_of(theo.user, "brightwater")
    for attempt in (
        lambda: create_role(name="Mine", permissions=[Permission.MANAGE_MEMBERS], by=keeper, at=NOW),
        lambda: update_role(office, name="Office", permissions=list(Permission), by=keeper, at=NOW),
    ):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert refused.value.code == "grants_more_than_held"
    update_role(office, name="Office", permissions=[Permission.VIEW_CLIENTS], by=keeper, at=NOW)


def test_what_a_role_holds_already_may_stay_though_the_editor_lacks_it(olive, theo, office):
    change_member_role(theo, role=office, by=olive, at=NOW)
    keeper = membership_of(theo.user, "brightwater")
    lead = Role.objects.get(kind="lead")
    update_role(lead, name="Team lead", permissions=lead.permissions, by=keeper, at=NOW)
    assert Role.objects.get(kind="lead").name == "Team lead"


def test_a_changed_role_counts_at_once(olive, theo):
    role = Role.objects.get(kind="member")
    update_role(role, name="Member", permissions=[], by=olive, at=NOW)
    assert not membership_of(theo.user, "brightwater").can("clients:view")
    everything = ["clients:view", "notes:create", "projects:view", "time:create"]
    assert Entry.objects.latest("pk").changes == {"permissions": [everything, []]}


def test_the_owner_role_is_fixed(olive):
    with pytest.raises(Conflict) as refused:
        update_role(Role.objects.get(kind="owner"), name="Boss", permissions=[], by=olive, at=NOW)
    assert refused.value.code == "owner_role_fixed"


def test_an_older_version_of_a_role_does_not_overwrite(olive, office):
    update_role(office, name="Desk", permissions=[], by=olive, at=NOW, version=1)
    with pytest.raises(Conflict) as refused:
        update_role(office, name="Bureau", permissions=[], by=olive, at=NOW, version=1)
    assert refused.value.code == "version_conflict"


def test_a_starting_role_stays(olive):
    with pytest.raises(Conflict) as refused:
        delete_role(Role.objects.get(kind="lead"), by=olive, at=NOW)
    assert refused.value.code == "starting_role"


def test_a_role_somebody_has_is_not_deleted_and_says_who(olive, theo, office):
    change_member_role(theo, role=office, by=olive, at=NOW)
    with pytest.raises(Conflict) as refused:
        delete_role(office, by=olive, at=NOW)
    assert refused.value.code == "role_in_use"
    assert "Theo Technician" in refused.value.message


def test_a_role_somebody_is_invited_with_is_not_deleted(olive, office):
    waiting = invite_member(email="new@example.org", role=office, by=olive, at=NOW)
    with pytest.raises(Conflict) as refused:
        delete_role(office, by=olive, at=NOW)
    assert "new@example.org" in refused.value.message
    revoke_invitation(waiting, by=olive, at=NOW)
    delete_role(office, by=olive, at=NOW)
    assert (Invitation.objects.get().role, Invitation.objects.get().role_name) == (None, "Office")


def test_removed_people_with_a_deleted_role_would_come_back_as_members(olive, theo, office):
    change_member_role(theo, role=office, by=olive, at=NOW)
    remove_member(theo, by=olive, at=NOW)
    delete_role(office, by=olive, at=NOW)
    theo.refresh_from_db()
    assert theo.role.kind == "member"


def test_a_taken_name_and_an_unknown_permission_are_told_together(olive, office):
    with pytest.raises(Refusal) as refused:
        create_role(name="office", permissions=["clients:everything"], by=olive, at=NOW)
    assert [error.field for error in refused.value.errors] == ["permissions", "name"]


@pytest.mark.parametrize(
    ("permissions", "told"),
    [
        ([Permission.EDIT_CLIENTS], "“Create, edit and delete customers” needs “See customers” too."),
        (
            [Permission.VIEW_CLIENTS, Permission.EDIT_INVOICES],
            (
                "“Draft, finalise, send, credit and void invoices, and record payments” needs "
                "“See invoices, payments and balances” too."
            ),
        ),
        (
            [Permission.EXPORT_CLIENTS],
            "“Export customers to a file” needs “See customers” or “See projects and their budgets” too.",
        ),
    ],
)
def test_what_would_allow_nothing_by_itself_is_refused_with_what_it_needs(olive, permissions, told):
    with pytest.raises(Refusal) as refused:
        create_role(name="Typist", permissions=permissions, by=olive, at=NOW)
    assert [(error.field, error.message) for error in refused.value.errors] == [("permissions", told)]


def test_a_role_of_before_that_holds_what_allows_nothing_can_be_changed_otherwise(olive):
    role = create_role(name="Typist", permissions=[Permission.VIEW_CLIENTS], by=olive, at=NOW)
    Role.objects.filter(pk=role.pk).update(permissions=[Permission.EDIT_CLIENTS])
    changed = update_role(role, name="Clerk", permissions=[Permission.EDIT_CLIENTS], by=olive, at=NOW)
    assert changed.name == "Clerk"


def test_every_starting_role_holds_what_its_permissions_need():
    for permissions in STARTING_PERMISSIONS.values():
        assert not unmet_needs(permissions)
