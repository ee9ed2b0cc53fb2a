"""Tax numbers as e-invoices take them: a VAT number begins with the letters of its country."""

import re

from clientele.billing.documents.paper import Party
from clientele.kit.fields import COUNTRIES

#: Greece and Northern Ireland have letters of their own.
_PREFIXES = frozenset(COUNTRIES) | {"EL", "XI"}
_BETWEEN = re.compile(r"[^0-9A-Za-z]+")


def vat_number_of(party: Party) -> str:
    """The VAT number without blanks, or empty where the tax number is of another kind."""
    compact = _BETWEEN.sub("", party.tax_number).upper()
    return compact if compact[:2] in _PREFIXES and any(map(str.isdigit, compact[2:])) else ""


def local_number_of(party: Party) -> str:
    """The tax number that is no VAT number."""
    return "" if vat_number_of(party) else party.tax_number
