from collections.abc import Callable

import pytest
from django.db import IntegrityError
from django.test import TestCase
from django.utils import timezone

from clientele.background.choices import MOST_DEATHS, GaveUp
from clientele.background.operations import bury_the_dead
from clientele.background.operations.running import claim_next
from clientele.customers.models import Customer
from clientele.exchange.models import Import
from clientele.exchange.operations import (
    cancel_import,
    start_import,
)
from clientele.exchange.operations import running as running_room
from clientele.exchange.operations.checking import check_import
from clientele.exchange.operations.deciding import Decider
from clientele.exchange.operations.running import run_import
from clientele.kit.refusals import Conflict, Refusal
from tests.cast import NOW
from tests.exchange.conftest import Choose, fresh, numbers, reasons, run


def test_good_rows_go_in_and_the_others_are_kept_with_their_reason(choose: Choose) -> None:
    batch = run(choose("Name,Email\nGood,\nBad,nobody\n"))
    assert (batch.status, numbers(batch)) == ("done", (1, 0, 0, 1))
    assert [refusal.cells for refusal in batch.refusals.all()] == [["Bad", "nobody"]]


def test_all_or_nothing_does_not_start_with_a_refused_row(choose: Choose) -> None:
    batch = choose("Name,Email\nGood,\nBad,nobody\n")
    with pytest.raises(Refusal, match="1 row is refused"):
        start_import(batch, at=NOW, mode="all_or_nothing")
    assert fresh(batch).status == "checked"


def test_all_or_nothing_takes_everything_back_when_a_row_turns_bad_meanwhile(
    choose: Choose, a_customer: Callable[..., Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clientele.exchange.operations.passing.CHUNK", 2)
    batch = choose("Name,Code\nOne,1\nTwo,2\nThree,3\nFour,4\n")
    a_customer("Another", code="4")
    start_import(batch, at=NOW, mode="all_or_nothing")
    a_customer("Four")
    run_import.call(batch.organization_id, batch.pk)
    batch = fresh(batch)
    assert batch.status == "failed"
    assert batch.failure == "Row 5: The code 4 belongs to Another. Nothing was imported, as you asked."
    assert set(Customer.objects.values_list("name", flat=True)) == {"Another", "Four"}


@pytest.mark.parametrize("broken_at", [0, 1, 2])
def test_a_run_cut_off_goes_on_where_it_was(choose: Choose, monkeypatch: pytest.MonkeyPatch, broken_at: int) -> None:
    monkeypatch.setattr("clientele.exchange.operations.passing.CHUNK", 2)
    rows = "".join(f"Customer {n},C{n},\n" for n in range(5))
    batch = choose(f"Name,Code,Email\n{rows}Customer 0,,\nBad,,nobody\nLast,,\n")
    start_import(batch, at=NOW)
    calls = []
    write = running_room._write

    def cut_off(*args: object) -> None:
        calls.append(args)
        write(*args)  # type: ignore[arg-type]
        if len(calls) == broken_at + 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(running_room, "_write", cut_off)
    with pytest.raises(KeyboardInterrupt):
        run_import.call(batch.organization_id, batch.pk)
    assert Customer.objects.count() == broken_at * 2
    assert fresh(batch).done == broken_at * 2
    monkeypatch.setattr(running_room, "_write", write)
    run_import.call(batch.organization_id, batch.pk)
    batch = fresh(batch)
    assert (batch.status, numbers(batch), batch.done) == ("done", (6, 0, 0, 2), 8)
    assert [reason for _, reason, _ in reasons(batch)] == ["Same name as row 2.", "“nobody” is not an email address."]
    assert Customer.objects.count() == 6


def test_a_name_taken_in_the_same_moment_refuses_that_row_only(
    choose: Choose, a_customer: Callable[..., Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = choose("Name,Code\nOne,1\nTwo,2\n", updates_existing=False)
    create, forget, tries = running_room.create_customers, Decider.forget, []

    def overtaken(rows: object, **kwargs: object) -> object:
        tries.append(rows)
        if len(tries) == 1:
            raise IntegrityError
        return create(rows, **kwargs)  # type: ignore[arg-type]

    def and_then(decider: Decider) -> None:
        forget(decider)
        a_customer("Two", code="OTHER")

    monkeypatch.setattr(running_room, "create_customers", overtaken)
    monkeypatch.setattr(Decider, "forget", and_then)
    batch = run(batch)
    assert (batch.status, numbers(batch), len(tries)) == ("done", (1, 0, 0, 1), 2)


def test_a_cancelled_import_stops_and_keeps_what_is_in(choose: Choose, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clientele.exchange.operations.passing.CHUNK", 2)
    batch = choose("Name\n" + "".join(f"Customer {n}\n" for n in range(6)))
    start_import(batch, at=NOW)
    write, calls = running_room._write, []

    def cancelled_after_one(batch: Import, decisions: object) -> None:
        calls.append(1)
        write(batch, decisions)  # type: ignore[arg-type]

    monkeypatch.setattr(running_room, "_write", cancelled_after_one)
    finish = running_room._is_ours

    def is_ours(batch: Import) -> bool:
        if len(calls) == 1:
            cancel_import(batch, at=NOW)
        return finish(batch)

    monkeypatch.setattr(running_room, "_is_ours", is_ours)
    run_import.call(batch.organization_id, batch.pk)
    batch = fresh(batch)
    assert (batch.status, Customer.objects.count()) == ("cancelled", 2)
    with pytest.raises(Conflict, match="not running"):
        cancel_import(batch, at=NOW)


def test_an_import_that_outlived_its_workers_says_so_and_does_not_run_for_ever(choose: Choose) -> None:
    batch = choose("Name\nOne\n")
    with TestCase.captureOnCommitCallbacks(execute=True):
        start_import(batch, at=NOW)
    for _ in range(MOST_DEATHS):
        assert claim_next("worker that dies")
        bury_the_dead(at=timezone.now())
    batch = fresh(batch)
    assert batch.status == "failed"
    assert batch.failure.startswith("The program ended again and again while it was at it. Choose the file again")


def test_a_check_that_gave_up_says_so_unless_a_newer_one_began(choose: Choose) -> None:
    batch = choose("Name\nOne\n")
    Import.objects.filter(pk=batch.pk).update(status="checking")
    told = check_import.given_up
    assert told is not None
    told(GaveUp.PASSING, batch.organization_id, batch.pk, batch.generation - 1)
    assert fresh(batch).status == "checking"
    told(GaveUp.PASSING, batch.organization_id, batch.pk, batch.generation)
    assert fresh(batch).status == "failed"
    assert fresh(batch).failure == "The database could not be reached again and again. Choose the file again."
