"""Finds out in which encoding a text file is written."""

import codecs
from collections import Counter
from typing import BinaryIO

from charset_normalizer import from_bytes

# What a person can choose by hand when the guess shows wrong letters.
ENCODINGS = {
    "utf-8-sig": "Unicode (UTF-8)",
    "utf-16": "Unicode (UTF-16)",
    "cp1252": "Western European (Windows)",
    "iso8859-15": "Western European (ISO 8859-15)",
    "cp850": "Western European (DOS)",
    "mac_roman": "Western European (Mac)",
    "cp1250": "Central European (Windows)",
    "cp1251": "Cyrillic (Windows)",
    "cp1253": "Greek (Windows)",
    "cp1254": "Turkish (Windows)",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1024 * 1024
_SAMPLE = 64 * 1024

# The letters beyond ASCII of one language each, and the signs of all: the right code page is the one under which a
# text keeps to one language. The order decides where two code pages read the same.
_WEST = ("äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúüªº¿¡", "àèéìíîòóùú", "áâãàçéêíóôõúü", "æøåéöä", "éëïöüèáóç", "áðéíóúýþæö")
_CENTRAL = ("áčďéěíňóřšťúůýž", "ąćęłńóśźż", "áéíóöőúüű", "ăâîşţșț", "čćđšž", "áäčďéíĺľňóôŕšťúýž")
_GUESSES = {"cp1252": _WEST, "cp1250": _CENTRAL, "mac_roman": _WEST, "cp850": _WEST}
_SIGNS = frozenset("€£§°«»‘’“”„‚–—…•·´©®™²³½¼¾±×\xa0")


def encoding_of(file: BinaryIO) -> str:
    """The Python name of the file's encoding: its byte order mark, else strict UTF-8, else a guess."""
    file.seek(0)
    head = file.read(_SAMPLE)
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    if wide := _wide_encoding(head):
        return wide
    odd = _bytes_that_are_not_utf8(file)
    return "utf-8-sig" if odd is None else _likeliest(odd)


def _wide_encoding(head: bytes) -> str:
    pairs = min(len(head), 4096) // 2
    if pairs < 4:
        return ""
    even = head[: pairs * 2 : 2].count(0) / pairs
    odd = head[1 : pairs * 2 : 2].count(0) / pairs
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    if even > 0.4 and odd < 0.1:
        return "utf-16-be"
    return ""


def _bytes_that_are_not_utf8(file: BinaryIO) -> bytes | None:
    """None for a file in UTF-8, else a sample around and after the first offending byte."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    while chunk := file.read(_CHUNK):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            return _lines_above_ascii(chunk + file.read(_CHUNK))
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        file.seek(max(file.tell() - _SAMPLE, 0))
        return _lines_above_ascii(file.read())
    return None


def _lines_above_ascii(data: bytes) -> bytes:
    lines = (line for line in data.splitlines() if not line.isascii())
    sample = bytearray()
    for line in lines:
        sample += line[:2000] + b"\n"
        if len(sample) > _SAMPLE:
            break
    return bytes(sample)


def _likeliest(sample: bytes) -> str:
    fits = {encoding: _fit(sample, encoding, languages) for encoding, languages in _GUESSES.items()}
    best = max(fits, key=lambda encoding: fits[encoding])
    if fits[best] >= 0.5 and not _is_mostly_foreign(sample):
        return best
    match = from_bytes(sample).best()
    return match.encoding if match is not None else "cp1252" if fits["cp1252"] >= 0 else "latin-1"


def _fit(sample: bytes, encoding: str, languages: tuple[str, ...]) -> float:
    """The share of the foreign letters that belong to the one language which has most of them; -1 for no text."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return -1
    foreign = [character for character in text if not character.isascii()]
    signs = sum(character in _SIGNS for character in foreign)
    letters = Counter(character.lower() for character in foreign)
    spoken = max(sum(letters[letter] for letter in alphabet) for alphabet in languages)
    return (spoken + signs - _misplaced(text)) / (len(foreign) or 1)


def _misplaced(text: str) -> int:
    """Capitals and signs inside words, which another code page leaves behind."""
    return sum(
        before.isalpha()
        and (before.islower() or after.islower() if character.isupper() else _is_inside(character, after))
        for before, character, after in zip(text, text[1:], text[2:], strict=False)
        if not character.isascii()
    )


def _is_inside(sign: str, after: str) -> bool:
    return after.isalpha() and not sign.isalpha() and sign not in "’·"


def _is_mostly_foreign(sample: bytes) -> bool:
    letters = [byte for byte in sample if byte > 127 or chr(byte).isalpha()]
    return sum(byte > 127 for byte in letters) > len(letters) * 0.5
