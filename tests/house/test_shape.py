"""How the house is cut: sizes, names of rooms, and what a floor may say."""

import ast
import re
import statistics

import pytest

from tests.house.source import DOORS, HOUSE, ROOT, committed_files, name_of, python_files, templates, tree_of

LONGEST_FILE = 300
LONGEST_TEMPLATE = 60
JUNK_DRAWERS = {"utils", "helpers", "services", "common", "managers", "signals", "tasks", "misc", "base", "core"}
NAMED_BY_DJANGO = "clientele/kit/sqlite/base.py"  # a database connection is looked for in a module of this name


def test_no_file_is_longer_than_a_reader_bears():
    ours = [
        path for path in committed_files() if path.suffix in {".py", ".ts", ".css"} and "migrations" not in path.parts
    ]
    long = {name_of(path): lines for path in ours if (lines := len(path.read_text().splitlines())) > LONGEST_FILE}
    assert long == {}


def test_files_are_short_on_the_whole():
    sizes = [len(path.read_text().splitlines()) for path in python_files()]
    assert statistics.median(sizes) <= 100


def test_nine_functions_in_ten_fit_in_twenty_lines():
    sizes = sorted(
        node.end_lineno - node.lineno + 1
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef) and node.end_lineno
    )
    assert sizes[int(len(sizes) * 0.9)] <= 20


def test_templates_read_at_a_glance():
    long = {
        name_of(path): lines for path in templates() if (lines := len(path.read_text().splitlines())) > LONGEST_TEMPLATE
    }
    assert long == {}


def test_no_folder_lies_deeper_than_four():
    deep = [name_of(path) for path in (*python_files(), *templates()) if len(path.relative_to(HOUSE).parts) > 5]
    assert deep == []


def test_there_is_no_junk_drawer():
    drawers = [name_of(path) for path in python_files() if {path.stem, path.parent.name} & JUNK_DRAWERS]
    assert drawers == [NAMED_BY_DJANGO]


@pytest.mark.parametrize("door", DOORS)
def test_a_door_calls_operations_and_queries_not_the_database(door):
    reach = re.compile(r"\.objects\b|\.save\(|\.delete\(\)|\.bulk_create\(|cursor\(")
    found = [
        f"{name_of(path)}:{number}"
        for path in python_files()
        if path.relative_to(HOUSE).parts[0] == door
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if reach.search(line)
    ]
    assert found == []


def test_only_the_clients_speak_http():
    names = r"requests|httpx|urllib\.request|urllib3|http\.client|aiohttp"
    libraries = re.compile(rf"^\s*(import|from) ({names})\b", re.MULTILINE)
    found = [name_of(path) for path in python_files() if path.stem != "client" and libraries.search(path.read_text())]
    assert found == []


def test_templates_keep_the_content_security_policy():
    against = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son[a-z]+=|javascript:|\|\s*safe\b", re.IGNORECASE)
    allowed = re.compile(r'type="(application/json|speculationrules)"')
    found = [
        f"{name_of(path)}: {hit.group(0)}"
        for path in templates()
        for hit in against.finditer(path.read_text())
        if not allowed.search(hit.group(0))
    ]
    assert found == []


def test_nothing_is_left_for_later():
    words = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X]|coming [s]oon|lorem [i]psum)\b", re.IGNORECASE)
    texts = (".py", ".html", ".ts", ".css", ".md", ".toml", ".mjs")
    found = [
        f"{name_of(path)}:{number}"
        for path in committed_files()
        if path.suffix in texts
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if words.search(line)
    ]
    assert found == []


def test_the_readme_links_lead_somewhere():
    links = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
    pages = [path for path in committed_files() if path.suffix == ".md"]
    broken = [
        f"{name_of(page)} -> {link}"
        for page in pages
        for link in links.findall(page.read_text())
        if not (page.parent / link).exists() and not (ROOT / link).exists()
    ]
    assert broken == []
