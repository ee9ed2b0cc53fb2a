from clientele.kit.refusals import Conflict, FieldError, Refusal


def test_a_refusal_names_its_field():
    refusal = Refusal("customer_name_taken", "Customer with this name already exists.", field="name", existing=7)
    assert refusal.errors == [FieldError("name", "Customer with this name already exists.", "customer_name_taken")]
    assert (refusal.status, refusal.extra) == (422, {"existing": 7})


def test_a_conflict_is_about_the_state_of_a_record():
    assert Conflict("customer_archived", "It is archived.").status == 409
