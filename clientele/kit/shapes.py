"""Checks values against the fields of a model, so that every door has the same shape rule."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from clientele.kit.refusals import FieldError, refuse_together


def cleaned(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the model's fields tidy them; every wrong field is named in one refusal.

    Raises `validation_error` (422).
    """
    tidy, errors = tidied(model, values)
    refuse_together(errors)
    return tidy


def tidied(model: type[models.Model], values: Mapping[str, Any]) -> tuple[dict[str, Any], list[FieldError]]:
    """The values that are right, tidied, and what is wrong with the others, for whoever has more to refuse."""
    tidy: dict[str, Any] = {}
    errors: list[FieldError] = []
    for name, value in values.items():
        field = model._meta.get_field(name)
        if not isinstance(field, models.Field):
            raise TypeError(f"{model.__name__}.{name} is not a column")
        try:
            tidy[name] = clean_value(field, value)
        except ValidationError as error:
            errors.append(FieldError(name, _sentence(field, error), _first_code(error)))
    return tidy, errors


def clean_value(field: models.Field[Any, Any], value: Any) -> Any:
    """One value as its field tidies it; blanks skip every other check."""
    if field.null and value in (None, ""):
        return None
    if isinstance(field, models.CharField | models.TextField) and field.blank and value in (None, ""):
        return ""
    return field.clean(value, None)


def _sentence(field: models.Field[Any, Any], error: ValidationError) -> str:
    if _first_code(error) in {"blank", "null"}:
        return "This is required."
    return " ".join(error.messages)


def _first_code(error: ValidationError) -> str:
    listed = error.error_list[0].code if getattr(error, "error_list", None) else None
    return str(listed or "invalid")
