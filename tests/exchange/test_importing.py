import io
from collections.abc import Callable

import pytest
from django.db import IntegrityError

from clientele.accounts.models import Member
from clientele.customers.models import Contact, Customer, Tag
from clientele.customers.operations import update_customer
from clientele.customers.operations.tags import tag_names
from clientele.exchange.models import Import
from clientele.exchange.operations import (
    cancel_import,
    change_import,
    choose_file,
    discard_import,
    read_import_as,
    start_import,
)
from clientele.exchange.operations import running as running_room
from clientele.exchange.operations.deciding import Decider
from clientele.exchange.operations.running import run_import
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.tenancy import inside
from clientele.trail.models import Entry
from tests.cast import NOW
from tests.exchange.conftest import Choose, fresh, numbers, reasons, run

LIST = (
    "Firm,Short,E-mail,Tel.,Street,Town,Postcode,Groups,Contact,Role\n"
    "Abbot & Lyle Solicitors,ABBOT,accounts@abbotlyle.example,01632 960552,3 Harbour Parade,London,EN1 1AA,"
    "Service plan; Lettings,Ruth Abbot,Partner\n"
    "Ash Tree Kennels,ASHTREE,ruth@ashtree.example,,,,,Service plan,,\n"
    "Bayview Guest House,,stay@bayview.example,,,,,,Sam Bay,\n"
)


def test_checking_says_what_would_happen_and_saves_nothing(choose: Choose) -> None:
    batch = choose(LIST)
    assert (batch.status, batch.rows, numbers(batch)) == ("checked", 3, (3, 0, 0, 0))
    assert [row["name"] for row in batch.preview["created"]][:2] == ["Abbot & Lyle Solicitors", "Ash Tree Kennels"]
    assert Customer.objects.count() == 0


def test_importing_saves_customers_with_tags_and_main_contact(choose: Choose, dana: Member) -> None:
    batch = run(choose(LIST))
    assert (batch.status, numbers(batch), batch.done) == ("done", (3, 0, 0, 0), 3)
    abbot = Customer.objects.get(code="ABBOT")
    assert (abbot.name, abbot.email, abbot.city, abbot.payment_terms) == (
        "Abbot & Lyle Solicitors",
        "accounts@abbotlyle.example",
        "London",
        abbot.organization.payment_terms,
    )
    assert (abbot.name_key, abbot.name_sort, abbot.phone_key) == (
        "abbot & lyle solicitors",
        "abbot & lyle solicitors",
        "01632960552",
    )
    assert tag_names(abbot) == ["Lettings", "Service plan"]
    assert Tag.objects.count() == 2
    contact = Contact.objects.get(customer=abbot)
    assert (contact.name, contact.role, contact.is_primary) == ("Ruth Abbot", "Partner", True)


def test_every_imported_customer_has_its_entry_in_the_trail(choose: Choose, dana: Member) -> None:
    run(choose(LIST, name="spring.csv"))
    entries = Entry.objects.filter(name="customers.imported").order_by("pk")
    assert [entry.subject_text for entry in entries] == [
        "Abbot & Lyle Solicitors",
        "Ash Tree Kennels",
        "Bayview Guest House",
    ]
    first = entries[0]
    assert (first.author, first.facts) == (dana.name, {"file": "spring.csv", "version": 1})
    assert first.changes["code"] == [None, "ABBOT"]
    assert first.changes["tags"] == [None, ["Lettings", "Service plan"]]
    added = Entry.objects.filter(name="customers.contact_added").order_by("pk")
    assert [(entry.subject_text, entry.within_kind) for entry in added] == [
        ("Ruth Abbot", "customer"),
        ("Sam Bay", "customer"),
    ]
    assert added[0].within_id == first.subject_id
    finished = Entry.objects.get(name="exchange.import_finished")
    assert finished.facts["created"] == 3


