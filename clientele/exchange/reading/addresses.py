"""Takes an address written in one piece apart, as far as it is sure; whatever is left stays in its lines."""

import re

from clientele.exchange.reading.words import country_code

_UK = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
_CODE = rf"\d{{5}}-\d{{4}}|\d{{4,5}}|[A-Z]\d[A-Z] ?\d[A-Z]\d|{_UK}"
_CITY_REGION_CODE = re.compile(rf"(?P<city>[^\d,]+),?\s+(?P<region>[A-Z]{{2,3}})\s+(?P<postal_code>{_CODE})")
_REGION_CODE = re.compile(rf"(?P<region>[A-Z]{{2,3}})\s+(?P<postal_code>{_CODE})")
_CODE_CITY = re.compile(r"(?:[A-Z]{1,2}-)?(?P<postal_code>\d{4,5})\s+(?P<city>[^\d,]+)")
_CITY_CODE = re.compile(rf"(?P<city>[^\d,]+?)\s+(?P<postal_code>{_UK})")
_ONLY_CODE = re.compile(rf"(?P<postal_code>{_CODE})")

# With a city of its own, or with the city in the part before it.
_WITH_CITY = (_CITY_REGION_CODE, _CODE_CITY, _CITY_CODE)
_AFTER_CITY = (_REGION_CODE, _ONLY_CODE)


def address_parts(text: str) -> dict[str, str]:
    """The parts of an address by the names of their fields; nothing is lost and nothing guessed."""
    parts = [part.strip(" ,") for part in re.split(r"[\r\n\v]+", text)]
    parts = [" ".join(part.split()) for part in parts if part]
    if len(parts) == 1:
        parts = [part.strip() for part in parts[0].split(",") if part.strip()]
    found: dict[str, str] = {}
    if len(parts) > 1 and (len(parts[-1]) > 2 or parts[-1] == "UK") and (country := country_code(parts[-1])):
        found["country"] = country
        parts.pop()
    _take_place(parts, found)
    lines = {"address_line1": parts[0] if parts else "", "address_line2": ", ".join(parts[1:])}
    return {field: value for field, value in (lines | found).items() if value}


def _take_place(parts: list[str], found: dict[str, str]) -> None:
    for pattern in _WITH_CITY:
        if parts and (place := pattern.fullmatch(parts[-1])):
            found |= {field: value.strip() for field, value in place.groupdict().items()}
            parts.pop()
            return
    for pattern in _AFTER_CITY:
        if len(parts) > 2 and (place := pattern.fullmatch(parts[-1])):
            found |= place.groupdict()
            parts.pop()
            found["city"] = parts.pop()
            return
