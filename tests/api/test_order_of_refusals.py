"""Who asks, what they may, what is there: all that is told before what is wrong with the body or the parameters."""

import re

import pytest

from clientele.accounts.models import Role
from clientele.accounts.operations.invitations import invite_member
from clientele.api.sight import SEEN, WITHIN
from clientele.customers.operations import add_note
from tests.api.conftest import Caller
from tests.api.test_references import MEANS, filled, foreign, operations, own, schema_of_body  # noqa: F401
from tests.cast import NOW

UNKNOWN = 2**53 - 1
WRONG = {"none of these": 1}


def routes() -> list[tuple[str, str]]:
    """Every route that names a record and takes a body."""
    return [(method, path) for method, path, operation in operations() if "{" in path and schema_of_body(operation)]


def names_of(path: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", path)


def target_of(path: str, name: str) -> str:
    return MEANS.get(name, path.split("/")[1])


@pytest.mark.parametrize("method, path", routes())
def test_a_record_that_is_not_there_is_told_before_a_wrong_body(method, path, api, own, foreign):  # noqa: F811
    for name in names_of(path):
        for strange in (UNKNOWN, foreign[target_of(path, name)]):
            where = filled(path, own, **{name: strange})
            answers = [
                api.send(method, where, WRONG),
                api.send(method, where, []),
                api.generic(method, where, data=b"{", content_type="application/json"),
                api.generic(method, where, data=b"x", content_type="text/plain"),
                api.generic(method, f"{where}?none=1", data=b"{}", content_type="application/json"),
            ]
            assert [answer.status_code for answer in answers] == [404] * 5, (where, [a.content for a in answers])
            assert all(b"Outpost" not in answer.content for answer in answers)


@pytest.mark.parametrize("method, path", routes())
def test_a_wrong_body_for_a_record_that_is_there_is_told_as_such(method, path, api, own):  # noqa: F811
    where = filled(path, own)
    assert api.send(method, where, WRONG).status_code == 422
    assert api.generic(method, where, data=b"{", content_type="application/json").status_code == 400
    assert api.generic(method, where, data=b"x", content_type="text/plain").status_code == 415
    assert api.generic(method, f"{where}?none=1", data=b"{}", content_type="application/json").status_code == 422


@pytest.mark.parametrize("method, path", routes())
def test_who_may_not_and_who_is_nobody_read_that_before_a_wrong_body(method, path, calls, theo, own):  # noqa: F811
    role = Role.objects.create(organization=theo.organization, name="Nothing", name_key="nothing", permissions=[])
    type(theo).objects.filter(pk=theo.pk).update(role=role)
    where = filled(path, own)
    assert calls(theo).send(method, where, WRONG).status_code in (403, 404)
    assert Caller("wrong").send(method, where, WRONG).status_code == 401


@pytest.mark.parametrize("method, word", [("PATCH", "notes"), ("PATCH", "members"), ("DELETE", "invitations")])
def test_who_may_not_change_this_one_reads_that_before_what_is_wrong(method, word, calls, theo, ada, olive, anders):
    note = add_note(anders, kind="general", body="Hers", by=olive, at=NOW)
    invited = invite_member(email="new@x.example", role=Role.objects.get(kind="owner"), by=olive, at=NOW)
    who, pk = {"notes": (theo, note.pk), "members": (ada, olive.pk), "invitations": (ada, invited.pk)}[word]
    api, where = calls(who), f"/{word}/{pk}"
    answers = [
        api.send(method, where, {}),
        api.send(method, f"{where}?none=1", WRONG),
        *([api.send(method, where, WRONG), api.send(method, where, [])] if method == "PATCH" else []),
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert calls(olive).send(method, f"{where}?none=1", {}).status_code == 422


def test_every_word_of_an_address_that_names_a_record_is_known():
    words = {word for _, path, _ in operations() for word in re.findall(r"([a-z-]+)/\{", path)}
    assert words == SEEN.keys() | WITHIN.keys()