def test_importing_twice_doubles_nothing(choose: Choose) -> None:
    run(choose(LIST))
    before = Entry.objects.count()
    batch = run_if_any(choose(LIST))
    assert numbers(batch) == (0, 0, 3, 0)
    assert (Customer.objects.count(), Contact.objects.count(), Entry.objects.count()) == (3, 2, before)


def run_if_any(batch: Import) -> Import:
    """An import of nothing new is refused, so that nobody waits for it."""
    with pytest.raises(Refusal, match="nothing to import"):
        start_import(batch, at=NOW)
    return fresh(batch)


def test_the_task_run_twice_imports_once(choose: Choose) -> None:
    batch = run(choose(LIST))
    run_import.call(batch.organization_id, batch.pk)
    assert Customer.objects.count() == 3
    assert numbers(fresh(batch)) == (3, 0, 0, 0)


def test_rows_find_their_customer_by_code_else_by_name(choose: Choose, a_customer: Callable[..., Customer]) -> None:
    coded, named = a_customer("Abbot", code="ABBOT"), a_customer("ash TREE kennels")
    batch = run(
        choose("Name,Code,Phone\nAbbot & Lyle,abbot,01632 1\nAsh Tree  Kennels,,01632 2\nNew One,NEW,01632 3\n")
    )
    assert numbers(batch) == (1, 2, 0, 0)
    coded.refresh_from_db()
    named.refresh_from_db()
    assert (coded.name, coded.code, coded.phone, coded.version) == ("Abbot & Lyle", "ABBOT", "01632 1", 2)
    assert (coded.name_key, coded.phone_key) == ("abbot & lyle", "016321")
    assert named.phone == "01632 2"
    entry = Entry.objects.filter(name="customers.updated", subject_id=coded.pk).get()
    assert entry.changes == {"name": ["Abbot", "Abbot & Lyle"], "phone": ["", "01632 1"]}
    assert entry.facts == {"file": "customers.csv", "version": 2}


def test_blank_cells_leave_what_is_saved(choose: Choose, a_customer: Callable[..., Customer]) -> None:
    ash = a_customer("Ash Tree Kennels", email="ruth@ash.example", notes="Dog bites", tags=("VIP",))
    run(choose("Name,Email,Notes,Tags,Phone\nAsh Tree Kennels,,,North,01632\n"))
    ash.refresh_from_db()
    assert (ash.email, ash.notes, ash.phone) == ("ruth@ash.example", "Dog bites", "01632")
    assert tag_names(ash) == ["North", "VIP"]


def test_a_contact_of_the_same_name_is_changed_and_not_doubled(choose: Choose) -> None:
    run(choose(LIST))
    run(choose("Name,Contact,Role\nAbbot & Lyle Solicitors,ruth abbot,Senior Partner\nAsh Tree Kennels,Jo,Owner\n"))
    people = Contact.objects.order_by("name").values_list("name", "role", "is_primary")
    assert list(people) == [("Jo", "Owner", True), ("Sam Bay", "", True), ("ruth abbot", "Senior Partner", True)]


