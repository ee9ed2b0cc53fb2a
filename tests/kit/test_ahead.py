from threading import Event, current_thread

import pytest

from clientele.kit.ahead import ahead


def test_the_same_items_come_in_their_order():
    assert list(ahead(iter(range(5)))) == [0, 1, 2, 3, 4]
    assert list(ahead(iter(()))) == []


def test_the_next_is_made_while_the_last_is_dealt_with():
    is_made = Event()

    def making():
        yield current_thread().name
        is_made.set()
        yield current_thread().name

    items = ahead(making())
    assert next(items) != current_thread().name
    assert is_made.wait(timeout=5)
    items.close()


def test_what_goes_wrong_while_making_is_told_where_the_item_was_awaited():
    def making():
        yield 1
        raise ValueError("no more")

    items = ahead(making())
    assert next(items) == 1
    with pytest.raises(ValueError, match="no more"):
        next(items)
