"""The corpus of awkward files: each is read right, or refused with the row and the column named."""

import csv
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from clientele.exchange.reading.table import open_table
from clientele.kit.refusals import Refusal
from tests.exchange.reading.conftest import FILES, rows_of, table_of

HEAD = "Name,Phone\n"
TWO = [["Müller", "1"], ["Café Zoë", "2"]]
TEXT = HEAD + "Müller,1\nCafé Zoë,2\n"


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1252",
        "latin-1",
        "iso8859-15",
        "mac_roman",
    ],
)
def test_every_encoding_reads_the_same(encoding: str) -> None:
    assert rows_of((TEXT * 1).encode(encoding)) == TWO


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "mac_roman"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
def test_the_same_table_is_read_however_it_was_written(
    encoding: str, delimiter: str, line_end: str, quoting: int
) -> None:
    rows = [
        ["Name", "Street", "Notes"],
        ["Müller & Söhne", "Gänsemarkt 5", 'says "hallo"'],
        ["Café Zoë; Bar", "1, High St", "a | b\tc"],
        ["O'Brien", "=1+1", "two\nlines"],
    ]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n", quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    written = text.getvalue().replace("\n", line_end)
    read = [[cell.replace(line_end, "\n") for cell in cells] for cells in rows_of(written.encode(encoding))]
    assert read == rows[1:]


def test_typographic_quotes_of_windows_are_read() -> None:
    assert rows_of(HEAD.encode() + "O’Brien “Best” – Co€,1\n".encode("cp1252")) == [["O’Brien “Best” – Co€", "1"]]


def test_central_european_letters_are_not_taken_for_western_ones() -> None:
    names = "Žluťoučký kůň,1\nPříliš s.r.o.,2\nŁódź Spółka,3\nDvořák a synové,4\n"
    assert rows_of(HEAD.encode() + names.encode("cp1250"), encoding="cp1250")[1][0] == "Příliš s.r.o."
    assert "Pøíliš" not in str(rows_of(HEAD.encode() + names.encode("cp1250")))


