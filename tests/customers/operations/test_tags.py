import pytest

from clientele.customers.models import Tag, Tagging
from clientele.customers.operations import create_tag, delete_tag, merge_tags, update_customer, update_tag
from clientele.customers.operations.tags import MOST_TAGS
from clientele.customers.queries import tags, tags_of
from clientele.kit.refusals import Conflict, Refusal
from clientele.kit.tenancy import inside
from clientele.trail.models import Entry
from tests.cast import NOW


def tagged(customer):
    return [tag.name for tag in tags_of(customer)]


@pytest.fixture
def tag_as(olive):
    def make(customer, *names):
        return update_customer(customer, changes={}, tags=names, by=olive, at=NOW)

    return make


def test_tags_are_made_as_they_are_typed_and_shared_whatever_their_case(anders, a_customer, tag_as):
    tag_as(anders, "Catering", " catering ", "24 h  call-out")
    tag_as(a_customer("Quay"), "CATERING")
    assert tagged(anders) == ["24 h call-out", "Catering"]
    assert [(tag.name, tag.used) for tag in tags()] == [("24 h call-out", 1), ("Catering", 2)]


def test_a_tagging_repeats_the_state_and_the_creation_of_its_customer(anders, olive, tag_as):
    tag_as(anders, "A")
    update_customer(anders, changes={"status": "inactive"}, tags=["A", "B"], by=olive, at=NOW)
    repeated = Tagging.objects.order_by("pk").values_list("customer_state", "customer_created_at")
    assert list(repeated) == [("inactive", anders.created_at)] * 2
    update_customer(anders, changes={"status": "active"}, by=olive, at=NOW)
    assert set(Tagging.objects.values_list("customer_state", flat=True)) == {"active"}


def test_the_change_of_tags_is_one_entry_of_the_customer(anders, tag_as):
    tag_as(anders, "A", "B")
    tag_as(anders, "B", "C")
    entry = Entry.objects.filter(name="customers.updated").latest("pk")
    assert entry.changes == {"tags": [["A", "B"], ["B", "C"]]}


@pytest.mark.parametrize("names", [["x" * 51], ["a\x00b"], [f"Tag {number}" for number in range(MOST_TAGS + 1)]])
def test_tags_that_do_not_fit_are_refused_and_none_is_made(anders, tag_as, names):
    with pytest.raises(Refusal):
        tag_as(anders, *names)
    assert not Tag.objects.exists()


def test_a_name_is_taken_whatever_its_case(organization, olive):
    create_tag(name="Catering", by=olive, at=NOW)
    other = create_tag(name="Other", by=olive, at=NOW)
    for act in (
        lambda: create_tag(name="CATERING", by=olive, at=NOW),
        lambda: update_tag(other, name="catering", by=olive, at=NOW),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code == "tag_name_taken"


def test_two_firms_may_have_a_tag_of_the_same_name(olive, otto, outpost):
    create_tag(name="Catering", by=olive, at=NOW)
    with inside(outpost):
        assert create_tag(name="Catering", by=otto, at=NOW).pk


def test_merging_unites_and_never_doubles(anders, a_customer, olive, tag_as):
    quay = a_customer("Quay")
    tag_as(anders, "North", "Nord")
    tag_as(quay, "Nord")
    north, nord = Tag.objects.get(name="North"), Tag.objects.get(name="Nord")
    merge_tags(keep=north, absorb=nord, by=olive, at=NOW)
    assert tagged(anders) == tagged(quay) == ["North"]
    assert Tagging.objects.count() == 2
    assert Entry.objects.latest("pk").facts["moved"] == 1


def test_a_tag_is_not_merged_into_itself(olive):
    tag = create_tag(name="North", by=olive, at=NOW)
    with pytest.raises(Refusal) as refused:
        merge_tags(keep=tag, absorb=tag, by=olive, at=NOW)
    assert refused.value.code == "same_tag"


def test_a_deleted_tag_leaves_its_customers(anders, olive, tag_as):
    tag_as(anders, "North")
    delete_tag(Tag.objects.get(), by=olive, at=NOW)
    assert tagged(anders) == []
    assert Entry.objects.latest("pk").facts == {"customers": 1}


def test_a_stale_change_is_refused(olive):
    tag = create_tag(name="North", by=olive, at=NOW)
    update_tag(tag, name="South", version=1, by=olive, at=NOW)
    with pytest.raises(Conflict):
        update_tag(tag, color="red", version=1, by=olive, at=NOW)


def test_a_taken_name_and_a_wrong_colour_of_a_tag_are_told_together(olive):
    coast = create_tag(name="Coast", by=olive, at=NOW)
    north = create_tag(name="North", by=olive, at=NOW)
    for attempt in (
        lambda: create_tag(name="coast", color="mauve", by=olive, at=NOW),
        lambda: update_tag(north, name="COAST", color="mauve", by=olive, at=NOW),
    ):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert [error.field for error in refused.value.errors] == ["color", "name"]
    assert update_tag(coast, name="coast", color="blue", by=olive, at=NOW).name == "coast"
