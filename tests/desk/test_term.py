"""A firm that works for Clients reads of no customers, from any door."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from clientele.accounts.operations.organization import update_organization
from clientele.customers.models import Customer
from clientele.exchange.models import Import
from clientele.exchange.operations.exporting import export_xlsx, record_export
from tests.cast import NOW
from tests.exchange.conftest import own_storage  # noqa: F401

WORD = re.compile(r"[^/\"=_.-]\bcustomers?\b(?![/:._=\"-])", re.IGNORECASE)


@pytest.fixture
def olive(olive):
    """Olive, whose firm calls them Clients."""
    update_organization(olive.organization, changes={"term": "client"}, by=olive, at=NOW)
    olive.organization.refresh_from_db()
    return olive


@pytest.fixture
def read(sign_in, olive):
    """The words of a page, without its addresses and names for programs."""

    def words(path, data=None):
        client = sign_in(olive)
        answer = client.get(f"/brightwater/{path}") if data is None else client.post(f"/brightwater/{path}", data)
        return answer.content.decode()

    return words


def test_the_trail_tells_of_clients(olive, read):
    record_export(1204, by=olive, at=NOW)
    assert "exported 1,204 clients" in read("settings/audit/")


def test_the_audit_is_narrowed_to_clients_and_says_what_was_chosen(read):
    page = read("settings/audit/")
    assert '<option value="customers">Clients</option>' in page
    assert "<del>Customers</del>" in page
    assert "<ins>Clients</ins>" in page


@pytest.mark.parametrize(
    "path",
    [
        "customers/",
        "customers/new/",
        "customers/export/",
        "customers/duplicates/",
        "customers/{anders}/",
        "customers/{anders}/settings/",
        "projects/import/",
        "time/report/",
        "settings/features/",
        "settings/roles/",
    ],
)
def test_no_page_speaks_of_customers(anders, read, path):
    page = read(path.format(anders=anders.pk))
    assert not WORD.findall(page)


def test_a_file_is_matched_in_words_of_clients(read):
    read("customers/import/", {"file": SimpleUploadedFile("list.csv", b"Name\nAsh Ltd\n")})
    assert '<optgroup label="Client">' in read(f"customers/import/{Import.objects.get().pk}/")


def test_a_project_whose_client_is_not_there_is_refused_in_these_words(read):
    file = SimpleUploadedFile("projects.csv", b"Name,Client\nRewiring,Nobody\nPumps,\n")
    page = read("projects/import/", {"file": file})
    assert "There is no client “Nobody”." in page
    assert "The client is missing." in page


def test_a_workbook_and_its_file_are_called_after_clients(anders, olive, sign_in):
    with export_xlsx(Customer.objects.order_by("pk"), by=olive) as file:
        assert load_workbook(io.BytesIO(file.read())).sheetnames == ["Clients"]
    answer = sign_in(olive).get("/brightwater/customers/export/customers.csv")
    b"".join(answer)
    assert 'filename="brightwater clients ' in answer["Content-Disposition"]
