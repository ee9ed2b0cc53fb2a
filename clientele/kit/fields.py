"""Model fields whose validators are the one shape rule for every door.

`clean()` of each field tidies the value first, so what is compared, shown and stored is the same text.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from babel.core import get_global
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.functional import cached_property
from stdnum import bic as bic_number
from stdnum import iban as iban_number
from stdnum.exceptions import ValidationError as NumberError

from clientele.kit.text import tidy_line, tidy_prose, unfit_character

_TENDER = [
    (code, until)
    for uses in get_global("territory_currencies").values()
    for code, _, until, is_tender in uses
    if is_tender
]
#: What is or was money somewhere; metals, funds, units of account and codes for tests are not.
CURRENCIES = frozenset(code for code, _ in _TENDER)
CURRENCIES_OF_TODAY = frozenset(code for code, until in _TENDER if until is None)
COUNTRIES = frozenset(
    code
    for code in get_global("territory_currencies")
    if len(code) == 2 and code.isalpha() and code not in {"ZZ", "EU"}
)


# What almost every address looks like: a part of what Django's validator takes, told in a tenth of its time.
_WORD = r"[A-Za-z0-9_+-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_PLAIN_EMAIL = re.compile(rf"{_WORD}(?:\.{_WORD})*@(?:{_LABEL}\.)+[A-Za-z]{{2,63}}")


def refuse_unfit_characters(text: str) -> None:
    """Refuse NUL, control characters and marks that make text read as something else."""
    if unfit := unfit_character(text):
        raise ValidationError(
            f"This has {unfit}, which cannot be saved. Type it again without it.", code="unfit_character"
        )


def refuse_long(text: str, longest: int) -> None:
    """Refuse what is longer than the field, saying both lengths."""
    if len(text) > longest:
        raise ValidationError(
            f"This is {len(text):,} characters long; at most {longest:,} are kept.", code="max_length"
        )


class LineField(models.CharField):
    """One line of text, tidied; control characters and direction marks are refused."""

    def clean(self, value: Any, model_instance: models.Model | None = None) -> str:
        text = "" if value is None else str(value)
        refuse_long(text, max(self.max_length or 0, 0) + 1000)
        refuse_unfit_characters(text)
        text = self.tidied(tidy_line(text))
        if not text and self.blank:
            return ""
        refuse_long(text, self.max_length or 0)
        if text and self._has_no_rule_of_its_own:
            return text
        cleaned: str = super().clean(text, model_instance)
        return cleaned

    @cached_property
    def _has_no_rule_of_its_own(self) -> bool:
        """Whether length and characters, checked above, are all there is to check."""
        return not self.choices and len(self.validators) == 1  # its longest length

    def tidied(self, text: str) -> str:
        return text


class KeyField(models.CharField):
    """A derived key, compared and sorted by code point on both databases."""

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class ProseField(models.TextField):
    """Several lines of plain text, at most `max_length` characters (20,000 where nothing is said)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20_000)
        super().__init__(*args, **kwargs)

    def clean(self, value: Any, model_instance: models.Model | None = None) -> str:
        text = "" if value is None else str(value)
        refuse_long(text, self.max_length or 0)
        refuse_unfit_characters(text)
        text = tidy_prose(text)
        if not text and self.blank:
            return ""
        cleaned: str = super().clean(text, model_instance)
        return cleaned


class EmailField(LineField):
    """An e-mail address (at most 254 characters, RFC 5321)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 254)
        super().__init__(*args, **kwargs)

    def clean(self, value: Any, model_instance: models.Model | None = None) -> str:
        text = super().clean(value, model_instance)
        if text and not _PLAIN_EMAIL.fullmatch(text):
            try:
                validate_email(text)
            except ValidationError:
                raise ValidationError(f"“{text[:80]}” is not an email address.", code="invalid") from None
        return text


class WebsiteField(LineField):
    """A web address; https:// is added where nothing is said, and only http and https are taken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 300)
        super().__init__(*args, **kwargs)

    def tidied(self, text: str) -> str:
        if not text or "://" in text:
            return text
        scheme, colon, rest = text.partition(":")
        if colon and not rest[:1].isdigit() and "." not in scheme:
            return text
        return f"https://{text}"

    def clean(self, value: Any, model_instance: models.Model | None = None) -> str:
        text = super().clean(value, model_instance)
        if text:
            self._refuse_unless_web(text)
        return text

    def _refuse_unless_web(self, text: str) -> None:
        try:
            parts = urlsplit(text)
            host, _ = parts.hostname or "", parts.port
        except ValueError:
            parts, host = urlsplit(""), ""
        if parts.scheme.lower() not in {"http", "https"}:
            raise ValidationError("A website starts with http:// or https://.", code="invalid")
        if " " in text or not host or ("." not in host and ":" not in host and host != "localhost"):
            raise ValidationError(f"“{text[:80]}” is not a web address.", code="invalid")


class CurrencyField(LineField):
    """An ISO 4217 currency code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 3
        super().__init__(*args, **kwargs)

    def tidied(self, text: str) -> str:
        return text.upper()

    def clean(self, value: Any, model_instance: models.Model | None = None) -> str:
        text = super().clean(value, model_instance)
        if text and text not in CURRENCIES:
            raise ValidationError(f"“{text}” is not a currency code, such as GBP.", code="invalid")
        return text


class CountryField(LineField):
    """An ISO 3166-1 alpha-2 country code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 2
        super().__init__(*args, **kwargs)

    def tidied(self, text: str) -> str:
        return text.upper()

    def clean(self, value: Any, model_instance: models.Model | None = None) -> str:
        text = super().clean(value, model_instance)
        if text and text not in COUNTRIES:
            raise ValidationError(f"“{text}” is not a country code, such as GB.", code="invalid")
        return text


class IbanField(LineField):
    """An international bank account number (ISO 13616), its check digits verified, kept without spaces."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 34)
        super().__init__(*args, **kwargs)

    def tidied(self, text: str) -> str:
        return str(iban_number.compact(text)).upper()

    def clean(self, value: Any, model_instance: models.Model | None = None) -> str:
        text = super().clean(value, model_instance)
        return _verified(iban_number, text, "an IBAN, such as GB33 BUKB 2020 1555 5555 55")


class BicField(LineField):
    """The code of a bank (ISO 9362)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 11)
        super().__init__(*args, **kwargs)

    def tidied(self, text: str) -> str:
        return str(bic_number.compact(text)).upper()

    def clean(self, value: Any, model_instance: models.Model | None = None) -> str:
        text = super().clean(value, model_instance)
        return _verified(bic_number, text, "a BIC, such as BUKBGB22")


def _verified(kind: Any, text: str, told: str) -> str:
    if text:
        try:
            kind.validate(text)
        except NumberError:
            raise ValidationError(f"“{text[:40]}” is not {told}.", code="invalid") from None
    return text
