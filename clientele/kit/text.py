"""How text is tidied and compared.

Names compare as Unicode asks for caseless matching (NFKC, then casefold; Unicode Standard 3.13), blanks collapsed.
"""

import re
import unicodedata
from functools import lru_cache

_BLANKS = re.compile(r"\s+")
_PUNCTUATION = re.compile(r"[^\w]+")

# Bidirectional overrides and isolates can make a name read as another one (Unicode TR 36).
_DECEIVING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
# All of Cc but tab and line ends, the marks above, and lone halves of pairs.
_UNFIT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff{''.join(_DECEIVING)}]")

# Nobody sees or types these; they come along when text is copied from a web page or a document.
_UNSEEN = re.compile("[\u00ad\u115f\u1160\u180e\u200b\u2060-\u2064\u3164\ufeff\uffa0]")
# What caseless matching leaves out besides (Default_Ignorable_Code_Point): joiners and variants of an emoji.
_UNCOUNTED = re.compile("[\u034f\u17b4\u17b5\u180b-\u180f\u200c\u200d\ufe00-\ufe0f\U000e0000-\U000e0fff]")
_BLANK_KINDS = frozenset({"Cf", "Mn", "Me", "Zs", "Zl", "Zp", "Cc"})

# Letters with a stroke or joined, which Unicode does not take apart.
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def tidy_line(text: str) -> str:
    """One line: composed, without blanks at the ends and unseen characters, runs of blanks as one space."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    return _seen(_BLANKS.sub(" ", unicodedata.normalize("NFC", _UNSEEN.sub("", text))).strip())


def tidy_prose(text: str) -> str:
    """Several lines: composed, line ends as \\n, without blanks at the ends of the whole."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _seen(unicodedata.normalize("NFC", text).strip())


def _seen(text: str) -> str:
    """The text, or an empty one where a reader would see nothing."""
    if text.isascii() or any(unicodedata.category(letter) not in _BLANK_KINDS for letter in _UNSEEN.sub("", text)):
        return text
    return ""


def unfit_character(text: str) -> str:
    """The first character that no field takes, by its name for people, or an empty string."""
    if (text.isascii() and text.isprintable()) or (found := _UNFIT.search(text)) is None:
        return ""
    number = ord(found[0])
    if 0xD800 <= number <= 0xDFFF:
        return f"half of a character pair (U+{number:04X})"
    kind = "a text-direction mark" if found[0] in _DECEIVING else "a control character"
    return f"{kind} (U+{number:04X})"


def without_unfit(text: str) -> str:
    """The text without the characters that no field takes, so that it can be shown or kept whatever it came from."""
    return text if text.isascii() and text.isprintable() else _UNFIT.sub("", text)


@lru_cache(maxsize=4096)
def name_key(text: str) -> str:
    """The form in which two names are the same name: case, width and what is not seen do not count, accents do."""
    if text.isascii():
        return " ".join(text.lower().split())
    counted = _UNCOUNTED.sub("", _UNSEEN.sub("", text))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", counted).casefold())
    return _BLANKS.sub(" ", folded).strip()


def sort_key(text: str) -> str:
    """The form in which names stand in a list: as `name_key`, with accents stripped."""
    key = name_key(text)
    if key.isascii():
        return key
    decomposed = unicodedata.normalize("NFKD", key.translate(_STROKES))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _BLANKS.sub(" ", bare).strip()


def loose_key(text: str) -> str:
    """Letters and digits alone, for likeness: `Müller & Co.` and `mueller-co` still differ, `Muller Co` does not."""
    return _PUNCTUATION.sub(" ", sort_key(text)).strip()


def slug_of(text: str, *, longest: int = 50) -> str:
    """An address part made of a-z, 0-9 and hyphens."""
    ascii_text = sort_key(text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:longest].strip("-")
