import threading

import psycopg
import pytest
from django.db import connection, transaction
from django.utils import timezone

from clientele.background.operations.upkeep import seal_the_trail
from clientele.customers.operations import create_customer
from clientele.kit.tenancy import inside
from clientele.trail import sealing
from clientele.trail.models import Entry
from clientele.trail.sealing import settled
from clientele.trail.verifying import broken_seals, chain
from tests.cast import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(sealing, "PAUSE", 0.05)
    monkeypatch.setattr(sealing, "PATIENCE", 0.2)


def test_a_lower_id_that_is_committed_later_is_waited_for(organization, olive, outpost, otto):
    if connection.vendor == "sqlite":
        pytest.skip("there is one writer at a time")
    begun, may_end = threading.Event(), threading.Event()

    def write_slowly():
        with inside(outpost), transaction.atomic():
            create_customer(values={"name": "Slow"}, by=otto, at=NOW)
            begun.set()
            may_end.wait(10)
        connection.close()

    slow = threading.Thread(target=write_slowly)
    slow.start()
    begun.wait(10)
    create_customer(values={"name": "Quick"}, by=olive, at=NOW)
    assert settled() == 0
    may_end.set()
    slow.join()
    quick = Entry.objects.latest("pk")
    assert quick.subject_text == "Quick"
    assert settled() == quick.pk
    with inside(outpost):
        assert Entry.objects.latest("pk").pk < quick.pk


def test_what_is_open_in_another_database_is_not_waited_for(organization, olive):
    if connection.vendor == "sqlite":
        pytest.skip("there is one database in the file")
    create_customer(values={"name": "Here"}, by=olive, at=NOW)
    given = connection.get_connection_params() | {"dbname": "postgres"}
    with psycopg.connect(**{key: given[key] for key in ("host", "port", "user", "password", "dbname")}) as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id()")
        assert settled() == Entry.objects.latest("pk").pk


def test_the_chain_is_whole_although_many_write_while_it_grows(organization, olive):
    problems = []

    def write(worker):
        try:
            with inside(organization):
                for number in range(8):
                    create_customer(values={"name": f"Customer {worker}-{number}"}, by=olive, at=NOW)
        except Exception as problem:  # noqa: BLE001 - told below
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        seal_the_trail.func()
    seal_the_trail.func()
    assert problems == []
    assert list(broken_seals()) == []
    assert chain().waiting == 0
    assert chain().entries == Entry.objects.count()


def test_two_workers_seal_nothing_twice(organization, olive):
    for number in range(5):
        create_customer(values={"name": f"Customer {number}"}, by=olive, at=timezone.now())
    problems = []

    def seal():
        try:
            seal_the_trail.func()
        except Exception as problem:  # noqa: BLE001 - told below
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=seal) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert list(broken_seals()) == []
    assert (chain().entries, chain().waiting) == (Entry.objects.count(), 0)
