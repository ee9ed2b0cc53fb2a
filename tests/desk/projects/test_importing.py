"""The page that takes projects in from a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clientele.accounts.models import Organization
from clientele.projects.models import Project

ADDRESS = "/brightwater/projects/import/"


@pytest.fixture
def client(sign_in, dana):
    return sign_in(dana)


def file(text):
    return {"file": SimpleUploadedFile("projects.csv", text.encode())}


def test_projects_come_in_from_a_file(client, anders):
    assert "Which columns are read" in client.get(ADDRESS).content.decode()
    answer = client.post(ADDRESS, file("Name,Customer,Status\nBoiler,ANDERS,active\n"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/brightwater/projects/")
    assert "1 project created, 0 projects updated." in client.get("/brightwater/projects/").content.decode()
    assert Project.objects.get().status == "active"


def test_refused_rows_are_listed_and_nothing_is_taken_unless_asked(client, anders):
    text = "Name,Customer\nBoiler,ANDERS\nPumps,<b>NOBODY</b>\n"
    answer = client.post(ADDRESS, file(text))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing was imported" in html
    assert "There is no customer “&lt;b&gt;NOBODY&lt;/b&gt;”." in html
    assert not Project.objects.exists()
    answer = client.post(ADDRESS, file(text) | {"only_good_rows": "on"})
    assert answer.status_code == 200
    assert "1 project created" in answer.content.decode()
    assert Project.objects.get().name == "Boiler"


@pytest.mark.parametrize(
    "sent", [{}, file(""), file("Colour\nred\n"), {"file": SimpleUploadedFile("a.csv", b"\x00\xff\xfe\x01")}]
)
def test_a_file_that_is_none_is_refused_beside_its_field(client, sent):
    answer = client.post(ADDRESS, sent)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_the_list_leads_there_for_those_who_may(client, sign_in, theo, anders, a_project):
    a_project()
    assert ADDRESS in client.get("/brightwater/projects/").content.decode()
    assert ADDRESS not in sign_in(theo).get("/brightwater/projects/").content.decode()
    assert sign_in(theo).get(ADDRESS).status_code == 403


def test_where_the_import_is_switched_off_there_is_none(client, organization, anders):
    Organization.objects.filter(pk=organization.pk).update(disabled_features=["customers.import"])
    assert client.get(ADDRESS).status_code == 403
