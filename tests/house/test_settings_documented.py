"""Every setting that is read is documented, and every documented one is read."""

import ast
import re

from tests.house.source import HOUSE, ROOT, tree_of

READERS = {
    "text",
    "number",
    "flag",
    "choice",
    "words",
    "address",
    "hosts",
    "database",
    "email",
    "secret_key",
    "keys",
    "passphrase",
}
NAME = re.compile(r"[A-Z][A-Z0-9_]+")


def settings_read() -> set[str]:
    calls = [node for node in ast.walk(tree_of(HOUSE / "config/settings.py")) if isinstance(node, ast.Call)]
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in READERS and isinstance(call.args[0], ast.Constant)
    }


def settings_documented() -> set[str]:
    rows = re.findall(r"^\| `([A-Z0-9_]+)` \|", (ROOT / "docs/settings.md").read_text(), re.MULTILINE)
    assert len(rows) == len(set(rows))
    return set(rows)


def test_every_setting_is_documented():
    assert settings_read() == settings_documented()
    assert len(settings_read()) > 10


def test_nothing_else_reads_the_environment():
    allowed = {"config/environment.py", "config/wsgi.py", "config/asgi.py", "console/main.py"}
    reading = re.compile(r"os\.environ|os\.getenv|environ\.Env\(")
    found = {path.relative_to(HOUSE).as_posix() for path in HOUSE.rglob("*.py") if reading.search(path.read_text())}
    assert found <= allowed
