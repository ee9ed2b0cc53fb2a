import gc
import sys

import pytest
from django.db import connection

from clientele.kit.bulk import many_rows


def pragma(name):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_collections_are_rare_inside_and_usual_again_after_it_even_after_a_fault():
    usual = gc.get_threshold()
    with many_rows():
        assert gc.get_threshold()[0] > usual[0]
    assert gc.get_threshold() == usual
    with pytest.raises(KeyError):
        fail_among_many_rows()
    assert gc.get_threshold() == usual


@many_rows()
def fail_among_many_rows():
    raise KeyError


@pytest.mark.django_db
def test_threads_take_short_turns_inside_and_usual_ones_after_it_even_after_a_fault():
    usual = sys.getswitchinterval()
    with many_rows():
        assert sys.getswitchinterval() < usual / 5
    with pytest.raises(KeyError):
        fail_among_many_rows()
    assert sys.getswitchinterval() == usual


@pytest.mark.django_db
def test_sqlite_maps_nothing_inside_and_reads_as_usual_after_it():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its memory in its own processes")
    usual = pragma("mmap_size"), pragma("cache_size")
    with many_rows():
        assert (pragma("mmap_size"), pragma("cache_size")) == (0, -64_000)
    assert (pragma("mmap_size"), pragma("cache_size")) == usual
