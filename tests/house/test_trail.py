"""What is recorded is told: every name has a sentence, and is <slice>.<past participle>."""

import ast
import re

from clientele.trail.sentences import known_names
from tests.house.source import HOUSE, python_files, tree_of


def recorded_names() -> dict[str, str]:
    """Every name given to record() or record_many(), with the slice that gives it."""
    names = {}
    for path in python_files():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"record", "record_many"} and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    names[str(first.value)] = path.relative_to(HOUSE).parts[0]
    return names


def test_every_recorded_name_has_a_sentence():
    assert recorded_names().keys() - known_names() == set()


def test_every_sentence_is_recorded_somewhere():
    assert known_names() - recorded_names().keys() == set()


def test_a_name_says_its_slice_and_what_happened():
    assert [name for name in known_names() if not re.fullmatch(r"[a-z]+\.[a-z]+(_[a-z]+)*", name)] == []
