"""Who may do what, as tables: each role against a customer that is active, inactive or archived."""

from dataclasses import dataclass, field

import pytest

from clientele.accounts.choices import STARTING_PERMISSIONS, Feature
from clientele.customers import policy
from clientele.customers.choices import NoteKind

ROLES = ("member", "lead", "admin", "owner")


@dataclass
class Firm:
    disabled: set[str] = field(default_factory=set)

    def has_feature(self, feature):
        return feature not in self.disabled


@dataclass
class Somebody:
    permissions: frozenset[str]
    pk: int = 1
    organization: Firm = field(default_factory=Firm)

    def can(self, permission):
        return permission in self.permissions


@dataclass
class Somewhere:
    is_archived: bool = False
    status: str = "active"


@dataclass
class Something:
    customer: Somewhere
    author_id: int
    kind: str = NoteKind.GENERAL


def a(role, **more):
    return Somebody(STARTING_PERMISSIONS[role], **more)


NOBODY = Somebody(frozenset())


@pytest.mark.parametrize("role", ROLES)
def test_every_role_sees_customers(role):
    assert policy.may_view(a(role))


def test_without_the_right_to_see_nothing_else_is_allowed():
    every_right = frozenset(permission for rights in STARTING_PERMISSIONS.values() for permission in rights)
    blind = Somebody(every_right - {"clients:view"})
    here = Somewhere()
    assert not any(
        [
            policy.may_view(blind),
            policy.may_view_archived(blind),
            policy.may_create(blind),
            policy.may_edit(blind, here),
            policy.may_import(blind),
            policy.may_export(blind),
            policy.may_read_notes(blind),
            policy.may_write_note(blind, here),
            policy.may_manage_tags(blind),
        ]
    )


@pytest.mark.parametrize("role, expected", [("member", False), ("lead", True), ("admin", True), ("owner", True)])
def test_leads_and_above_create_edit_import_export_see_archived_ones_and_manage_tags(role, expected):
    member = a(role)
    assert policy.may_create(member) is expected
    assert policy.may_edit(member, Somewhere()) is expected
    assert policy.may_edit(member, Somewhere(status="inactive")) is expected
    assert policy.may_view_archived(member) is expected
    assert policy.may_import(member) is expected
    assert policy.may_export(member) is expected
    assert policy.may_manage_tags(member) is expected


@pytest.mark.parametrize("role", ROLES)
def test_an_archived_customer_is_read_only_for_everyone(role):
    gone = Somewhere(is_archived=True)
    assert not policy.may_edit(a(role), gone)
    assert not policy.may_write_note(a(role), gone)
    assert not policy.may_change_note(a(role), Something(gone, author_id=1))
    assert policy.may_read_notes(a(role))


@pytest.mark.parametrize("role", ROLES)
def test_everybody_writes_notes_and_comments(role):
    for kind in NoteKind:
        assert policy.may_write_note(a(role), Somewhere(), kind)


@pytest.mark.parametrize(
    "role, own, expected",
    [
        ("member", True, True),
        ("member", False, False),
        ("lead", True, True),
        ("lead", False, True),
        ("admin", False, True),
        ("owner", False, True),
    ],
)
def test_authors_change_their_own_notes_and_moderators_everybodys(role, own, expected):
    note = Something(Somewhere(), author_id=1 if own else 2)
    assert policy.may_change_note(a(role), note) is expected


def test_an_author_who_lost_the_right_to_write_changes_nothing():
    assert not policy.may_change_note(NOBODY, Something(Somewhere(), author_id=1))
    reader = Somebody(frozenset({"clients:view"}))
    assert not policy.may_change_note(reader, Something(Somewhere(), author_id=1))


@pytest.mark.parametrize(
    "feature, rule",
    [
        (Feature.IMPORT, policy.may_import),
        (Feature.EXPORT, policy.may_export),
        (Feature.NOTES, lambda member: policy.may_read_notes(member, NoteKind.MEETING)),
        (Feature.NOTES, lambda member: policy.may_write_note(member, Somewhere(), NoteKind.MEETING)),
        (Feature.COMMENTS, lambda member: policy.may_read_notes(member, NoteKind.COMMENT)),
        (Feature.COMMENTS, lambda member: policy.may_write_note(member, Somewhere(), NoteKind.COMMENT)),
    ],
)
def test_a_feature_that_is_off_is_off_for_the_owner_too(feature, rule):
    assert rule(a("owner"))
    assert not rule(a("owner", organization=Firm({feature})))


def test_comments_and_notes_are_switched_apart():
    member = a("member", organization=Firm({Feature.COMMENTS}))
    assert policy.may_read_notes(member, NoteKind.GENERAL)
    assert not policy.may_read_notes(member, NoteKind.COMMENT)
