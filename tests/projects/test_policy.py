"""Who may do what with projects, as tables: each role against a project that is open, archived or its customer is."""

from dataclasses import dataclass, field

import pytest

from clientele.accounts.choices import STARTING_PERMISSIONS, Feature
from clientele.projects import policy

ROLES = ("member", "lead", "admin", "owner")


@dataclass
class Firm:
    disabled: set[str] = field(default_factory=set)

    def has_feature(self, feature):
        return feature not in self.disabled


@dataclass
class Somebody:
    permissions: frozenset[str]
    organization: Firm = field(default_factory=Firm)

    def can(self, permission):
        return permission in self.permissions


@dataclass
class Somewhere:
    is_archived: bool = False


@dataclass
class Something:
    status: str = "active"
    customer: Somewhere = field(default_factory=Somewhere)


OPEN, ARCHIVED = Something(), Something(status="archived")
OF_ARCHIVED = Something(customer=Somewhere(is_archived=True))


def of(role):
    return Somebody(STARTING_PERMISSIONS[role])


def allowed(rule):
    return [role for role in ROLES if rule(of(role))]


@pytest.mark.parametrize(
    "rule, roles",
    [
        (policy.may_view, ["member", "lead", "admin", "owner"]),
        (policy.may_create, ["lead", "admin", "owner"]),
        (policy.may_export, ["lead", "admin", "owner"]),
        (policy.may_manage_rates, ["admin", "owner"]),
        (lambda member: policy.may_edit(member, OPEN), ["lead", "admin", "owner"]),
        (lambda member: policy.may_edit(member, ARCHIVED), []),
        (lambda member: policy.may_change(member, ARCHIVED), ["lead", "admin", "owner"]),
        (lambda member: policy.may_edit(member, OF_ARCHIVED), []),
        (lambda member: policy.may_change(member, OF_ARCHIVED), []),
    ],
)
def test_each_rule_allows_just_these_roles(rule, roles):
    assert allowed(rule) == roles


@pytest.mark.parametrize("rule", [policy.may_view, policy.may_create, policy.may_export, policy.may_manage_rates])
def test_nobody_may_anything_where_projects_are_switched_off(rule):
    owner = of("owner")
    owner.organization.disabled.add(Feature.PROJECTS)
    assert not rule(owner)
