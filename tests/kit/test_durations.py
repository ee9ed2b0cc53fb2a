import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientele.kit.durations import minutes_of, shown
from clientele.kit.refusals import Refusal


@pytest.mark.parametrize(
    "typed, minutes",
    [
        ("1:30", 90),
        ("0:05", 5),
        ("1.5", 90),
        ("1,5", 90),
        (".25", 15),
        ("90m", 90),
        ("90 min", 90),
        ("1h 30m", 90),
        ("1h30m", 90),
        ("1H30", 90),
        ("1 h 05", 65),
        ("1h75", None),
        ("1h5", None),
        ("2h", 120),
        ("1.5h", 90),
        ("1 hour 5 minutes", 65),
        ("45", 2700),
        ("0", 0),
        ("0.33", 20),
        ("  1 : 30 ", None),
        ("1:75", None),
        ("1:5", None),
        ("-1", None),
        ("soon", None),
        ("h", None),
        ("", None),
        ("1.5.2", None),
        ("\u0661:30", None),
    ],
)
def test_a_duration_is_read_as_people_type_it(typed, minutes):
    if minutes is None:
        with pytest.raises(Refusal) as refusal:
            minutes_of(typed)
        assert [error.field for error in refusal.value.errors] == ["minutes"]
    else:
        assert minutes_of(typed) == minutes


@given(st.integers(0, 999 * 60 + 59))
def test_what_is_shown_is_read_back_as_the_same_minutes(minutes):
    assert minutes_of(shown(minutes)) == minutes
    assert minutes_of(f"{minutes // 60}h {minutes % 60}m") == minutes
    assert minutes_of(f"{minutes}m") == minutes


@given(st.text(max_size=30))
def test_any_text_is_a_duration_or_is_refused(typed):
    try:
        minutes = minutes_of(typed)
    except Refusal:
        return
    assert minutes >= 0
