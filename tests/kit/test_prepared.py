from datetime import date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clientele.accounts.models import Member
from clientele.billing.models import Invoice
from clientele.kit.prepared import Prepared, PreparedFew
from tests.billing.conftest import a_draft, an_invoice
from tests.cast import NOW

__all__ = ["a_draft", "an_invoice"]

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


JOINED = Prepared(
    lambda organization, keys, since: Member.objects.filter(
        organization=organization, pk__among=keys, joined_at__gte=since
    ).order_by("pk"),
    organization=int,
    keys=list,
    since=datetime,
)


def test_a_gap_takes_keys_and_one_takes_a_moment(organization, olive, dana, theo, otto):
    keys = [theo.pk, olive.pk, otto.pk]
    assert JOINED(organization=organization.pk, keys=keys, since=NOW) == [olive, theo]
    assert JOINED(organization=organization.pk, keys=[], since=NOW) == []
    assert JOINED(organization=organization.pk, keys=keys, since=NOW + timedelta(seconds=1)) == []


def test_postgresql_plans_what_every_request_asks_once(organization, olive, settings):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps statements in the connection")
    assert settings.DATABASES["default"]["OPTIONS"]["prepare_threshold"] == 2
    for _ in range(5):
        assert OF_ROLE(organization=organization.pk, role=olive.role_id) == [olive]
        assert JOINED(organization=organization.pk, keys=[olive.pk], since=NOW) == [olive]
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        planned = [statement for (statement,) in cursor.fetchall()]
    assert any('"accounts_member"."role_id" = $2' in statement for statement in planned)
    assert not any("bigint[]" in statement for statement in planned)


@pytest.mark.parametrize("plans_once", [True, False])
def test_a_day_in_a_gap_is_told_from_others(organization, olive, an_invoice, plans_once):
    between = Prepared(
        lambda organization, since, until: Invoice.objects.filter(
            organization=organization, issued_on__gte=since, issued_on__lt=until
        ),
        plans_once,
        organization=int,
        since=date,
        until=date,
    )
    invoice = an_invoice(issued_on=date(2026, 9, 1))
    an_invoice(issued_on=date(2026, 10, 1))
    asked = {"organization": organization.pk, "since": date(2026, 9, 1)}
    assert between(until=date(2026, 10, 1), **asked) == [invoice]
    assert between(until=date(2026, 9, 1), **asked) == []


def test_keys_are_told_where_they_are_few_and_of_too_many_none_is_read(organization, outpost, olive, dana, theo, otto):
    def members(organization):
        return Member.objects.filter(organization=organization).values_list("pk")

    keys = sorted(key for (key,) in members(organization.pk))
    for most in (len(keys), len(keys) + 1):
        assert sorted(PreparedFew(members, most, organization=int)(organization=organization.pk)) == keys
    with CaptureQueriesContext(connection) as asked:
        assert PreparedFew(members, len(keys) - 1, organization=int)(organization=organization.pk) is None
    assert len(asked) == 1
    assert PreparedFew(members, 5, organization=int)(organization=0) == []
