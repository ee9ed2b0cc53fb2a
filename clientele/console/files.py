"""Files that a command writes: whole or not at all, or straight to standard output."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EISDIR
from pathlib import Path
from typing import BinaryIO

from clientele.console.terminal import Problem, Progress


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file beside its place, which takes that place once everything is in it."""
    if path.is_dir():
        raise IsADirectoryError(EISDIR, "a folder", str(path))
    if not path.parent.is_dir():
        raise Problem(f"There is no folder {path.parent}.")
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def write_lines(pieces: Iterable[bytes], path: Path | None, *, doing: str = "", number: int = 0) -> None:
    """Write pieces of lines to a file, counting up to `number` on a terminal, or to standard output."""
    if path is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    with whole(path) as file, Progress(doing, number) as progress:
        for piece in pieces:
            file.write(piece)
            progress.at(min(number, progress.done + piece.count(b"\n")))
