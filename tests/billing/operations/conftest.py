import pytest

ADDRESS = {"address_line1": "4 Mill Lane", "city": "Leeds", "postal_code": "LS1 4AB", "country": "GB"}


@pytest.fixture
def baker(a_customer):
    return a_customer("Baker & Co", email="pay@baker.example", **ADDRESS)


@pytest.fixture
def drafts(a_draft, baker):
    """Makes so many drafts of the baker."""
    return lambda number=3, **values: [a_draft(customer=baker, **values) for _ in range(number)]
