"""What is wrong with a value, in the words that the pages use too."""

from collections.abc import Callable
from typing import Any

from clientele.kit.refusals import FieldError, Refusal

Details = dict[str, Any]

REQUIRED = "This is required."
UNKNOWN_FIELD = "There is no such field that can be written."
UNKNOWN_PARAMETER = "There is no such parameter."


def _one_of(expected: str) -> str:
    return f"Choose one of: {expected.replace(' or ', ', ')}.".replace("'", "")


_SAYINGS: dict[str, str | Callable[[Details, Any], str]] = {
    "missing": REQUIRED,
    "extra_forbidden": UNKNOWN_FIELD,
    "string_type": "This must be text.",
    "string_unicode": "This has half of a character pair, which cannot be saved.",
    "string_too_short": REQUIRED,
    "string_too_long": lambda details, given: (
        f"This is {len(given):,} characters long; at most {details['max_length']:,} are kept."
    ),
    "int_type": "This must be a whole number.",
    "int_parsing": "This must be a whole number.",
    "int_parsing_size": "This number is too large.",
    "int_from_float": "This must be a whole number.",
    "greater_than_equal": lambda details, _: f"This must be at least {details['ge']}.",
    "less_than_equal": lambda details, _: f"This must be at most {details['le']}.",
    "bool_type": "This must be true or false.",
    "bool_parsing": "This must be true or false.",
    "literal_error": lambda details, _: _one_of(details["expected"]),
    "enum": lambda details, _: _one_of(details["expected"]),
    "list_type": "This must be a list.",
    "too_long": lambda details, _: f"At most {details['max_length']} are taken.",
    "too_short": REQUIRED,
    "model_type": "This must be a JSON object.",
    "model_attributes_type": "This must be a JSON object.",
    "dict_type": "This must be a JSON object.",
    "decimal_type": 'This must be a number, best as text such as "17.5".',
    "decimal_parsing": 'This must be a number, best as text such as "17.5".',
    "finite_number": "This must be a number.",
    "decimal_max_places": lambda details, _: f"At most {details['decimal_places']} digits stand after the point.",
    "decimal_max_digits": lambda details, _: f"At most {details['max_digits']} digits are kept.",
    "decimal_whole_digits": "This number is too large.",
    "value_error": lambda details, _: f"{details['error']}",
}
_DATES = "Write a date as YYYY-MM-DD."


def error_of(found: Details) -> FieldError:
    """One of pydantic's errors as the error of a field, whose name is its path: `billing.email`, `tags.0`."""
    field = ".".join(str(part) for part in found["loc"])[:200]
    return FieldError(field, _sentence(found), _code(found["type"]))


def refused(errors: list[FieldError]) -> Refusal:
    """The refusal of a request whose fields are wrong."""
    first = errors[0]
    detail = f"{first.field}: {first.message}" if first.field else first.message
    return Refusal("validation_error", detail, errors=errors)


def _sentence(found: Details) -> str:
    kind: str = found["type"]
    if kind.startswith("date"):
        return _DATES
    saying = _SAYINGS.get(kind)
    if callable(saying):
        return saying(found.get("ctx", {}), found.get("input"))
    return saying or str(found["msg"])


def _code(kind: str) -> str:
    return {"missing": "required", "string_too_short": "required", "extra_forbidden": "unknown"}.get(kind, "invalid")
