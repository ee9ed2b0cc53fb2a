import pytest

from clientele.customers.operations import update_customer
from tests.cast import NOW


@pytest.mark.parametrize("changes", [{"phone": "01632 960418"}, {"country": "GB"}])
def test_a_number_is_compared_with_the_country_that_is_saved(changes, a_customer, olive):
    saved = {"phone": "01632 960418", "country": "GB"}
    customer = a_customer(**{key: value for key, value in saved.items() if key not in changes})
    assert update_customer(customer, changes=changes, by=olive, at=NOW).phone_key == "+441632960418"
