"""Decimals kept as whole numbers, so that both databases add and compare them exactly; SQLite has no decimals."""

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable

#: Below what a column of eight bytes holds at four places, and above what a firm is paid.
MOST = Decimal(9999999999999)


class AmountField(models.BigIntegerField):
    """A decimal with at most so many places after the point (3, which is what any currency has), exact in sums.

    In an expression an amount is written `amount(Decimal("12.50"))`.
    """

    description = "A decimal kept as a whole number"

    if TYPE_CHECKING:  # what a row of it holds, for the types that Django's own field declares otherwise
        _pyi_private_set_type: Decimal | Combinable  # type: ignore[assignment]
        _pyi_private_get_type: Decimal  # type: ignore[assignment]

    def __init__(self, *args: Any, places: int = 3, **kwargs: Any) -> None:
        self.places = places
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "places": self.places}

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value).strip())
        except InvalidOperation:
            raise ValidationError("Enter a number, such as 12.50.", code="invalid") from None

    def clean(self, value: Any, model_instance: models.Model | None = None) -> Decimal | None:
        number = self.to_python(value)
        if number is not None and not number.is_finite():
            raise ValidationError("Enter a number, such as 12.50.", code="invalid")
        if number is not None and abs(number) > MOST:
            raise ValidationError(f"Enter at most {MOST:,}.", code="max_value")
        if number is not None and number.quantize(Decimal(1).scaleb(-self.places)) != number:
            raise ValidationError(f"At most {self.places} places after the point are kept.", code="max_places")
        cleaned: Decimal | None = super().clean(number, model_instance)
        return cleaned

    def get_prep_value(self, value: Any) -> Any:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        scaled = self._decimal(value).scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {self.places} places after the point")
        return int(scaled)

    def from_db_value(self, value: Any, *_: Any) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self.places)

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    @staticmethod
    def _decimal(value: Any) -> Decimal:
        return value if isinstance(value, Decimal) else Decimal(str(value))


def amount(value: Decimal, *, places: int = 3) -> models.Value:
    """An amount inside an expression: `F("spent_amount") + amount(Decimal("12.50"))`."""
    return models.Value(value, output_field=AmountField(places=places))