def test_utf8_broken_far_down_is_read_as_windows_text() -> None:
    body = HEAD.encode() + b"Plain,1\n" * 200_000 + "Müller,2\n".encode("cp1252")
    assert rows_of(body)[-1] == ["Müller", "2"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_is_found_among_the_others_inside_values(delimiter: str) -> None:
    rows = [
        ["Name", "Address", "Note"],
        ["A", "1 High St, London; UK", 'say "hi" | bye'],
        ["B", "2, Low St", "x;y;z"],
    ] * 3
    text = "\n".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    assert rows_of(text) == rows[1:]


def test_the_line_that_excel_declares_its_delimiter_with_is_skipped() -> None:
    assert rows_of("sep=;\nName;Phone\nA, B;1\n") == [["A, B", "1"]]


def test_line_ends_may_be_mixed() -> None:
    assert rows_of("Name,Phone\r\nA,1\nB,2\rC,3\r\n") == [["A", "1"], ["B", "2"], ["C", "3"]]


def test_blank_lines_and_rows_of_blanks_are_passed_over_and_numbers_kept() -> None:
    table = table_of("Name,Phone\n\nA,1\n,\n  , \nB,2\n\n")
    assert [(row.number, row.cells[0]) for row in table.rows()] == [(3, "A"), (6, "B")]


def test_short_rows_are_filled_and_longer_ones_named() -> None:
    rows = list(table_of("Name,Phone,Email\nA\nB,1,b@b.example,,\nC,1,c@c.example,extra\n").rows())
    assert rows[0].cells == ["A", "", ""]
    assert rows[1].problem == ""
    assert (rows[2].number, rows[2].problem) == (4, "This row has 4 cells, the heading has 3.")


def test_repeated_headings_are_told_apart() -> None:
    table = table_of("Name,Phone,Phone,\nA,1,2,3\n")
    assert [column.title for column in table.columns] == ["Name", "Phone", "Phone (2)"]


def test_a_heading_below_title_lines_is_found() -> None:
    table = table_of("Our customers\nPrinted 3 May 2026\n\nName,Phone,Email\nA,1,a@a.example\n")
    assert table.shape.header_row == 4
    assert [row.cells[0] for row in table.rows()] == ["A"]


def test_a_file_without_heading_starts_with_its_first_row() -> None:
    table = table_of("Abbot & Lyle,01632 960552,office@abbot.example\nAsh Tree,01632 960553,ruth@ash.example\n")
    assert table.shape.header_row == 0
    assert [column.title for column in table.columns] == ["Column A", "Column B", "Column C"]
    assert len(list(table.rows())) == 2


def test_one_column_is_a_table_too() -> None:
    assert rows_of("Name\nA\nB & Co\n") == [["A"], ["B & Co"]]


def test_a_cell_may_hold_lines_quotes_and_delimiters() -> None:
    assert rows_of('Name,Notes\n"A, ""B""","line 1\nline 2"\n') == [['A, "B"', "line 1\nline 2"]]


def test_a_nul_stays_for_the_field_to_refuse() -> None:
    assert rows_of("Name,Phone\nA\0B,1\n") == [["A\0B", "1"]]


def test_a_cell_of_ten_megabytes_refuses_its_row_by_name_and_the_rest_is_read() -> None:
    rows = list(table_of(f"Name,Notes\nA,{'x' * 10_000_000}\nB,short\n").rows())
    assert (rows[0].number, rows[0].problem) == (2, "“Notes” has 10,000,000 characters, more than 32,767.")
    assert sum(map(len, rows[0].cells)) < 1000
    assert rows[1].cells == ["B", "short"]


def test_a_quote_never_closed_refuses_the_file_and_names_the_row() -> None:
    with pytest.raises(Refusal, match=r"Row 3, column 2: a quotation mark is opened and never closed"):
        rows_of('Name,Notes\nA,fine\nB,"never\n' + "C,swallowed\n" * 500)


def test_a_quote_never_closed_in_a_vast_file_stops_reading() -> None:
    with pytest.raises(Refusal, match="Row 2: a quotation mark"):
        rows_of('Name,Notes\nB,"never\n' + "C,swallowed by the cell above\n" * 700_000)


def test_more_columns_than_are_read_name_the_row() -> None:
    with pytest.raises(Refusal, match=r"Row 1 has 201 columns; at most 200"):
        table_of(",".join(f"h{n}" for n in range(201)) + "\n" + ",".join("x" * 201) + "\n")


@pytest.mark.parametrize(
    "content, says",
    [
        (b"", "empty"),
        (b"\n\n ,\n", "empty"),
        (b" \x0c\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"Name,Phone\n", "no rows below it"),
        (b"%PDF-1.7\n...", "This is a PDF"),
        (b"\x89PNG\r\n\x1a\n....", "a picture"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, r"old Excel \(.xls\)"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 90 + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (b"PK\x03\x04" + b"not a zip" * 20, "damaged"),
        (bytes(range(256)) * 40, "neither a table nor a workbook"),
        (b"<!doctype html><html><body>Sign in</body></html>", "a web page"),
    ],
)
def test_what_is_no_table_is_refused_with_the_way_out(content: bytes, says: str) -> None:
    with pytest.raises(Refusal, match=says) as refused:
        table_of(content)
    assert refused.value.errors[0].field == "file"


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(Refusal, match="packed like a workbook"):
        open_table(data)


def test_a_workbook_cut_in_half_is_refused() -> None:
    whole = (FILES / "plain.xlsx").read_bytes()
    for length in range(10, len(whole), 397):
        with pytest.raises(Refusal):
            table_of(whole[:length])


def test_a_workbook_whose_cells_span_the_whole_sheet_is_refused_before_memory_is_taken() -> None:
    with pytest.raises(Refusal, match="span 1,048,576 rows and"):
        table_of(_workbook_with(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


def test_formatting_without_values_far_away_does_not_count() -> None:
    assert rows_of(_workbook_with(b'<row r="1048576"><c r="XFD1048576" s="1"/></row>')) == [["Ash", "1"]]


def test_a_workbook_that_unpacks_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clientele.exchange.reading.workbook.MOST_INFLATED_BYTES", 2000)
    with pytest.raises(Refusal, match="too large"):
        table_of((FILES / "plain.xlsx").read_bytes())


def test_another_sheet_can_be_chosen() -> None:
    book = Workbook()
    book.active.append(["Name"])  # type: ignore[union-attr]
    book.active.append(["First"])  # type: ignore[union-attr]
    other = book.create_sheet("Other")
    other.append(["Name"])
    other.append(["Second"])
    data = io.BytesIO()
    book.save(data)
    assert rows_of(data.getvalue()) == [["First"]]
    assert rows_of(data.getvalue(), sheet="Other") == [["Second"]]
    assert table_of(data.getvalue()).sheets == ("Sheet", "Other")


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).map(str.strip).filter(bool)


@settings(deadline=None)
@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=20), st.sampled_from([",", ";", "\t", "|"])
)
def test_whatever_is_written_as_csv_is_read_again(rows: list[list[str]], delimiter: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["Name", "City", "Notes"], *rows])
    read = [row.cells for row in table_of("\ufeff" + text.getvalue()).rows()]
    assert read == rows


@settings(deadline=None)
@given(st.binary(max_size=3000))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        for _ in table_of(data).rows():
            pass
    except Refusal:
        pass


def _workbook_with(row: bytes) -> bytes:
    book = Workbook()
    book.active.append(["Name", "Phone"])  # type: ignore[union-attr]
    book.active.append(["Ash", "1"])  # type: ignore[union-attr]
    plain, changed = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"</sheetData>", row + b"</sheetData>"))
    return changed.getvalue()
