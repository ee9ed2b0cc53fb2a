import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from clientele.accounts.models import StoredAnswer
from clientele.accounts.operations.idempotency import Answer, answer_once, prune_stored_answers, request_digest
from clientele.kit.refusals import Refusal
from clientele.kit.tenancy import inside
from tests.cast import NOW

DIGEST = request_digest("POST", "/notes/", "body=Hello")


def once(member, act, *, key="a-key", digest=DIGEST, at=NOW):
    return answer_once(member, key=key, digest=digest, at=at, act=act)


def test_the_second_request_gets_the_first_answer_and_does_nothing(olive):
    calls = []

    def act():
        calls.append(1)
        return Answer(201, {"ETag": '"1"'}, f"call {len(calls)}")

    first, second = once(olive, act), once(olive, act)
    assert (first.status, first.body, first.is_repeated) == (201, "call 1", False)
    assert (second.status, second.headers, second.body, second.is_repeated) == (201, {"ETag": '"1"'}, "call 1", True)


def test_the_same_key_with_another_body_is_refused(olive):
    once(olive, lambda: Answer(201))
    with pytest.raises(Refusal) as refused:
        once(olive, lambda: Answer(201), digest=request_digest("POST", "/notes/", "body=Other"))
    assert (refused.value.code, refused.value.status) == ("idempotency_key_reused", 422)


def test_a_refusal_is_not_kept_so_the_key_may_be_tried_again(olive):
    def refuse():
        raise Refusal("validation_error", "No.")

    with pytest.raises(Refusal):
        once(olive, refuse)
    assert once(olive, lambda: Answer(422)).status == 422
    assert once(olive, lambda: Answer(201)).status == 201


def test_two_members_may_use_the_same_key(olive, theo):
    once(olive, lambda: Answer(201, body="olive"))
    assert once(theo, lambda: Answer(201, body="theo")).body == "theo"


def test_a_key_is_free_again_after_24_hours(olive):
    once(olive, lambda: Answer(201, body="first"))
    later = NOW + timedelta(hours=24)
    assert once(olive, lambda: Answer(201, body="second"), at=later).body == "second"


@pytest.mark.parametrize("key", ["", "k" * 256, "naïve", "tab\there"])
def test_an_unfit_key_is_refused(olive, key):
    with pytest.raises(Refusal) as refused:
        once(olive, lambda: Answer(201), key=key)
    assert refused.value.code == "idempotency_key_invalid"


def test_pruning_forgets_what_is_older_than_a_day_in_every_organisation(olive, otto, outpost):
    once(olive, lambda: Answer(201), key="old")
    once(olive, lambda: Answer(201), key="new", at=NOW + timedelta(hours=2))
    with inside(outpost):
        once(otto, lambda: Answer(201), key="old")
    assert prune_stored_answers(at=NOW + timedelta(hours=24)) == 2
    assert [answer.key for answer in StoredAnswer.objects.all()] == ["new"]


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_act_once(organization, olive):
    calls, answers, may_go = [], [], threading.Event()

    def act():
        calls.append(1)
        may_go.wait(1)
        return Answer(201, body="done")

    def send():
        try:
            with inside(organization):
                answers.append(once(olive, act).body)
        except Refusal as refused:
            answers.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    may_go.set()
    for thread in threads:
        thread.join(20)
    assert len(calls) == 1
    assert "done" in answers
    assert set(answers) <= {"done", "idempotency_key_in_use"}


def test_the_answer_is_kept_in_the_transaction_of_its_effect(olive):
    def act():
        assert transaction.get_connection().in_atomic_block
        return Answer(201)

    def take_back():
        with transaction.atomic():
            once(olive, act)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        take_back()
    assert not StoredAnswer.objects.exists()
