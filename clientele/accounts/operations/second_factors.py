"""Secrets of second factors, which are allauth's rows: sealed whenever one is saved, and bound to their person."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from clientele.accounts.models import Member, Organization, User
from clientele.kit.sealed import CannotOpen, Keeper, Kept, is_sealed, seal, unseal, unsealed_or_nothing
from clientele.kit.tenancy import inside
from clientele.trail.operations import record

#: What of a row's data is secret: one text, or a list of texts.
SECRETS = ("secret", "seed", "migrated_codes")


class Bound(str):
    """A sealed text as it was read from its row, which knows where that was."""

    of: str

    @classmethod
    def to(cls, text: str, of: str) -> "Bound":
        bound = cls(text)
        bound.of = of
        return bound


def bind_secrets(instance: Any, **_: Any) -> None:
    """After a row is read: let its sealed texts know whose they are."""
    if "data" in instance.__dict__:
        _change(instance, lambda text, of: Bound.to(text, of) if is_sealed(text) else text)


def seal_secrets(instance: Any, **_: Any) -> None:
    """Before a row is written: seal what is still clear in it."""
    _change(instance, lambda text, of: text if is_sealed(text) else Bound.to(seal(text, of=of), of))


def opened(text: str) -> str:
    """The secret of a row that was read; raises CannotOpen."""
    if not isinstance(text, Bound):
        raise CannotOpen("A secret can be opened only by the row it is stored in.")
    return unseal(text, of=text.of)


def closed_factors(user: User) -> Iterator[tuple[str, str]]:
    """The kinds of second factors of a person that cannot be read, and why."""
    for row in Authenticator.objects.filter(user=user).order_by("pk"):
        for _, _, text, of in _secrets_of(row):
            try:
                unseal(text, of=of)
            except CannotOpen as error:
                yield row.type, str(error)


def readable_factors(user: User, *, besides: Collection[str]) -> list[Authenticator]:
    """The second factors of a person that take a code, but for the kinds that cannot be read."""
    rows = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN)
    return [row for row in rows.order_by("pk") if row.type not in besides]


@transaction.atomic
def reset_second_factors(user: User, *, at: datetime) -> int:
    """Take every second factor off an account, for whoever runs the installation; answers how many those were.

    The person signs in with the password alone until they set one up anew; each of their teams reads of it.
    """
    gone, _ = Authenticator.objects.filter(user=user).delete()
    if gone:
        for organization in Organization.objects.order_by("pk"):
            with inside(organization):
                for member in Member.objects.filter(user=user).select_related("user"):
                    record("accounts.second_factor_reset", member, by=None, at=at)
    return gone


def seal_setup(clear: str, user: User) -> str:
    """A secret that is being set up, as it is kept until the first code is right."""
    return seal(clear, of=_setup_of(user))


def setup_of(text: str, user: User) -> str:
    """That secret itself, or nothing where it was not sealed for this person with a key that is there."""
    return unsealed_or_nothing(text, of=_setup_of(user))


def _setup_of(user: User) -> str:
    return f"user {user.pk}, totp being set up"


def kept_secrets(lock: bool) -> Iterator[Kept]:
    """Every sealed secret of second factors."""
    rows = Authenticator.objects.order_by("pk")
    for row in rows.select_for_update() if lock else rows:
        for name, place, text, of in _secrets_of(row):
            yield Kept(text, of, _replacing(row, name, place))


KEEPER = Keeper("second factors", kept_secrets)


def _replacing(row: Authenticator, name: str, place: int | None) -> Any:
    def replace(text: str) -> None:
        if place is None:
            row.data[name] = text
        else:
            row.data[name][place] = text
        Authenticator.objects.filter(pk=row.pk).update(data=row.data)

    return replace


def _change(row: Authenticator, change: Any) -> None:
    for name, place, text, of in list(_secrets_of(row)):
        if place is None:
            row.data[name] = change(text, of)
        else:
            row.data[name][place] = change(text, of)


def _secrets_of(row: Authenticator) -> Iterator[tuple[str, int | None, str, str]]:
    """Name, place in a list, text, and what it belongs to."""
    for name in SECRETS:
        found = row.data.get(name)
        of = f"user {row.user_id}, {row.type} {name}"
        if isinstance(found, str):
            yield name, None, found, of
        for place, text in enumerate(found if isinstance(found, list) else ()):
            yield name, place, text, of
