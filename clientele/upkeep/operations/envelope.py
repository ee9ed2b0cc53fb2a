"""An encrypted file, written in one go and read in any order, in chunks that prove themselves, much as `age` has it.

A head (mark, salt, check of the key), then chunks of 64 KiB under ChaCha20-Poly1305. A chunk's nonce is its number and
whether it is the last one, and every chunk vouches for the head: what was changed, moved or cut off is refused.
"""

import io
import os
from pathlib import Path
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MARK = b"clientele-encrypted-1\n"
SALT, CHECK, CHUNK, TAG = 16, 16, 64 * 1024, 16
HEAD = len(MARK) + SALT + CHECK


class BadEnvelope(Exception):
    """Why an encrypted file is not opened, in one sentence."""


class WrongKey(BadEnvelope):
    """The key is not the one that the file was encrypted with."""


def is_encrypted(path: Path) -> bool:
    """Whether a file says that it is one of ours; raises FileNotFoundError."""
    with path.open("rb") as file:
        return file.read(len(MARK)) == MARK


class EncryptingWriter(io.RawIOBase):
    """Takes bytes and writes them encrypted; only a closed file is whole."""

    def __init__(self, file: IO[bytes], key: str) -> None:
        salt = os.urandom(SALT)
        self._cipher, check = _cipher_of(key, salt)
        self._file, self._head = file, MARK + salt + check
        self._waiting, self._number = bytearray(), 0
        file.write(self._head)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting += data
        while len(self._waiting) > CHUNK:  # the last chunk is never empty, but in an empty file
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Write the last chunk; without it the file is refused as cut off."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last), chunk, self._head))
        self._number += 1


class DecryptingReader(io.RawIOBase):
    """Reads from anywhere; raises WrongKey and BadEnvelope at once, and BadEnvelope where a damaged chunk is read."""

    def __init__(self, file: IO[bytes], key: str) -> None:
        self._file, self._place = file, 0
        self._head = file.read(HEAD)
        self._cipher, check = _cipher_of(key, self._head[len(MARK) : len(MARK) + SALT])
        if len(self._head) < HEAD or check != self._head[-CHECK:]:
            raise WrongKey
        whole, rest = divmod(file.seek(0, os.SEEK_END) - HEAD, CHUNK + TAG)
        self._last = max(whole if rest else whole - 1, 0)
        self._kept: tuple[int, bytes] = (-1, b"")
        self._size = self._last * CHUNK + len(self._chunk(self._last))

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise OSError("a place before the beginning")
        self._place = start + offset
        return self._place

    def readinto(self, buffer: Any) -> int:
        if self._place >= self._size:
            return 0
        number, start = divmod(self._place, CHUNK)
        piece = self._chunk(number)[start : start + len(buffer)]
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)

    def _chunk(self, number: int) -> bytes:
        if self._kept[0] != number:
            self._file.seek(HEAD + number * (CHUNK + TAG))
            sealed = self._file.read(CHUNK + TAG)
            try:
                chunk = self._cipher.decrypt(_nonce(number, number == self._last), sealed, self._head)
            except InvalidTag:
                told = (
                    "it was cut off or changed at its end" if number == self._last else f"part {number + 1} was changed"
                )
                raise BadEnvelope(told) from None
            self._kept = (number, chunk)
        return self._kept[1]


def _cipher_of(key: str, salt: bytes) -> tuple[ChaCha20Poly1305, bytes]:
    """The cipher, and what tells a wrong key from a damaged file."""
    made = Scrypt(salt=salt, length=32 + CHECK, n=2**15, r=8, p=1).derive(key.encode())
    return ChaCha20Poly1305(made[:32]), made[32:]


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
