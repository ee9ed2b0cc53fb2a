"""Which sheet of a workbook is read: people put a cover, notes or sums before their list."""

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from clientele.exchange.reading.table import Table
from clientele.kit.refusals import Refusal
from tests.exchange.reading.conftest import table_of

LIST = [["Customer", "Email", "Phone"], ["Ash Ltd", "ash@a.example", "1"], ["Birch Ltd", "birch@b.example", "2"]]


@pytest.fixture
def book() -> Callable[..., Table]:
    """A workbook of sheets as it is opened: `book(Cover=[["Read me"]], List=LIST)`."""

    def opened(**sheets: list[list[object]]) -> Table:
        made = Workbook()
        made.remove(made.active)
        for name, rows in sheets.items():
            page = made.create_sheet(name)
            for row in rows:
                page.append(row)
        data = io.BytesIO()
        made.save(data)
        return table_of(data.getvalue())

    return opened


@pytest.mark.parametrize(
    "cover",
    [
        [],
        [["Read me"]],
        [["Customers of Ash Ltd"], ["As of 27 November 2026"], ["Ask Lise before you change it"]],
        [["Count", "Sum"], [248, 91000], [12, 300]],
    ],
    ids=["blank", "a line", "lines", "sums"],
)
def test_the_list_is_found_behind_what_is_none(book: Callable[..., Table], cover: list[list[object]]) -> None:
    table = book(Cover=cover, List=LIST)
    assert table.shape.sheet == "List"
    assert [row.cells[0] for row in table.rows()] == ["Ash Ltd", "Birch Ltd"]
    assert table.sheets == ("Cover", "List")


def test_a_list_of_names_alone_is_one_too(book: Callable[..., Table]) -> None:
    assert book(Cover=[["Read me"], ["Twice"]], List=[["Name"], ["Ash Ltd"]]).shape.sheet == "List"


def test_a_sheet_that_cannot_be_read_is_in_no_list_s_way(
    book: Callable[..., Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clientele.exchange.reading.workbook.MOST_CELLS", 20)
    vast: list[list[object]] = [["Count", "Sum"], *([[number, number] for number in range(30)])]
    assert book(Sums=vast, List=LIST).shape.sheet == "List"
    with pytest.raises(Refusal, match="too large to read"):
        book(Sums=vast)


def test_the_first_of_several_lists_is_read(book: Callable[..., Table]) -> None:
    assert book(First=LIST, Second=LIST).shape.sheet == "First"


def test_a_list_whose_headings_nobody_knows_is_read_where_there_is_no_other(book: Callable[..., Table]) -> None:
    table = book(Cover=[["Read me"]], Lista=[["Klient", "Poczta"], ["Ash", "ash@a.example"], ["Birch", "b@b.example"]])
    assert table.shape.sheet == "Lista"


def test_a_workbook_without_any_list_says_what_it_has(book: Callable[..., Table]) -> None:
    with pytest.raises(Refusal, match="a heading, but no rows below it"):
        book(Cover=[["Read me"]], Empty=[])
    with pytest.raises(Refusal, match="This workbook is empty"):
        book(Cover=[], Empty=[])
