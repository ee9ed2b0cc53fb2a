import pytest

from clientele.customers.operations import update_customer
from tests.cast import NOW


def test_a_record_answers_with_its_version_as_etag(api, anders):
    response = api.get(f"/customers/{anders.pk}")
    assert (response["ETag"], response.json()["version"]) == ('"1"', 1)


def test_a_stale_change_is_refused_with_the_present_record(olive, api, anders):
    update_customer(anders, changes={"phone": "2"}, by=olive, at=NOW)
    response = api.send("PATCH", f"/customers/{anders.pk}", {"phone": "3"}, headers={"If-Match": '"1"'})
    assert (response.status_code, response.json()["code"]) == (409, "version_conflict")
    assert response.json()["current"] == api.get(f"/customers/{anders.pk}").json()
    assert response.json()["current"]["phone"] == "2"
    fresh = api.send("PATCH", f"/customers/{anders.pk}", {"phone": "3"}, headers={"If-Match": '"2"'})
    assert (fresh.status_code, fresh["ETag"]) == (200, '"3"')


def test_without_if_match_the_last_write_wins(olive, api, anders):
    update_customer(anders, changes={"phone": "2"}, by=olive, at=NOW)
    assert api.send("PATCH", f"/customers/{anders.pk}", {"phone": "3"}).json()["phone"] == "3"
    assert api.send("PATCH", f"/customers/{anders.pk}", {"phone": "4"}, headers={"If-Match": "*"}).status_code == 200


def test_a_change_of_nothing_leaves_the_version(api, anders):
    assert api.send("PATCH", f"/customers/{anders.pk}", {"name": anders.name})["ETag"] == '"1"'
    assert api.send("PATCH", f"/customers/{anders.pk}", {})["ETag"] == '"1"'


@pytest.mark.parametrize("given", ["soon", '"x"', '"-1"', '""', "9" * 40, '"1", "2"'])
def test_an_if_match_that_says_no_version_is_refused(api, anders, given):
    response = api.send("PATCH", f"/customers/{anders.pk}", {}, headers={"If-Match": given})
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == ["If-Match"]


def test_who_has_the_version_already_is_not_sent_it_again(api, anders):
    path = f"/customers/{anders.pk}"
    response = api.get(path, headers={"If-None-Match": '"1"'})
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", '"1"')
    assert api.get(path, headers={"If-None-Match": '"0"'}).status_code == 200
    assert api.get(path, headers={"If-None-Match": 'W/"7", "1"'}).status_code == 304


@pytest.mark.parametrize("path", ["/contacts", "/notes", "/tags", "/roles"])
def test_every_record_is_changed_and_deleted_only_in_the_version_that_was_read(api, anders, path):
    bodies = {
        "/contacts": {"customer": anders.pk, "name": "Ingrid"},
        "/notes": {"customer": anders.pk, "body": "Said"},
        "/tags": {"name": "Catering"},
        "/roles": {"name": "Dispatcher", "permissions": ["clients:view"]},
    }
    change = {"body": "Meant"} if path == "/notes" else {"name": "Changed"}
    where = api.send("POST", path, bodies[path])["Location"]
    assert api.send("PATCH", where, change)["ETag"] == '"2"'
    for stale in (
        api.send("PATCH", where, change, headers={"If-Match": '"1"'}),
        api.delete(where, headers={"If-Match": '"1"'}),
    ):
        assert (stale.status_code, stale.json()["code"]) == (409, "version_conflict")
        assert stale.json()["current"]["version"] == 2
    assert api.delete(where, headers={"If-Match": '"2"'}).status_code == 204
    assert api.get(where).status_code == 404


@pytest.mark.parametrize("path", ["/organization", "/members/{theo}"])
def test_organisation_and_members_have_versions_too(api, theo, path):
    path = path.format(theo=theo.pk)
    version = api.get(path).json()["version"]
    change = {"name": "Brightwater"} if path == "/organization" else {"is_active": False}
    changed = api.send("PATCH", path, change, headers={"If-Match": f'"{version}"'})
    assert (changed.status_code, changed.json()["version"]) == (200, version + 1)
    stale = api.send("PATCH", path, change, headers={"If-Match": f'"{version}"'})
    assert (stale.status_code, stale.json()["current"]["version"]) == (409, version + 1)
