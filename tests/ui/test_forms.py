import pytest
from django import forms
from django.test import RequestFactory

from clientele.kit.refusals import Conflict, Refusal
from clientele.ui.http import posted, refusals_in, status_of


class TagForm(forms.Form):
    name = forms.CharField()


def test_a_form_is_sent_nothing_by_a_page_that_is_only_read():
    made = RequestFactory()
    assert [posted(made.get("/?name=Coast")), posted(made.head("/"))] == [None, None]
    sent = posted(made.post("/", {"name": "Coast"}))
    assert sent is not None
    assert sent["name"] == "Coast"


def test_a_page_answers_200_empty_and_422_with_a_form_that_is_wrong():
    assert [status_of(TagForm(None)), status_of(TagForm({"name": ""})), status_of(TagForm({"name": "Coast"}))] == [
        200,
        422,
        200,
    ]


@pytest.mark.parametrize(
    ("refusal", "status", "errors"),
    [
        (Conflict("tag_taken", "There is a tag Coast.", field="name"), 409, {"name": ["There is a tag Coast."]}),
        (Refusal("too_many", "That is one too many."), 422, {"__all__": ["That is one too many."]}),
        (Refusal("odd", "Odd.", field="color"), 422, {"__all__": ["Odd."]}),
    ],
)
def test_what_a_rule_refuses_stands_in_the_form_with_the_rules_status(refusal, status, errors):
    form = TagForm({"name": "Coast"})
    assert form.is_valid()
    with refusals_in(form):
        raise refusal
    assert (status_of(form), form.errors) == (status, errors)


def test_what_is_no_refusal_is_not_kept_quiet():
    with pytest.raises(ZeroDivisionError), refusals_in(TagForm({"name": "Coast"})):
        raise ZeroDivisionError
