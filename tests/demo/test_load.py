from datetime import UTC, datetime

import pytest

from clientele.accounts.models import Member, User
from clientele.customers.models import Contact, Customer, Note
from clientele.customers.queries import status_totals
from clientele.demo.invention import invented_customers
from clientele.demo.operations import CUSTOMERS, EMAIL, PASSWORD, load_demo
from clientele.kit.refusals import Refusal
from clientele.kit.tenancy import inside
from clientele.overview.queries import differences
from clientele.trail.models import Entry

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def brightwater():
    organization = load_demo(at=AT)
    with inside(organization):
        yield organization


def test_the_firm_has_its_customers_and_they_have_their_lives(brightwater):
    totals = status_totals()
    assert totals["active"] + totals["inactive"] == CUSTOMERS
    assert totals["inactive"] > 15
    assert totals["archived"] == 4
    assert differences(brightwater) == {}
    assert Contact.objects.count() > 150
    assert set(Note.objects.order_by().values_list("kind", flat=True).distinct()) == {
        "comment", "general", "meeting", "phone_call", "email", "decision"
    }  # fmt: skip
    anders = Customer.objects.get(code="ANDERS")
    assert (anders.email, anders.phone) == ("office@andersbakery.example", "01632 960 418")
    assert anders.created_at.date().isoformat() == "2021-11-07"


def test_nothing_lies_in_the_future(brightwater):
    assert not Entry.objects.filter(at__gt=AT).exists()
    assert not Note.objects.filter(created_at__gt=AT).exists()


def test_the_owner_signs_in_and_can_switch(brightwater):
    owner = User.objects.get(email=EMAIL)
    assert owner.check_password(PASSWORD)
    assert owner.memberships.db_manager("default").model is Member
    with inside(brightwater):
        assert {member.role.kind for member in Member.objects.select_related("role")} == {
            "owner", "admin", "lead", "member"
        }  # fmt: skip


def test_a_second_load_is_refused_and_changes_nothing(brightwater):
    before = Entry.objects.count()
    with pytest.raises((Refusal, Exception)):
        load_demo(at=AT)
    assert Entry.objects.count() == before


def test_the_invented_are_the_same_each_time():
    first, second = (invented_customers(40, names=set(), codes=set()) for _ in range(2))
    assert first == second
    assert len({customer.name for customer in first}) == 40
