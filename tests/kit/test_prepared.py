import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clientele.accounts.models import Member
from clientele.kit.prepared import Prepared

OF_ROLE = Prepared(
    lambda organization, role: (
        Member.objects.select_related("role", "organization", "user")
        .filter(organization=organization, role=role, is_active=True)
        .order_by("pk")
    ),
    organization=int,
    role=int,
)


def test_the_same_rows_as_the_query_and_what_belongs_to_them(organization, olive, dana, theo):
    for member in (olive, dana, theo):
        (found,) = OF_ROLE(organization=organization.pk, role=member.role_id)
        with CaptureQueriesContext(connection) as asked:
            assert found == member
            assert (found.user.name, found.role, found.organization) == (member.name, member.role, organization)
            assert found.role.permissions == member.role.permissions
            assert found.organization.created_at == organization.created_at
        assert len(asked) == 0


def test_another_organisation_is_reached_only_by_its_number(organization, olive, outpost, otto):
    assert OF_ROLE(organization=outpost.pk, role=olive.role_id) == []
    assert OF_ROLE(organization=outpost.pk, role=otto.role_id) == [otto]


def test_what_changed_is_read_anew(organization, theo):
    assert OF_ROLE(organization=organization.pk, role=theo.role_id) == [theo]
    theo.is_active = False
    theo.save()
    assert OF_ROLE(organization=organization.pk, role=theo.role_id) == []


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["abc", "x' OR 1=1 --", "%s", "", "gap-7310000000000000000"])
def test_text_in_a_gap_is_a_value_and_nothing_else(key):
    by_key = Prepared(lambda key: Session.objects.filter(session_key=key), key=str)
    Session.objects.create(session_key="abc", session_data="", expire_date=timezone.now())
    assert [one.session_key for one in by_key(key=key)] == (["abc"] if key == "abc" else [])


def test_a_gap_left_open_is_an_error(organization):
    with pytest.raises(KeyError):
        OF_ROLE(organization=organization.pk)
