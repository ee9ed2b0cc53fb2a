"""Plain text on a page: escaped, its lines kept, its web addresses ready to be followed."""

import re

from markupsafe import Markup, escape

_ADDRESS = re.compile(r"https?://[^\s<>\"'“”‘’`]{1,2000}", re.IGNORECASE)
_CLOSING = ".,;:!?)]}…"


def linked(text: str) -> Markup:
    """The text escaped, with http and https addresses as links that lend nothing to where they lead."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = _without_closing(found.group())
        parts += [escape(text[end : found.start()]), _link(address)]
        end = found.start() + len(address)
    return Markup("").join([*parts, escape(text[end:])])


def _link(address: str) -> Markup:
    link = '<a class="link" href="{0}" rel="noopener noreferrer nofollow" target="_blank">{0}</a>'
    return Markup(link).format(address)  # noqa: S704 - the address is escaped by format


def _without_closing(address: str) -> str:
    """An address at the end of a sentence or in brackets does not own the mark that follows it."""
    while address[-1] in _CLOSING and not (address[-1] == ")" and address.count("(") >= address.count(")")):
        address = address[:-1]
    return address
