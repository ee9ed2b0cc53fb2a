"""The one way in which a rule says no: every door renders a refusal its own way."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


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


def refuse_together(errors: Iterable[FieldError] = (), *refusals: Refusal | None) -> None:
    """Raise all that is wrong with the input as one refusal with the code of the first; shapes come first."""
    wrong, found = list(errors), [refusal for refusal in refusals if refusal]
    if wrong:
        found.insert(0, Refusal("validation_error", wrong[0].message, errors=wrong))
    if len(found) == 1:
        raise found[0]
    if found:
        every = [error for refusal in found for error in refusal.errors]
        extra: dict[str, Any] = {name: fact for refusal in reversed(found) for name, fact in refusal.extra.items()}
        raise Refusal(found[0].code, found[0].message, errors=every, **extra)


class Conflict(Refusal):
    """The input is right, but the record's present state forbids it; doors answer 409."""

    status = 409


class Forbidden(Exception):
    """This member may not do this here; doors answer 403 with the code."""

    def __init__(self, code: str = "permission_denied") -> None:
        super().__init__(code)
        self.code = code
