import threading

import pytest
from django.db import connection

from clientele.customers.models import Customer

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_create_the_same_name_at_once_exactly_one_succeeds(olive, sign_in):
    clients = [sign_in(olive) for _ in range(4)]
    answers = []

    def send(client) -> None:
        given = {"name": "Quay Street Dental", "kind": "company", "payment_terms": "net_14", "currency": "GBP"}
        try:
            answers.append(client.post("/brightwater/customers/new/", given).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 422, 422, 422]
    assert Customer.objects.count() == 1
