import io

import pytest

from clientele.accounts.models import Member
from clientele.customers.models import Customer
from clientele.customers.operations import update_customer
from clientele.exchange.models import Import
from clientele.exchange.operations import (
    change_import,
    choose_file,
    discard_import,
    read_import_as,
    start_import,
)
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.tenancy import inside
from tests.cast import NOW
from tests.exchange.conftest import LIST, Choose, fresh, numbers, reasons, run


def test_columns_can_be_matched_by_hand_and_the_numbers_answer(choose: Choose) -> None:
    batch = choose("Firma,Was,Wer\nA,x@a.example,Jo\nB,nobody,\n")
    assert batch.mapping == ["name", "", ""] or batch.mapping[0] == "name"
    batch = change_import(batch, mapping=["name", "email", "contact_name"])
    assert (numbers(batch), batch.status) == ((1, 0, 0, 1), "checked")
    with pytest.raises(Refusal, match="a field for every column"):
        change_import(batch, mapping=["name", "organization", ""])
    with pytest.raises(Refusal, match="a field for every column"):
        change_import(batch, mapping=["name"])


def test_without_a_name_column_every_row_says_so(choose: Choose) -> None:
    batch = change_import(choose("Name,Email\nA,a@a.example\n"), mapping=["", "email"])
    assert reasons(batch)[0][1:] == ("The name is missing.", "Choose the column that holds the name")


def test_a_mark_that_turns_text_around_is_not_in_the_columns_that_are_shown(choose: Choose) -> None:
    batch = choose("Name,Em\u202eail\nOne\u202eTwo,a@a.example\nPlain\u200f,b@a.example\n")
    assert [column["title"] for column in batch.columns] == ["Name", "Email"]
    assert batch.columns[0]["samples"] == ["OneTwo", "Plain"]
    assert numbers(batch)[3] == 2


def test_a_file_can_be_read_in_another_encoding(choose: Choose) -> None:
    batch = choose("Name;Phone\nPříliš;1\n".encode("cp1250"))
    batch = read_import_as(batch, encoding="cp1250")
    assert batch.columns[0]["samples"] == ["Příliš"]
    with pytest.raises(Refusal):
        read_import_as(batch, encoding="rot13")


def test_an_import_that_runs_cannot_be_changed_or_discarded(choose: Choose) -> None:
    batch = run(choose(LIST))
    for refused in (
        lambda: change_import(batch, updates_existing=False),
        lambda: read_import_as(batch, encoding="cp1252"),
        lambda: discard_import(batch),
        lambda: start_import(batch, at=NOW),
    ):
        with pytest.raises(Conflict) as conflict:
            refused()
        assert conflict.value.code == "import_started"


def test_discarding_leaves_neither_rows_nor_file(choose: Choose, django_capture_on_commit_callbacks: object) -> None:
    batch = choose("Name,Email\nBad,nobody\n")
    storage, stored = batch.file.storage, batch.file.name
    assert storage.exists(stored)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        discard_import(batch)
    assert not storage.exists(stored)
    assert Import.objects.count() == 0


def test_the_stored_name_tells_nothing_of_the_uploaded_one(choose: Choose) -> None:
    batch = choose(LIST, name="../../etc/pass\u202ewd\n.csv")
    assert batch.name == "passwd.csv" or "/" not in batch.name
    assert batch.file.name.startswith(f"imports/{batch.organization_id}/")
    assert "passwd" not in batch.file.name


def test_a_file_past_the_limit_is_refused_before_it_is_read(choose: Choose, settings: object) -> None:
    settings.IMPORT_LARGEST_FILE = 100  # type: ignore[attr-defined]
    with pytest.raises(Refusal, match="at most 0 MB") as refused:
        choose("Name\n" + "A\n" * 200)
    assert refused.value.errors[0].field == "file"


def test_ids_of_another_firm_mean_nothing(choose: Choose, foreign_customer: Customer, otto: Member) -> None:
    batch = choose(
        f"ID,Organization ID,Customer ID,Name\n{foreign_customer.pk},{otto.organization_id},,Outpost Secret Ltd\n"
    )
    batch = run(batch)
    assert numbers(batch) == (1, 0, 0, 0)
    with inside(otto.organization):
        assert Customer.objects.get().version == 1
        assert Import.objects.count() == 0


def test_a_long_file_is_checked_in_the_background(dana: Member, django_capture_on_commit_callbacks: object) -> None:
    from clientele.background.operations import run_waiting_tasks

    content = "Name\n" + "".join(f"Customer {n}\n" for n in range(2_100))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        batch = choose_file(io.BytesIO(content.encode()), name="long.csv", by=dana, at=NOW)
        assert batch.status == "checking"
    run_waiting_tasks()
    assert (fresh(batch).status, numbers(fresh(batch))) == ("checked", (2_100, 0, 0, 0))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        start_import(batch, at=NOW)
    run_waiting_tasks()
    assert (fresh(batch).status, Customer.objects.count()) == ("done", 2_100)


def test_a_newer_check_ends_the_older_one(choose: Choose) -> None:
    from clientele.exchange.operations.checking import check_import

    batch = choose("Name\n" + "".join(f"Customer {n}\n" for n in range(2_100)))
    older = batch.generation
    batch = change_import(batch, mapping=[""])
    check_import.call(batch.organization_id, batch.pk, older)
    assert fresh(batch).status == "checking"
    check_import.call(batch.organization_id, batch.pk, batch.generation)
    assert numbers(fresh(batch)) == (0, 0, 0, 2_100)


def test_changes_by_hand_between_check_and_run_are_seen(choose: Choose, anders: Customer, dana: Member) -> None:
    batch = choose("Name,Code,Phone\nAnders & Sons Bakery,ANDERS,01632 9\n")
    update_customer(anders, changes={"name": "Anders Bakery", "phone": "01632 8"}, by=dana, at=NOW)
    run(batch)
    anders.refresh_from_db()
    assert (anders.name, anders.phone, anders.version) == ("Anders & Sons Bakery", "01632 9", 3)
