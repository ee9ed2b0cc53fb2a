from clientele.customers.models import Customer
from clientele.customers.operations import update_customer
from clientele.trail.models import Entry
from tests.cast import NOW


def test_a_customer_is_created_and_changed(olive, anders):
    update_customer(anders, changes={"phone": "+44 1632 960418"}, tags=["Catering"], by=olive, at=NOW)
    fresh = Customer.objects.get()
    assert (fresh.phone_key, fresh.version) == ("+441632960418", 2)
    assert [entry.name for entry in Entry.objects.order_by("pk")][-3:] == [
        "customers.created",
        "customers.tag_created",
        "customers.updated",
    ]
