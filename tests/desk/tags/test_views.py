import pytest

from clientele.customers.models import Tag
from clientele.customers.operations import create_tag, update_customer, update_tag
from clientele.customers.queries import tags_of
from clientele.kit.tenancy import inside
from tests.cast import NOW

HERE = "/brightwater/settings/tags/"


@pytest.fixture
def client(dana, sign_in):
    return sign_in(dana)


@pytest.fixture
def catering(anders, dana):
    update_customer(anders, changes={}, tags=["Catering"], by=dana, at=NOW)
    return Tag.objects.get(name="Catering")


def test_the_list_tells_how_many_customers_have_each_tag(catering, client, dana):
    create_tag(name="Unused", by=dana, at=NOW)
    page = client.get(HERE).content.decode()
    assert "1 customer<" in page
    assert "0 customers<" in page
    assert f'href="/brightwater/customers/?tag={catering.pk}' in page


def test_an_empty_list_says_what_tags_are_for(organization, client):
    assert "They group customers" in client.get(HERE).content.decode()


def test_a_tag_is_made_renamed_and_coloured(client):
    client.post(f"{HERE}new/", {"name": "North", "color": "blue"})
    tag = Tag.objects.get()
    assert (tag.name, tag.color) == ("North", "blue")
    client.post(f"{HERE}{tag.pk}/", {"name": "North west", "color": "red", "version": 1})
    tag.refresh_from_db()
    assert (tag.name, tag.color, tag.version) == ("North west", "red", 2)
    assert "tag-red" in client.get(HERE).content.decode()


def test_a_name_that_is_taken_is_refused_beside_the_field(catering, client):
    answer = client.post(f"{HERE}new/", {"name": "CATERING", "color": "grey"})
    assert answer.status_code == 422
    assert "There is a tag “CATERING” already." in answer.content.decode()


def test_a_tag_that_somebody_else_changed_is_shown_first(catering, client, olive):
    update_tag(catering, name="Food", by=olive, at=NOW)
    answer = client.post(f"{HERE}{catering.pk}/", {"name": "Kitchens", "color": "grey", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Food" in page
    assert 'value="Kitchens"' in page
    assert 'name="version" value="2"' in page


def test_merging_moves_the_customers_and_says_how_many(catering, anders, client, dana):
    food = create_tag(name="Food", by=dana, at=NOW)
    address = f"{HERE}{catering.pk}/merging/"
    assert "1 customer with the tag Catering" in client.get(address).content.decode()
    assert client.post(address, {"into": food.pk}).status_code == 303
    assert [tag.name for tag in tags_of(anders)] == ["Food"]
    assert list(Tag.objects.values_list("name", flat=True)) == ["Food"]


@pytest.mark.parametrize("into", ["", "999999", "x"])
def test_merging_into_nothing_is_refused(catering, client, into):
    assert client.post(f"{HERE}{catering.pk}/merging/", {"into": into}).status_code == 422
    assert client.post(f"{HERE}{catering.pk}/merging/", {"into": catering.pk}).status_code == 422
    assert Tag.objects.exists()


def test_deleting_takes_the_tag_off_and_leaves_the_customer(catering, anders, client):
    address = f"{HERE}{catering.pk}/deletion/"
    assert "It is taken off 1 customer" in client.get(address).content.decode()
    client.post(address, {"version": catering.version})
    assert not Tag.objects.exists()
    assert tags_of(anders) == []


def test_a_tag_of_another_firm_is_not_found(outpost, otto, client):
    with inside(outpost):
        foreign = create_tag(name="Secret", by=otto, at=NOW)
    for rest in ("", "merging/", "deletion/"):
        assert client.get(f"{HERE}{foreign.pk}/{rest}").status_code == 404
        assert client.post(f"{HERE}{foreign.pk}/{rest}", {"name": "Mine", "color": "grey"}).status_code == 404


def test_members_do_not_manage_tags(catering, theo, sign_in):
    client = sign_in(theo)
    for rest in ("", "new/", f"{catering.pk}/", f"{catering.pk}/merging/", f"{catering.pk}/deletion/"):
        assert client.get(HERE + rest).status_code == 403
