"""The one way in which a rule says no: every door renders a refusal its own way."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field, for a person, with a stable code for a program."""

    field: str
    message: str
    code: str = "invalid"


class Refusal(Exception):
    """The input is wrong: a stable `code`, a sentence, the fields concerned, and facts a door may show.

    Doors answer 422. `extra` carries what helps on the way out, such as the record that is in the way.
    """

    status = 422

    def __init__(
        self,
        code: str,
        message: str,
        *,
        field: str = "",
        errors: Iterable[FieldError] = (),
        **extra: object,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.errors = list(errors) or ([FieldError(field, message, code)] if field else [])
        self.extra = extra


class Conflict(Refusal):
    """The input is right, but the record's present state forbids it; doors answer 409."""

    status = 409


class Forbidden(Exception):
    """This member may not do this here; doors answer 403 with the code."""

    def __init__(self, code: str = "permission_denied") -> None:
        super().__init__(code)
        self.code = code
