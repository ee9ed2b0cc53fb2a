"""How the heading of a column is compared: accents, case, blanks and punctuation do not count."""

import re
import unicodedata

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_NUMBERED = re.compile(r"(.+?)\s*#?\s*1$")
_SIGNS = {"#": "number", "nº": "number", "n°": "number", "№": "number", "nr.": "nr"}


def heading_key(title: str) -> str:
    """`*E-Mail Address` and `email address` have one key; `Straße` and `STRASSE` too."""
    text = title.casefold()
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if character.isalnum())


def spaced(title: str) -> str:
    """A heading as people write it: `MobileNumber` as `Mobile Number`."""
    return _INNER_CAPITAL.sub(" ", title)


def heading_keys(title: str) -> list[str]:
    """The keys under which a heading may be known: whole, without its aside, without its number."""
    keys = [heading_key(title)]
    plain = _ASIDE.sub(" ", title).strip()
    keys.append(heading_key(plain))
    if numbered := _NUMBERED.fullmatch(plain):
        keys.append(heading_key(numbered[1]))
    return list(dict.fromkeys(key for key in keys if key))
