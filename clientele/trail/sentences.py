"""The sentence that each name is told in; every slice registers its own."""

_SENTENCES: dict[str, str] = {}


def register(sentences: dict[str, str]) -> None:
    """Add a slice's sentences: a name to its sentence, in which {author}, {subject} and facts may stand."""
    if clash := _SENTENCES.keys() & sentences.keys():
        raise ValueError(f"told twice: {sorted(clash)}")
    _SENTENCES.update(sentences)


def sentence_of(name: str) -> str:
    """The sentence of a name, or the name itself where an older version of the program wrote it."""
    return _SENTENCES.get(name, name)


def known_names() -> frozenset[str]:
    """Every name that has a sentence."""
    return frozenset(_SENTENCES)
