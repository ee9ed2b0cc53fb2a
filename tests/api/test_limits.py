import time_machine

from clientele.accounts.models import TokenMinute
from clientele.api import limits
from tests.cast import NOW


def statuses(program, number):
    return [program.get("/organization").status_code for _ in range(number)]


@time_machine.travel(NOW, tick=False)
def test_the_limit_is_exact_in_one_process_and_says_what_is_left(api, settings):
    settings.RATE_LIMIT = 60
    first = api.get("/organization")
    assert [first[f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset")] == ["60", "59", "60"]
    assert statuses(api, 60) == [200] * 59 + [429]
    refused = api.get("/organization")
    assert (refused.json()["code"], refused["Retry-After"], refused["RateLimit-Remaining"]) == (
        "rate_limited",
        "60",
        "0",
    )


def test_the_next_minute_begins_anew(api, settings):
    settings.RATE_LIMIT = 2
    with time_machine.travel(NOW, tick=False) as clock:
        assert statuses(api, 3) == [200, 200, 429]
        clock.shift(60)
        assert statuses(api, 3) == [200, 200, 429]


@time_machine.travel(NOW, tick=False)
def test_another_process_lets_through_at_most_one_step_more(api, settings):
    settings.RATE_LIMIT = 60
    assert statuses(api, 61).count(200) == 60
    limits.forget()
    assert statuses(api, 10).count(200) <= 60 // 30
    assert TokenMinute.objects.get().used <= 60 + 60 // 30


@time_machine.travel(NOW, tick=False)
def test_each_token_has_its_own_limit(api, calls, olive, settings):
    settings.RATE_LIMIT = 1
    assert statuses(api, 2) == [200, 429]
    assert statuses(calls(olive), 2) == [200, 429]


def test_zero_turns_the_limit_off(api, settings):
    settings.RATE_LIMIT = 0
    response = api.get("/organization")
    assert "RateLimit-Limit" not in response
    assert not TokenMinute.objects.exists()


@time_machine.travel(NOW, tick=False)
def test_most_requests_write_nothing(api, settings, django_assert_num_queries):
    settings.RATE_LIMIT = 300
    api.get("/organization")
    with django_assert_num_queries(2):
        api.get("/organization")
