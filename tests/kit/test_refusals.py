import pytest

from clientele.kit.refusals import Conflict, FieldError, Refusal, refuse_together


def test_a_refusal_names_its_field():
    refusal = Refusal("customer_name_taken", "Customer with this name already exists.", field="name", existing=7)
    assert refusal.errors == [FieldError("name", "Customer with this name already exists.", "customer_name_taken")]
    assert (refusal.status, refusal.extra) == (422, {"existing": 7})


def test_a_conflict_is_about_the_state_of_a_record():
    assert Conflict("customer_archived", "It is archived.").status == 409


def test_what_several_rules_refuse_is_told_in_one_refusal_with_the_code_of_the_first():
    taken = Refusal("customer_name_taken", "Taken.", field="name", existing=7)
    other = Refusal("customer_code_taken", "Taken too.", field="code", existing=8)
    with pytest.raises(Refusal) as mixed:
        refuse_together([FieldError("email", "No address.")], None, taken, other)
    assert (mixed.value.code, mixed.value.message, mixed.value.extra) == (
        "validation_error",
        "No address.",
        {"existing": 7},
    )
    assert [error.field for error in mixed.value.errors] == ["email", "name", "code"]
    with pytest.raises(Refusal) as alone:
        refuse_together([], taken)
    assert alone.value is taken
    refuse_together([], None)
