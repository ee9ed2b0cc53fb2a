"""What an organisation takes with it: everything, whatever slice it is in."""

import csv
import io
import json
import zipfile
from base64 import b64decode

import pytest
from PIL import Image

from clientele.accounts.operations.logo import set_logo
from clientele.billing.operations import credit_invoice, draft_invoice, finalise_invoice, send_invoice
from clientele.kit.tenancy import inside
from clientele.projects.operations import set_favourite, set_rate, start_timer
from clientele.upkeep.operations.export import LEFT_OUT, export_organization
from clientele.upkeep.queries.invariants.keys import owned_models
from tests.authorisation.stage import set_stage
from tests.cast import NOW


@pytest.fixture
def archive(olive, otto, tmp_path):
    """The texts of an export of a firm that has one of everything, beside another firm that has it too."""
    set_stage(otto)
    props = set_stage(olive)
    picture = io.BytesIO()
    Image.new("RGB", (60, 20), "navy").save(picture, "PNG")
    with inside(olive.organization):
        set_logo(olive.organization, content=picture.getvalue(), by=olive, at=NOW)
        line = {"description": "Under a logo", "unit_price": 100}
        draft = draft_invoice(customer=props["customer"], lines=[line], by=olive, at=NOW)
        finalise_invoice(draft, by=olive, at=NOW)
        set_favourite(props["project"], wanted=True, by=olive)
        set_rate(olive, amount="70", currency="GBP", by=olive, at=NOW)
        start_timer(project=props["time"].project, by=olive, at=NOW)
        send_invoice(props["invoice"], recipient="a@b.example", by=olive, at=NOW)
        credit_invoice(props["invoice"], lines=None, by=olive, at=NOW)
        export_organization(olive.organization, tmp_path / "firm.zip", by=olive, day="2026-11-22")
    with zipfile.ZipFile(tmp_path / "firm.zip") as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def test_every_kind_of_record_is_in_it_or_said_to_be_left_out(archive, olive):
    expected = {model._meta.label_lower: model for model in owned_models()}
    assert LEFT_OUT.keys() <= expected.keys()
    for label, model in expected.items():
        name = f"tables/{model._meta.model_name}"
        if label in LEFT_OUT:
            assert f"{name}.json" not in archive
            continue
        with inside(olive.organization):
            stored = {row.pk for row in model.objects.all()}
        told = json.loads(archive[f"{name}.json"])
        assert {row["id"] for row in told} == stored, label
        lines = csv.DictReader(io.StringIO(archive[f"{name}.csv"].removeprefix("\ufeff")))
        assert len(list(lines)) == len(stored), label


def test_what_the_work_and_the_invoices_are_made_of_is_in_it(archive):
    for kind in (
        "project", "task", "projectmember", "billingcode", "template", "favourite", "hourlyrate", "timer", "timeentry",
        "expense", "invoice", "line", "payment", "refund", "delivery", "series", "letterhead",
    ):  # fmt: skip
        assert json.loads(archive[f"tables/{kind}.json"]), kind
    papers = [row["paper"] for row in json.loads(archive["tables/invoice.json"]) if row["number"]]
    assert len(papers) == 4
    assert all(papers)
    (letterhead,) = json.loads(archive["tables/letterhead.json"])
    assert b64decode(letterhead["content"]).startswith(b"\x89PNG")


def test_nothing_of_another_organisation_is_in_it(archive):
    assert "Outpost" not in "".join(archive.values())


def test_two_tables_of_one_name_would_not_overwrite_each_other():
    names = [model._meta.model_name for model in owned_models() if model._meta.label_lower not in LEFT_OUT]
    assert len(names) == len(set(names))
