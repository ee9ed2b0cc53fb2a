import pytest

pytestmark = pytest.mark.django_db


def test_a_form_that_is_far_too_large_is_told_so_and_nothing_of_it_is_saved(dana, sign_in):
    answer = sign_in(dana).post("/brightwater/customers/new/", {"name": "x" * 6_000_000})
    assert answer.status_code == 413
    assert "This is too much at once" in answer.content.decode()
