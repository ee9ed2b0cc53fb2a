import threading
from datetime import timedelta

import pytest
from django.db import connection

from clientele.customers.operations import create_customer, update_customer
from clientele.kit.tenancy import inside
from clientele.overview.operations import recount
from clientele.overview.queries import differences, totals_for
from tests.cast import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_totals_stay_exact_while_many_write_and_one_recounts(organization, olive):
    problems = []

    def write(worker: int) -> None:
        try:
            with inside(organization):
                for number in range(6):
                    made = create_customer(values={"name": f"Customer {worker}-{number}"}, by=olive, at=NOW)
                    if number % 2:
                        update_customer(made, changes={"status": "inactive"}, by=olive, at=NOW + timedelta(seconds=1))
                    if number == 3:
                        recount(organization)
        except Exception as problem:  # noqa: BLE001 - told below
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert totals_for(organization).by_state == {"active": 12, "inactive": 12, "archived": 0}
    assert differences(organization) == {}
