import pytest

from clientele.customers.models import Note
from clientele.customers.operations import add_note
from tests.cast import NOW

PART = {"HX-Request": "true", "HX-Target": "div#comment_list"}


@pytest.fixture
def client(theo, sign_in):
    return sign_in(theo)


def test_the_card_says_that_comments_stay_inside(organization, anders, client, url_of):
    page = client.get(url_of(anders)).content.decode()
    assert "Comments are internal notes — customers don't see them." in page
    assert 'placeholder="Add a comment…"' in page
    assert 'data-key="brightwater/' in page


def test_a_comment_is_added_from_the_card(anders, client, url_of):
    answer = client.post(url_of(anders, "comments/"), {"body": "Part ordered."})
    assert (answer.status_code, answer["Location"]) == (303, url_of(anders) + "#comments")
    assert "Part ordered." in client.get(url_of(anders)).content.decode()


def test_a_script_gets_the_comments_alone(anders, client, url_of):
    page = client.post(url_of(anders, "comments/"), {"body": "Part ordered."}, headers=PART).content.decode()
    assert "Part ordered." in page
    assert "Add a comment" not in page


def test_a_blank_comment_is_refused_with_its_reason(anders, client, url_of):
    for headers in ({}, PART):
        answer = client.post(url_of(anders, "comments/"), {"body": "  "}, headers=headers)
        assert answer.status_code == 422
        assert "This is required." in answer.content.decode()
    assert not Note.objects.exists()


def test_a_refused_comment_stays_typed_without_a_script(anders, client, url_of):
    page = client.post(url_of(anders, "comments/"), {"body": "y" * 20_001}).content.decode()
    assert "y" * 20_001 in page
    assert "at most 20,000 are kept" in page


def test_earlier_comments_are_shown_on_demand(anders, theo, client, url_of):
    for number in range(12):
        add_note(anders, kind="comment", body=f"Comment {number:02}", by=theo, at=NOW)
    first = client.get(url_of(anders)).content.decode()
    assert "Comment 07" in first
    assert "Comment 06" not in first
    seventh = Note.objects.get(body="Comment 07").pk
    part = client.get(
        url_of(anders, f"comments/?before={seventh}"), headers={"HX-Request": "true", "HX-Target": "p#comments_earlier"}
    ).content.decode()
    assert "Comment 06" in part
    assert "Comment 07" not in part
    assert "<html" not in part
    whole = client.get(url_of(anders, f"comments/?before={seventh}")).content.decode()
    assert "Comment 02" in whole
    assert "<html" in whole


def test_without_the_feature_there_is_no_card(organization, anders, client, url_of):
    organization.disabled_features = ["customers.comments"]
    organization.save()
    assert "comment" not in client.get(url_of(anders)).content.decode().lower().split("<main", 1)[1].split("</main>")[0]
    assert client.post(url_of(anders, "comments/"), {"body": "Hello"}).status_code == 403
