from collections.abc import Callable

from clientele.accounts.models import Member
from clientele.customers.models import Customer
from clientele.exchange.operations import (
    change_import,
)
from tests.cast import NOW
from tests.exchange.conftest import Choose, numbers, reasons, run


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


def test_a_row_with_nul_is_refused_with_its_reason_and_the_others_go_in(choose: Choose) -> None:
    filler = "".join(f"Good {n},\n" for n in range(5))
    batch = run(choose(f"Name,Co\0de\nA\0b,C\0\n{filler}Late\0,\n"))
    assert (batch.status, numbers(batch)) == ("done", (5, 0, 0, 2))
    assert {reason for _, reason, _ in reasons(batch)} == {
        "Name: This has a control character (U+0000), which cannot be saved. Type it again without it."
    }
