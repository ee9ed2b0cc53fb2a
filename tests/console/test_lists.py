"""Lists that go out as CSV, and a document of an invoice."""

import csv
import io

import pytest

from clientele.accounts.choices import Feature
from clientele.accounts.operations.organization import switch_feature
from clientele.billing.operations import draft_invoice, finalise_invoice
from clientele.console.main import main
from clientele.projects.operations import add_time, create_project, submit_time
from tests.cast import NOW, an_active_project


@pytest.fixture
def run(capfdbinary):
    def command(*arguments: str) -> tuple[int, bytes, str]:
        code = main((*arguments, "--organization", "brightwater"))
        told = capfdbinary.readouterr()
        return code, told.out, told.err.decode()

    return command


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def work(anders, olive):
    """A running project with submitted and open time, and one that is no formula."""
    project = an_active_project(anders, "Boiler")
    create_project(customer=anders, values={"name": "=1+1", "starts_on": "2026-12-01"}, by=olive, at=NOW)
    for minutes in (90, 30):
        values = {"project": project, "day": NOW.date(), "minutes": minutes, "description": "Flushed"}
        entry = add_time(values=values, by=olive, at=NOW)
    submit_time([entry], by=olive, at=NOW)
    return project


@pytest.fixture
def invoice(anders, olive):
    line = {"description": "Boiler", "unit_price": 100}
    draft_invoice(customer=anders, lines=[line], by=olive, at=NOW)
    return finalise_invoice(draft_invoice(customer=anders, lines=[line], by=olive, at=NOW), by=olive, at=NOW)


def test_projects_are_written_with_the_columns_of_the_list(run, work, sign_in, dana):
    code, out, error = run("projects", "export")
    assert (code, error) == (0, "")
    assert out == b"".join(sign_in(dana).get("/brightwater/projects/projects.csv").streaming_content)
    assert [row["Name"] for row in rows(out)] == ["'=1+1", "Boiler"]
    assert [row["Name"] for row in rows(run("projects", "export", "--status", "active")[1])] == ["Boiler"]
    assert [row["Name"] for row in rows(run("projects", "export", "--from", "2026-12-01")[1])] == ["'=1+1"]


def test_time_is_written_entry_by_entry(run, work):
    found = rows(run("time", "export")[1])
    assert [(row["Hours"], row["Minutes"], row["Status"]) for row in found] == [
        ("1:30", "90", "Open"),
        ("0:30", "30", "Submitted"),
    ]
    assert (found[0]["Customer"], found[0]["Project"]) == ("Anders & Sons Bakery", "Boiler")
    assert len(rows(run("time", "export", "--status", "submitted", "--status", "approved")[1])) == 1
    assert rows(run("time", "export", "--to", "2020-01-01")[1]) == []


def test_what_is_switched_off_is_told_as_such(run, organization, olive, tmp_path):
    for feature in (Feature.IMPORT, Feature.EXPORT):
        switch_feature(organization, feature=feature, is_on=False, by=olive, at=NOW)
    for command, doing in ((("import", str(tmp_path / "any.csv")), "Importing"), (("export",), "Exporting")):
        code, out, error = run("customers", *command)
        told = f"clientele: {doing} customers is switched off for brightwater, under Settings > Features.\n"
        assert (code, out, error) == (1, b"", told)


def test_projects_are_taken_from_a_file_whole_or_but_for_the_refused(run, anders, olive, tmp_path):
    path, rest = tmp_path / "projects.csv", tmp_path / "rest.csv"
    path.write_text("Name,Customer,Status\nBoiler,ANDERS,active\nPumps,NOBODY,\n")
    told = b"1, update 0, 0 stay as they are, 1 row refused.\n  Row 3, Pumps: There is no customer"
    code, out, error = run("projects", "import", str(path), "--dry-run")
    assert (code, error, out.startswith(b"Would create " + told)) == (1, "", True)
    code, out, error = run("projects", "import", str(path))
    assert (code, error.count("\n"), error[:32]) == (1, 1, "clientele: Nothing was imported.")
    assert rows(run("projects", "export")[1]) == []
    code, out, error = run("projects", "import", str(path), "--only-good-rows", "--refused", str(rest))
    assert (code, error, out.startswith(b"Created 1, updated 0")) == (0, "", True)
    assert "Pumps,NOBODY," in rest.read_text(encoding="utf-8-sig")
    code, out, _ = run("projects", "import", str(path), "--only-good-rows")
    assert (code, out.startswith(b"Created 0, updated 0, 1 stay as they are")) == (0, True)
    assert [row["Status"] for row in rows(run("projects", "export")[1])] == ["Active"]


def test_who_tracks_time_gets_their_own_alone(run, work, theo):
    assert rows(run("time", "export", "--as", theo.user.email)[1]) == []


def test_invoices_are_written_with_the_columns_of_the_list(run, invoice, tmp_path):
    path = tmp_path / "invoices.csv"
    assert run("invoices", "export", "--output", str(path)) == (0, b"", "")
    found = rows(path.read_bytes())
    assert sorted((row["Number"], row["Status"]) for row in found) == [("", "Draft"), (invoice.number, "Sent")]
    assert [row["Number"] for row in rows(run("invoices", "export", "--status", "sent")[1])] == [invoice.number]
    assert [path.name for path in tmp_path.iterdir()] == ["invoices.csv"]


def test_the_document_of_an_invoice_is_written(run, invoice, tmp_path):
    path = tmp_path / "one.pdf"
    code, out, error = run("invoices", "pdf", invoice.number)
    assert (code, error, out[:5]) == (0, "", b"%PDF-")
    assert run("invoices", "pdf", invoice.number, "--output", str(path)) == (0, b"", "")
    assert path.read_bytes() == out


@pytest.mark.parametrize(
    "words, told",
    [
        ("invoices pdf INV-9999", "There is no invoice INV-9999 in brightwater."),
        ("invoices export --as theo@brightwater.example", "Theo Technician may not see invoices of brightwater."),
        ("projects import none.csv", "There is no file none.csv."),
        ("projects export --as theo@brightwater.example", "Theo Technician may not export projects of brightwater."),
    ],
)
def test_what_cannot_be_written_is_told_in_one_line(run, theo, olive, words, told):
    assert run(*words.split()) == (1, b"", f"clientele: {told}\n")


def test_a_day_that_is_none_is_not_understood(capsys):
    with pytest.raises(SystemExit):
        main(("time", "export", "--organization", "brightwater", "--from", "1.1.2026"))
    assert "1.1.2026 is not a day such as 2026-11-22" in capsys.readouterr().err
