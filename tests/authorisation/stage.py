"""One row of everything in each of two firms, so that every address can be asked for with the other firm's ids."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from clientele.accounts.models import Member, Role
from clientele.kit.tenancy import inside
from tests.authorisation.props import PROPS

NOT_COMPARED = {"session", "usersession", "sharedcache", "apitoken"}


def set_stage(member: Member) -> dict[str, Any]:
    """Make one row of each kind in the member's firm; answers what addresses take, by the model's name."""
    with inside(member.organization):
        return {name: make(member) for name, make in PROPS.items()}


def values_for(route_name: str, takes: tuple[str, ...], props: dict[str, Any]) -> dict[str, Any]:
    """The values that an address takes: `note` is the note's id, `pk` that of the noun in the address's name."""
    return {key: _value(route_name, key, props) for key in takes}


def _value(route_name: str, key: str, props: dict[str, Any]) -> Any:
    space, _, name = route_name.partition(":")
    for noun in (key, space.removesuffix("s"), *name.split("_")):
        prop = props.get(noun, props.get(noun.removesuffix("s")))
        if prop is not None:
            return getattr(prop, "pk", prop)
    raise LookupError(f"{route_name} takes {key!r}: add a prop for it to tests/authorisation/props.py")


def digest_of_everything() -> str:
    """A hash over every row of every table but those that only signing in touches."""
    digest = hashlib.sha256()
    for model in _compared():
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            digest.update(repr((table, cursor.fetchall())).encode())
    return digest.hexdigest()


def _compared() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model._meta.model_name not in NOT_COMPARED and not model._meta.app_label.startswith("django"):
            yield model


def without_permissions(member: Member) -> Member:
    """The member with a role that allows nothing."""
    member.role = Role.objects.create(
        organization=member.organization, name="Nobody", name_key="nobody", permissions=[]
    )
    member.save()
    return member
