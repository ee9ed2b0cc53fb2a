import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from clientele.config import environment
from clientele.kit.sealed import fresh_key
from tests.environment.plugin import KEY


@pytest.mark.parametrize(
    "read, value, told",
    [
        (lambda: environment.number("X", 5, least=1), "abc", "X=5"),
        (lambda: environment.number("X", 5, least=1), "0", "from 1 up"),
        (lambda: environment.number("X", 5), "-3", "from 0 up"),
        (lambda: environment.number("X", 5), "٣", "X=5"),
        (lambda: environment.flag("X"), "maybe", "1 or 0"),
        (lambda: environment.choice("X", ("info", "error"), "info"), "loud", "one of info, error"),
        (lambda: environment.address("X", "http://localhost"), "example.com", "X=https://"),
        (lambda: environment.address("X", "http://localhost"), "https://example.com/app", "without a path"),
        (lambda: environment.hosts("X", "https://a.example"), "*", "X=a.example"),
        (lambda: environment.database("X", None), "mysql://root:hush@db/x", "X=postgresql://"),
        (lambda: environment.email("X"), "gmail://me:hush@x", "X=smtp+tls://"),
        (lambda: environment.secret_key("X", kept=None), "short", "X is weak"),
        (lambda: environment.secret_key("X", kept=None), "a" * 60, "X is weak"),
        (lambda: environment.secret_key("X", kept=None), "", "X is missing. Add this line: X="),
        (lambda: environment.passphrase("X"), "hush", "X is weak"),
        (lambda: environment.keys("X", kept=None), "", "X is missing. Add this line: X="),
        (lambda: environment.keys("X", kept=None), "hush", "X has to hold keys of 32 random bytes"),
        (lambda: environment.keys("X", kept=None), f"{KEY},hush", "write this line: X="),
        (lambda: environment.keys("X", kept=None), "A" * 43 + "=", "X has to hold keys"),
    ],
)
def test_a_wrong_setting_is_refused_in_one_line_with_what_to_write(monkeypatch, read, value, told):
    monkeypatch.setenv("X", value)
    with pytest.raises(ImproperlyConfigured) as refused:
        read()
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "hush" not in str(refused.value)


def test_an_empty_setting_counts_as_not_given(monkeypatch):
    monkeypatch.setenv("X", "  ")
    assert environment.text("X", "default") == "default"
    assert environment.number("X", 7) == 7
    assert environment.words("X", ["a"]) == ["a"]


def test_this_machine_is_always_a_host(monkeypatch):
    monkeypatch.setenv("X", "clients.example, www.clients.example")
    assert environment.hosts("X", "https://ignored.example") == [
        "clients.example",
        "www.clients.example",
        "localhost",
        "127.0.0.1",
        "[::1]",
    ]


def test_a_key_is_made_once_and_kept_for_the_owner_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("X", raising=False)
    kept = tmp_path / "data" / "secret_key"
    first = environment.secret_key("X", kept=kept)
    assert len(first) >= 50
    assert environment.secret_key("X", kept=kept) == first
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["secret_key"]


def test_a_given_key_is_used(monkeypatch):
    key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH"
    monkeypatch.setenv("X", key)
    assert environment.secret_key("X", kept=None) == key


def test_keys_for_what_is_stored_are_taken_in_their_order(monkeypatch):
    other = fresh_key()
    monkeypatch.setenv("X", f"{other}, {KEY}")
    assert environment.keys("X", kept=None) == [other, KEY]


def test_a_key_for_what_is_stored_is_made_once_and_older_ones_may_stand_below_it(monkeypatch, tmp_path):
    monkeypatch.delenv("X", raising=False)
    kept = tmp_path / "keys"
    (first,) = environment.keys("X", kept=kept)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    kept.write_text(f"{KEY}\n{first}\n")
    assert environment.keys("X", kept=kept) == [KEY, first]


def test_an_emptied_file_of_keys_is_not_made_anew(monkeypatch, tmp_path):
    monkeypatch.delenv("X", raising=False)
    kept = tmp_path / "keys"
    kept.touch()
    with pytest.raises(ImproperlyConfigured, match="which stands for X"):
        environment.keys("X", kept=kept)
    assert kept.read_text() == ""


def test_a_long_sentence_serves_for_backups(monkeypatch):
    monkeypatch.setenv("X", "correct horse battery staple and forty more")
    assert environment.passphrase("X") == "correct horse battery staple and forty more"
