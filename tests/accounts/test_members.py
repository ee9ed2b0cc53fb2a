import pytest

from clientele.accounts import policy
from clientele.accounts.models import Member, Role
from clientele.accounts.operations.members import add_member, change_member_role, remove_member, return_member
from clientele.accounts.operations.tokens import create_token
from clientele.accounts.queries import membership_of, token_that_opens
from clientele.kit.refusals import Conflict, Refusal
from clientele.trail.models import Entry
from tests.cast import NOW


def role(kind):
    return Role.objects.get(kind=kind)


def test_a_member_gets_another_role(olive, theo):
    change_member_role(theo, role=role("lead"), by=olive, at=NOW)
    assert Member.objects.get(pk=theo.pk).role.kind == "lead"
    assert Entry.objects.latest("pk").changes == {"role": ["Member", "Lead"]}


def test_the_last_owner_keeps_the_role_and_stays(olive):
    with pytest.raises(Conflict) as refused:
        change_member_role(olive, role=role("admin"), by=olive, at=NOW)
    assert refused.value.code == "last_owner"
    with pytest.raises(Conflict):
        remove_member(olive, by=olive, at=NOW)


def test_an_owner_may_go_once_there_is_another(olive, ada):
    change_member_role(ada, role=role("owner"), by=olive, at=NOW)
    remove_member(olive, by=ada, at=NOW)
    assert membership_of(olive.user, "brightwater") is None


def test_an_owner_whose_account_is_closed_does_not_count(olive, ada):
    change_member_role(ada, role=role("owner"), by=olive, at=NOW)
    ada.user.is_active = False
    ada.user.save()
    with pytest.raises(Conflict):
        remove_member(olive, by=olive, at=NOW)


def test_a_removed_member_loses_their_tokens_for_good(olive, theo):
    _, plain = create_token(name="Script", by=theo, at=NOW)
    remove_member(theo, by=olive, at=NOW)
    return_member(theo, by=olive, at=NOW)
    assert token_that_opens(plain, at=NOW) is None


def test_a_removed_member_comes_back_with_the_role_they_had(olive, dana):
    remove_member(dana, by=olive, at=NOW)
    assert membership_of(dana.user, "brightwater") is None
    return_member(dana, by=olive, at=NOW)
    back = membership_of(dana.user, "brightwater")
    assert (back.pk, back.role.kind) == (dana.pk, "lead")


def test_removing_and_returning_twice_is_once(olive, theo):
    for _ in range(2):
        remove_member(theo, by=olive, at=NOW)
    for _ in range(2):
        return_member(theo, by=olive, at=NOW)
    names = [entry.name.partition(".")[2] for entry in Entry.objects.filter(subject_id=theo.pk).order_by("pk")]
    assert names[-3:] == ["member_joined", "member_removed", "member_returned"]


def test_nobody_joins_twice(organization, theo):
    with pytest.raises(Refusal) as refused:
        add_member(organization, user=theo.user, role=role("admin"), at=NOW)
    assert refused.value.code == "already_a_member"


@pytest.mark.parametrize(
    "who, kind, may",
    [
        ("olive", "owner", True),
        ("olive", "admin", True),
        ("ada", "owner", False),
        ("ada", "admin", True),
        ("ada", "member", True),
        ("dana", "member", False),
        ("theo", "member", False),
    ],
)
def test_who_may_give_which_role(request, who, kind, may):
    assert policy.may_grant(request.getfixturevalue(who), role(kind)) is may


@pytest.mark.parametrize(
    "who, other, may",
    [("olive", "olive", True), ("ada", "olive", False), ("ada", "dana", True), ("dana", "theo", False)],
)
def test_who_may_change_whom(request, who, other, may):
    assert policy.may_change_member(request.getfixturevalue(who), request.getfixturevalue(other)) is may
