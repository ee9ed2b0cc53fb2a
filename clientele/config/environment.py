"""Reads settings from the environment or a .env file, and refuses a wrong one with the line to write instead."""

import base64
import binascii
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

SHORTEST_KEY, FEWEST_CHARACTERS = 40, 10
BYTES_OF_A_KEY, FEWEST_BYTES = 32, 10
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}
EMAIL_SCHEMES = ("smtp", "smtps", "smtp+tls", "smtp+ssl", "consolemail", "filemail", "memorymail", "dummymail")
LEVELS = ("debug", "info", "warning", "error")


def read_file(path: Path) -> None:
    """Take settings from a .env file; what the environment says already wins."""
    environ.Env.read_env(str(path))


def text(name: str, default: str = "") -> str:
    """One setting; empty counts as not given."""
    given: str = env.str(name, "")
    return given.strip() or default


def number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number, at least so much."""
    given = text(name, str(default))
    if not given.isascii() or not given.isdigit() or int(given) < least:
        raise wrong(name, given, f"a whole number from {least:,} up", str(default))
    return int(given)


def flag(name: str, default: bool = False) -> bool:
    """Yes or no."""
    given = text(name, str(int(default))).lower()
    if given not in TRUE | FALSE:
        raise wrong(name, given, "1 or 0", str(int(default)))
    return given in TRUE


def choice(name: str, choices: tuple[str, ...], default: str) -> str:
    """One of a few words."""
    given = text(name, default).lower()
    if given not in choices:
        raise wrong(name, given, f"one of {', '.join(choices)}", default)
    return given


def words(name: str, default: list[str]) -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or default


def address(name: str, default: str) -> str:
    """An http or https address without a path."""
    given = text(name, default).rstrip("/")
    parts = urlsplit(given)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise wrong(name, given, "the address people open, without a path", "https://clientele.example.com")
    return given


def hosts(name: str, base_url: str) -> list[str]:
    """The names under which requests are taken: that of the address, and this machine's own."""
    host = urlsplit(base_url).hostname or ""
    given = words(name, [host])
    if "*" in given:
        raise wrong(name, "*", "a list of names, since * lets others put their own into our links", host)
    return [*dict.fromkeys([*given, "localhost", "127.0.0.1", "[::1]"])]


def database(name: str, default: Path) -> dict[str, Any]:
    """SQLite or PostgreSQL; by default a SQLite file."""
    given = text(name, f"sqlite:///{default}")
    scheme = given.partition(":")[0]
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        example = "postgresql://user:password@localhost:5432/clientele"
        raise wrong(name, f"{scheme}://…", "a SQLite or PostgreSQL address", example)
    found: dict[str, Any] = env.db_url_config(given)
    return found


def email(name: str) -> dict[str, Any]:
    """How mails leave the house; nothing where it is not given."""
    given = text(name)
    if not given:
        return {}
    scheme = given.partition(":")[0]
    if scheme not in EMAIL_SCHEMES:
        raise wrong(name, f"{scheme}://…", "a mail server", "smtp+tls://user:password@mail.example.com:587")
    found: dict[str, Any] = env.email_url_config(given)
    return found


def secret_key(name: str, *, kept: Path | None) -> str:
    """The key that signs sessions and links: given, or made once and kept in a file where one is named."""
    given = passphrase(name)
    if given:
        return given
    if kept is None:
        raise ImproperlyConfigured(f"{name} is missing. Add this line: {_fresh(name)}")
    return _kept(kept, secrets.token_urlsafe(50))


def passphrase(name: str) -> str:
    """Something long and random, or nothing where it is not given."""
    given = text(name)
    if given and (len(given) < SHORTEST_KEY or len(set(given)) < FEWEST_CHARACTERS):
        raise ImproperlyConfigured(
            f"{name} is weak: it needs {SHORTEST_KEY} random characters or more. Write this line: {_fresh(name)}"
        )
    return given


def keys(name: str, *, kept: Path | None) -> list[str]:
    """The keys that stored secrets are encrypted with, newest first: given, or one made once and kept in a file."""
    given = words(name, [])
    if not given and kept is None:
        raise ImproperlyConfigured(f"{name} is missing. Add this line: {name}={_fresh_key()}")
    if not given and kept is not None:
        given = _kept(kept, _fresh_key()).split()
    if not given or not all(map(_is_key, given)):
        place = name if text(name) else f"{kept}, which stands for {name},"
        raise ImproperlyConfigured(
            f"{place} has to hold keys of {BYTES_OF_A_KEY} random bytes in Base64, the newest first."
            f" With the keys that you have, write this line: {name}={_fresh_key()},OLDER_KEY"
        )
    return given


def _fresh_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(BYTES_OF_A_KEY)).decode()


def _is_key(given: str) -> bool:
    try:
        key = base64.b64decode(given.encode(), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return False
    return len(key) == BYTES_OF_A_KEY and len(set(key)) >= FEWEST_BYTES


def wrong(name: str, given: str, wanted: str, example: str) -> ImproperlyConfigured:
    """What is wrong with a setting, and the line to write instead."""
    return ImproperlyConfigured(f"{name} is “{given}”; it has to be {wanted}. Write this line: {name}={example}")


def _fresh(name: str) -> str:
    return f"{name}={secrets.token_urlsafe(40)}"


def _kept(path: Path, fresh: str) -> str:
    """What the file holds; made where there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _keep(path, fresh)
    return path.read_text()


def _keep(path: Path, fresh: str) -> None:
    """Written aside and then linked, so that whoever finds the file finds a whole key in it."""
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    aside.touch(mode=0o600)
    try:
        aside.write_text(fresh)
        path.hardlink_to(aside)
    except FileExistsError:
        pass  # another process made it a moment ago
    finally:
        aside.unlink()
