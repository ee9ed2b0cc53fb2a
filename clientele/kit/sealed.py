"""Secrets that have to be read again: stored encrypted under keys of their own, and bound to where they belong."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

_MARK = "sealed:"
_KEEPERS: dict[str, "Keeper"] = {}


class CannotOpen(Exception):
    """Why a stored secret is not read, in one sentence that does not tell it."""


@dataclass(frozen=True)
class Kept:
    """One sealed secret where it is stored: what it belongs to, and how another text takes its place."""

    text: str
    of: str
    replace: Callable[[str], object]


@dataclass(frozen=True)
class Keeper:
    """A slice's sealed secrets by what they are called; with `lock` nobody changes them meanwhile."""

    called: str
    kept: Callable[[bool], Iterator[Kept]]


def seal(clear: str, *, of: str) -> str:
    """A secret in the form in which it is stored; `of` names the row and field that alone can open it."""
    payload = json.dumps([of, clear]).encode()
    return _MARK + _fernet(tuple(settings.SEALING_KEYS)).encrypt(payload).decode()


def unseal(text: str, *, of: str) -> str:
    """The secret itself; raises CannotOpen for a missing key, another place, or what was never sealed."""
    if not is_sealed(text):
        raise CannotOpen(f"The secret of {of} is not encrypted as it has to be.")
    try:
        payload = _fernet(tuple(settings.SEALING_KEYS)).decrypt(text.removeprefix(_MARK))
    except InvalidToken:
        raise CannotOpen(
            f"The secret of {of} is damaged, or CLIENTELE_KEYS lacks the key it was encrypted with."
        ) from None
    bound, clear = json.loads(payload)
    if bound != of:
        raise CannotOpen(f"The secret of {of} is not its own: it was put there from {bound}.")
    return str(clear)


def unsealed_or_nothing(text: str, *, of: str) -> str:
    """The secret itself, or nothing where it was not sealed for this place with a key that is there."""
    try:
        return unseal(text, of=of)
    except CannotOpen:
        return ""


def reseal(text: str, *, of: str) -> str:
    """The same secret under the newest key; the same text where it is so already. Raises CannotOpen."""
    clear = unseal(text, of=of)
    try:
        Fernet(settings.SEALING_KEYS[0]).decrypt(text.removeprefix(_MARK))
    except InvalidToken:
        return seal(clear, of=of)
    return text


def fresh_key() -> str:
    """A new key."""
    return Fernet.generate_key().decode()


def is_sealed(text: str) -> bool:
    """Whether a text is in the form in which secrets are stored."""
    return text.startswith(_MARK)


def keep(keeper: Keeper) -> None:
    """Let a slice's sealed secrets be found by those who change keys; called from its AppConfig."""
    if _KEEPERS.setdefault(keeper.called, keeper) is not keeper:
        raise ValueError(f"kept twice: {keeper.called}")


def keepers() -> list[Keeper]:
    """Everybody who keeps sealed secrets, by name."""
    return [_KEEPERS[name] for name in sorted(_KEEPERS)]


@lru_cache(maxsize=4)
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
