"""Whether the secrets that are stored can be read."""

from collections.abc import Iterator

from clientele.kit.sealed import CannotOpen, keepers, unseal


def closed_secrets() -> Iterator[str]:
    """Those that no key opens, and those that were put where they do not belong."""
    for keeper in keepers():
        for kept in keeper.kept(False):
            try:
                unseal(kept.text, of=kept.of)
            except CannotOpen as error:
                yield f"{keeper.called}: {error}"
