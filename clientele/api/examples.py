"""One example for every schema, put together from the examples of its fields."""

from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined


def example_of(model: type[BaseModel]) -> dict[str, Any]:
    """An example of an answer: every field."""
    return {name: _value(field) for name, field in model.model_fields.items()}


def example_body(model: type[BaseModel]) -> dict[str, Any]:
    """An example of a body: what is required, and what has an example of its own."""
    body: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            body[name] = example_body(inner)
        elif field.is_required() or _told(field):
            body[name] = _value(field)
    return body


def _told(field: FieldInfo) -> list[Any]:
    inner = [examples for part in field.metadata if (examples := getattr(part, "examples", None))]
    return field.examples or (inner[0] if inner else [])


def _value(field: FieldInfo) -> Any:
    if examples := _told(field):
        return examples[0]
    if not field.is_required() and field.default is not PydanticUndefined:
        return TypeAdapter(Any).dump_python(field.default, mode="json")
    return _of_type(field.annotation)


def _of_type(kind: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return example_of(kind)
    if origin is list:
        return [_of_type(inner[0])]
    if origin is dict:
        return {}
    if origin is Literal:
        return inner[0]
    if type(None) in inner:
        return None
    return {int: 0, bool: False, str: ""}.get(kind)
