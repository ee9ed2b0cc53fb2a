import pytest
from allauth.account.models import EmailAddress

from clientele.accounts.models import User
from clientele.accounts.operations.people import create_user, rename_user
from clientele.kit.refusals import Refusal
from tests.cast import NOW, PASSWORD


def made(**values):
    return create_user(
        **({"email": "Zoe@Brightwater.example", "name": "Zoe", "password": PASSWORD, "at": NOW} | values)
    )


@pytest.mark.django_db
def test_an_account_is_made_with_an_address_that_counts_as_verified():
    user = made()
    address = EmailAddress.objects.get(user=user)
    assert (user.email, address.email, address.verified, address.primary) == (
        "zoe@brightwater.example",
        "zoe@brightwater.example",
        True,
        True,
    )
    assert user.check_password(PASSWORD)


@pytest.mark.django_db
def test_one_address_has_one_account_whatever_its_case():
    made()
    with pytest.raises(Refusal) as refused:
        made(email="ZOE@brightwater.EXAMPLE")
    assert refused.value.code == "email_taken"


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["short", "password", "zoe@brightwater.example"])
def test_a_weak_password_is_refused(password):
    with pytest.raises(Refusal) as refused:
        made(password=password)
    assert refused.value.errors[0].field == "password"
    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "  ", "Zoe\x00", "Zoe\u202e", "Z" * 121])
def test_a_name_is_one_line_that_can_be_read(name):
    user = made()
    with pytest.raises(Refusal):
        rename_user(user, name=name)