def test_each_refused_row_says_why_and_what_to_do(choose: Choose, a_customer: Callable[..., Customer]) -> None:
    a_customer("Dunmore Hotel", code="DUNMORE")
    a_customer("Quay Street Dental", code="QUAY")
    a_customer("Quay Dental Lab")
    a_customer("Copper Kettle", code="KETTLE")
    a_customer("Codeless")
    batch = choose(
        "Name,Code,Email,Phone,Website,Country,Terms\n"
        "Dunmore Hotel,DUN,,,,,\n"
        "Quay Dental Lab,QUAY,,,,,\n"
        "Larkspur Day Centre,,info@larkspur,,,,\n"
        "Copper Kettle,KETTL,,,,,\n"
        "Fairweather Estates,,,,,,\n"
        "FAIRWEATHER  estates,,,,,,\n"
        ",,,01632 960552,,,\n"
        "Codeless,NEW,,,,,\n"
        "Bad Code,has spaces,,,,,\n"
        "Bad Web,,,,javascript:alert(1),,\n"
        "Bad Land,,,,,Freedonia,\n"
        "Bad Terms,,,,,,25 days\n"
        "Two Wrongs,a b,nobody,,,,\n"
        "Turned \u202ename,,,,,,\n"
        "First,SAME,,,,,\n"
        "Second,same,,,,,\n"
    )
    assert reasons(batch) == [
        (2, "Customer with this name already exists.", "Saved with the code DUNMORE, this row has DUN"),
        (3, "The code QUAY belongs to Quay Street Dental.", "Give this row another code"),
        (4, "“info@larkspur” is not an email address.", "Correct it, or leave it blank"),
        (5, "A code cannot change after creation.", "Saved KETTLE, file KETTL"),
        (7, "Same name as row 6.", "Keep one of the two"),
        (8, "The name is missing.", "This row has only “Phone”"),
        (9, "A code cannot change after creation.", "Saved without a code, file NEW"),
        (
            10,
            "Code: Use letters, digits, hyphens and underscores, no spaces.",
            "Correct it, or leave it blank",
        ),
        (11, "Website: A website starts with http:// or https://.", "Correct it, or leave it blank"),
        (12, "“Freedonia” is not a country we know.", "Write its name or its two letters, such as GB"),
        (
            13,
            "“25 days” is not one of the payment terms.",
            "Write 7, 14, 15, 30, 45, 60 or 90 days, due on receipt or end of month",
        ),
        (
            14,
            "Code: Use letters, digits, hyphens and underscores, no spaces.",
            "Correct it, or leave it blank; also look at: Email",
        ),
        (
            15,
            "Name: This has a text-direction mark (U+202E), which cannot be saved. Type it again without it.",
            "Correct it",
        ),
        (17, "Same code as row 16.", "Give this row another code"),
    ]
    assert numbers(batch) == (2, 0, 0, 14)


def test_the_taken_name_is_told_in_the_firms_own_words(
    choose: Choose, dana: Member, a_customer: Callable[..., Customer]
) -> None:
    a_customer("Dunmore Hotel", code="DUNMORE")
    dana.organization.term = "client"
    dana.organization.save()
    assert reasons(choose("Name,Code\nDunmore Hotel,XX\n"))[0][1] == "Client name already exists"


def test_an_archived_customer_keeps_its_code_and_frees_its_name(
    choose: Choose, a_customer: Callable[..., Customer]
) -> None:
    old = a_customer("Old Mill", code="MILL")
    Customer.objects.filter(pk=old.pk).update(archived_at=NOW)
    batch = choose("Name,Code\nOld Mill,\nNew Mill,MILL\n")
    assert numbers(batch) == (1, 0, 0, 1)
    assert reasons(batch)[0][1] == "The code MILL belongs to Old Mill, which is archived."


def test_without_updating_only_new_customers_come_in(choose: Choose, anders: Customer) -> None:
    content = "Name,Phone\nAnders & Sons Bakery,01632 9\nNew One,\n"
    batch = choose(content, updates_existing=False)
    assert (numbers(batch), reasons(batch)[0][1]) == ((1, 0, 0, 1), "Customer with this name already exists.")
    assert numbers(change_import(batch, updates_existing=True)) == (1, 1, 0, 0)


def test_good_rows_go_in_and_the_others_are_kept_with_their_reason(choose: Choose) -> None:
    batch = run(choose("Name,Email\nGood,\nBad,nobody\n"))
    assert (batch.status, numbers(batch)) == ("done", (1, 0, 0, 1))
    assert [refusal.cells for refusal in batch.refusals.all()] == [["Bad", "nobody"]]


def test_all_or_nothing_does_not_start_with_a_refused_row(choose: Choose) -> None:
    batch = choose("Name,Email\nGood,\nBad,nobody\n")
    with pytest.raises(Refusal, match="1 rows are refused"):
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
