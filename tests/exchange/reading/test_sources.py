"""Every program's own export, as the program writes it, comes out as customers."""

from collections.abc import Callable

import pytest

from clientele.exchange.reading.draft import Draft
from clientele.exchange.reading.sources import sources
from tests.exchange.reading.conftest import FILES, table_of

Read = Callable[[str], list[Draft]]


@pytest.mark.parametrize(
    "name, key",
    [
        ("quickbooks_online.csv", "quickbooks"),
        ("quickbooks_online.xlsx", "quickbooks"),
        ("quickbooks_desktop.csv", "quickbooks_desktop"),
        ("xero_contacts.csv", "xero"),
        ("hubspot_companies.csv", "hubspot_companies"),
        ("hubspot_contacts.csv", "hubspot_contacts"),
        ("salesforce_accounts.csv", "salesforce"),
        ("salesforce_loader.csv", "salesforce"),
        ("google_contacts.csv", "google"),
        ("google_contacts_old.csv", "google"),
        ("plain_english.csv", ""),
        ("deutsch.csv", ""),
        ("francais.csv", ""),
        ("espanol.tsv", ""),
        ("plain.xlsx", ""),
    ],
)
def test_each_program_is_told_by_its_headings_and_every_row_is_good(name: str, key: str, file_drafts: Read) -> None:
    from clientele.exchange.reading.sources import source_of

    table = table_of((FILES / name).read_bytes())
    source = source_of([column.title for column in table.columns])
    assert (source.key if source else "") == key
    drafts = file_drafts(name)
    assert drafts
    assert [(draft.name, draft.problem) for draft in drafts if draft.problem] == []


def test_quickbooks_title_lines_and_time_stamp_are_not_customers(file_drafts: Read) -> None:
    drafts = file_drafts("quickbooks_online.csv")
    assert [draft.number for draft in drafts] == [5, 6, 7, 8, 9, 10]
    amy, cool, _, deleted, gus, _ = drafts
    assert amy.values == {
        "name": "Amy's Bird Sanctuary",
        "phone": "(650) 555-3311",
        "email": "birds@sanctuary.example",
        "address_line1": "4581 Finch St.",
        "city": "Bayshore",
        "region": "CA",
        "postal_code": "94326",
    }
    assert amy.contact == {"name": "Amy Lauterbach"}
    assert cool.values["contact_information"].splitlines() == [
        "Mobile: (415) 555-9934",
        "Fax: (415) 555-9935",
        "Email: grace@coolcars.example",
    ]
    assert (deleted.name, deleted.values["status"]) == ("Gevelber Photography", "inactive")
    assert gus.name == 'Gus "Doc" Halvorsen'


def test_quickbooks_total_line_is_not_a_customer(file_drafts: Read) -> None:
    assert [draft.name for draft in file_drafts("quickbooks_online.xlsx")] == [
        "Amy's Bird Sanctuary",
        "Dukes Basketball Camp",
    ]


def test_quickbooks_desktop_address_begins_below_the_name(file_drafts: Read) -> None:
    kristy, allard = file_drafts("quickbooks_desktop.csv")
    assert kristy.values["address_line1"] == "5647 Cypress Hill Rd"
    assert (kristy.values["status"], kristy.values["payment_terms"], kristy.tags) == (
        "active",
        "net_30",
        ["Residential"],
    )
    assert (allard.values["status"], allard.values["payment_terms"]) == ("inactive", "due_on_receipt")


def test_xero_takes_the_postal_address_and_its_two_columns_of_terms(file_drafts: Read) -> None:
    abc, hamilton, cafe = file_drafts("xero_contacts.csv")
    assert abc.values["address_line1"] == "Level 2"
    assert abc.values["address_line2"] == "12 Builder St"
    assert (abc.values["country"], abc.values["account_number"]) == ("AU", "ABC001")
    assert abc.values["contact_information"] == "Mobile Number: 0401 220 556"
    assert abc.contact == {"name": "Trish Rawlings"}
    assert (abc.values["payment_terms"], hamilton.values["payment_terms"]) == ("net_14", "end_of_next_month")
    assert cafe.values == {"name": "Café Renée", "city": "Lyon", "country": "FR"}


def test_hubspot_people_belong_to_their_company_or_are_customers_themselves(file_drafts: Read) -> None:
    priya, ola = file_drafts("hubspot_contacts.csv")
    assert (priya.name, priya.contact) == (
        "Bluebay Gaming Ltd",
        {"name": "Priya Example", "role": "Operations Manager"},
    )
    assert (ola.name, ola.values["kind"], ola.contact) == ("Ola Nordmann", "individual", {})


def test_google_values_in_one_cell_come_apart(file_drafts: Read) -> None:
    ada, bob = file_drafts("google_contacts.csv")
    assert ada.values["email"] == "ada@society.example"
    assert ada.values["contact_information"] == "Email: lovelace@society.example\nEmail: ada@home.example"
    assert ada.tags == ["Service plan", "VIP"]
    assert ada.values["address_line2"] == "Flat 1"
    assert (bob.name, bob.tags) == ("Bob Mayer", [])


def test_salesforce_street_of_two_lines_fills_both(file_drafts: Read) -> None:
    edge, moeller = file_drafts("salesforce_accounts.csv")
    assert (edge.values["address_line1"], edge.values["address_line2"]) == ("312 Constitution Place", "Suite 5")
    assert (edge.values["country"], moeller.values["country"], moeller.values["city"]) == ("US", "DE", "Köln")


@pytest.mark.parametrize(
    "name, expected",
    [
        ("deutsch.csv", {"name": "Müller & Söhne GmbH", "country": "DE", "payment_terms": "net_30", "currency": "EUR"}),
        ("francais.csv", {"name": "Boulangerie Thévenot", "address_line2": "Bâtiment B", "payment_terms": "net_45"}),
        ("espanol.tsv", {"name": "Peluquería Peña", "country": "ES", "tax_number": "B12345678", "city": "Madrid"}),
    ],
)
def test_column_names_of_other_languages_are_understood(name: str, expected: dict[str, str], file_drafts: Read) -> None:
    values = file_drafts(name)[0].values
    assert {field: values.get(field) for field in expected} == expected


def test_numbers_of_a_workbook_stay_as_typed(file_drafts: Read) -> None:
    abbot, ashtree = file_drafts("plain.xlsx")
    assert (abbot.values["code"], abbot.values["phone"], abbot.values["postal_code"]) == (
        "1234",
        "441632960552",
        "10115",
    )
    assert (abbot.values["status"], ashtree.values["status"]) == ("active", "inactive")


def test_every_declared_field_exists() -> None:
    from clientele.exchange.choices import TARGET
    from clientele.exchange.reading.synonyms import declared

    assert {field for source in sources() for field in source.fields.values() if field} <= set(TARGET)
    assert set(declared()["fields"]) == set(TARGET)
