from collections.abc import Callable

import pytest

from clientele.accounts.models import Member
from clientele.customers.models import Contact, Customer, Tag
from clientele.customers.operations.tags import tag_names
from clientele.exchange.models import Import
from clientele.exchange.operations import (
    start_import,
)
from clientele.exchange.operations.running import run_import
from clientele.kit.refusals import Refusal
from clientele.trail.models import Entry
from tests.cast import NOW
from tests.exchange.conftest import LIST, Choose, fresh, numbers, run


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
