import csv
import io
from collections.abc import Callable
from decimal import Decimal
from typing import IO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from clientele.accounts.choices import Feature
from clientele.accounts.models import Member
from clientele.accounts.operations.organization import switch_feature
from clientele.customers.models import Customer
from clientele.customers.operations import add_contact, create_customer
from clientele.customers.queries import CustomerFilter, listed_customers
from clientele.exchange.operations.exporting import COLUMNS, export_csv, export_xlsx, headings
from clientele.exchange.writing.cells import safe
from clientele.kit.refusals import Refusal
from tests.cast import NOW
from tests.exchange.conftest import Choose, numbers, reasons

Make = Callable[..., Customer]

EVERYTHING = {
    "kind": "individual",
    "status": "inactive",
    "email": "a@b.example",
    "phone": "+44 1632 960552",
    "website": "https://b.example/x?y=1,2",
    "address_line1": "Flat 1,",
    "address_line2": "=Mill House=",
    "city": "Zürich",
    "region": "ZH",
    "postal_code": "08001",
    "country": "CH",
    "contact_information": "Mobile: 07700 900123\n-ask for Jo",
    "notes": '@home\n\nKey under the mat; second line, “quoted” "twice"',
    "account_number": "00042",
    "payment_terms": "end_of_next_month",
    "currency": "CHF",
    "tax_rate": Decimal("7.7"),
    "tax_number": "CHE-123",
    "billing_name": "B Billing",
    "billing_email": "bills@b.example",
    "billing_line1": "PO Box 1",
    "billing_city": "Bern",
    "billing_country": "CH",
}


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_all(file: IO[bytes]) -> bytes:
    with file:
        return file.read()


def exported(by: Member) -> bytes:
    return b"".join(export_csv(Customer.objects.order_by("name_sort", "pk"), by=by))


def test_every_field_stands_in_the_file(a_customer: Make, dana: Member) -> None:
    customer = a_customer("Bäcker & Sohn", code="BS", tags=("VIP", "Nord, West"), **EVERYTHING)
    add_contact(customer, values={"name": "Jo", "role": "Owner", "phone": "1"}, by=dana, at=NOW)
    (row,) = rows_of(exported(dana))
    assert list(row) == headings(dana)
    assert (row["Name"], row["Code"], row["Company or individual"], row["Status"]) == (
        "Bäcker & Sohn",
        "BS",
        "Individual",
        "Inactive",
    )
    assert (row["Phone"], row["Address, second line"]) == ("'+44 1632 960552", "'=Mill House=")
    assert (row["Tags"], row["Payment terms"], row["Tax rate"]) == ("Nord, West; VIP", "End of next month", "7.7")
    assert (row["Contact, name"], row["Contact, role"], row["Created"]) == ("Jo", "Owner", "2026-11-22")


def test_projects_and_what_is_outstanding_are_told_to_who_may_see_them(
    a_customer: Make, olive: Member, dana: Member
) -> None:
    customer = a_customer("Quay Street Dental")
    owed = {"EUR": "1284.500", "JPY": "90000.000"}
    Customer.objects.filter(pk=customer.pk).update(projects=2, owed=owed, outstanding=90_000)
    (row,) = rows_of(exported(olive))
    assert (row["Projects"], row["Outstanding balance"]) == ("2", "JPY 90000; EUR 1284.50")
    for feature in (Feature.PROJECTS, Feature.INVOICES):
        switch_feature(olive.organization, feature=feature, is_on=False, by=olive, at=NOW)
    olive.organization.refresh_from_db()
    (row,) = rows_of(exported(olive))
    assert not {"Projects", "Outstanding balance"} & row.keys()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_exported_comes_back_unchanged(a_customer: Make, dana: Member, choose: Choose, kind: str) -> None:
    everything = a_customer("Bäcker & Sohn", code="BS", tags=("VIP", "a;b", "Nord, West"), **EVERYTHING)
    add_contact(everything, values={"name": "Jo", "role": "Owner", "email": "j@b.example"}, by=dana, at=NOW)
    a_customer("One tag; two", tags=("a;b",))
    a_customer("Comma tag", tags=("Nord, West",))
    a_customer("'=quoted", notes="''=x")
    a_customer("Total", email="t@t.example")
    a_customer("Second line only", address_line2="Flat 2")
    a_customer("+49 Reisen")
    customers = Customer.objects.order_by("name_sort", "pk")
    data = exported(dana) if kind == "csv" else read_all(export_xlsx(customers, by=dana))
    batch = choose(data, name=f"customers.{kind}")
    assert (numbers(batch), reasons(batch), batch.preview.get("updated", [])) == ((0, 0, 7, 0), [], [])


def test_no_cell_of_a_workbook_is_a_formula(a_customer: Make, dana: Member) -> None:
    a_customer("=1+1", notes="=HYPERLINK(1)", phone="-1", contact_information="@x")
    book = load_workbook(io.BytesIO(read_all(export_xlsx(Customer.objects.order_by("pk"), by=dana))))
    cells = [cell for row in book.active.iter_rows(min_row=2) for cell in row if cell.value]  # type: ignore[union-attr]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells if str(cell.value).startswith("'")] == [
        "'=1+1",
        "'-1",
        "'@x",
        "'=HYPERLINK(1)",
    ]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "  =1", " \t @x", "'=1", "''+1"])
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "O'Brien", "'quoted'", "1-2", "x@y.example"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


def test_the_file_holds_what_the_filter_shows(a_customer: Make, dana: Member) -> None:
    a_customer("Active One")
    a_customer("Inactive One", status="inactive")
    shown = listed_customers(dana, CustomerFilter()).order_by("name_sort", "pk")
    assert [row["Name"] for row in rows_of(b"".join(export_csv(shown, by=dana)))] == ["Active One"]


def test_an_export_asks_as_often_for_thirty_as_for_one(
    a_customer: Make, dana: Member, django_assert_num_queries: Callable[..., object]
) -> None:
    a_customer("Customer 0", tags=("VIP",))
    with django_assert_num_queries(3):  # type: ignore[attr-defined]
        exported(dana)
    for number in range(1, 30):
        a_customer(f"Customer {number}", tags=("VIP",))
    with django_assert_num_queries(3):  # type: ignore[attr-defined]
        exported(dana)


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"]), max_size=40)


@given(
    values=st.fixed_dictionaries(
        {"name": TEXT.filter(str.strip), "phone": TEXT, "city": TEXT, "notes": TEXT, "address_line1": TEXT}
        | {"contact_information": TEXT, "account_number": TEXT, "address_line2": TEXT, "billing_name": TEXT}
    )
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_customer_goes_out_and_comes_back(values: dict[str, str], dana: Member, choose: Choose) -> None:
    try:
        create_customer(values=values, by=dana, at=NOW)
    except Refusal:
        return
    batch = choose(exported(dana))
    assert (numbers(batch)[0], numbers(batch)[1], reasons(batch)) == (0, 0, [])


def test_every_column_is_a_field_of_the_import() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS)
