import io
import random

import pytest

from clientele.upkeep.operations.envelope import (
    CHUNK,
    HEAD,
    MARK,
    TAG,
    BadEnvelope,
    DecryptingReader,
    EncryptingWriter,
    WrongKey,
    is_encrypted,
)

KEY = "a key that is only for tests, and long enough"
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7]


def encrypted(content: bytes, portion: int = 10_000) -> bytes:
    file = io.BytesIO()
    writer = EncryptingWriter(file, KEY)
    for start in range(0, len(content), portion):
        writer.write(content[start : start + portion])
    writer.finish()
    return file.getvalue()


def decrypted(envelope: bytes, key: str = KEY) -> bytes:
    return io.BufferedReader(DecryptingReader(io.BytesIO(envelope), key)).read()


@pytest.fixture(scope="module")
def content():
    return random.Random(7).randbytes(3 * CHUNK + 7)


@pytest.fixture(scope="module")
def envelope(content):
    return encrypted(content)


@pytest.mark.parametrize("size", SIZES)
def test_what_was_written_is_read(content, size):
    assert decrypted(encrypted(content[:size])) == content[:size]


def test_it_is_read_from_anywhere(content, envelope):
    reader = io.BufferedReader(DecryptingReader(io.BytesIO(envelope), KEY))
    dice = random.Random(8)
    for _ in range(200):
        start, length = dice.randrange(len(content)), dice.randrange(2 * CHUNK)
        assert reader.seek(start) == start
        assert reader.read(length) == content[start : start + length]
    assert reader.seek(-7, io.SEEK_END) == len(content) - 7
    assert reader.read() == content[-7:]
    assert reader.read() == b""


def test_the_same_content_is_never_the_same_file(content):
    assert encrypted(content[:50]) != encrypted(content[:50])


def test_another_key_is_told_apart_from_damage(envelope):
    with pytest.raises(WrongKey):
        decrypted(envelope, KEY + "!")


CUTS = [HEAD, HEAD + 1, HEAD + CHUNK, HEAD + CHUNK + TAG, HEAD + 2 * (CHUNK + TAG), HEAD + 3 * (CHUNK + TAG)]


@pytest.mark.parametrize("length", [*CUTS, -1, -TAG])
def test_what_was_cut_off_is_refused_before_anything_is_read(envelope, length):
    with pytest.raises(BadEnvelope, match="cut off"):
        DecryptingReader(io.BytesIO(envelope[:length]), KEY)


@pytest.mark.parametrize("place", [*range(len(MARK), HEAD, 5), *range(HEAD, HEAD + 3 * (CHUNK + TAG), 9_001), -1, -20])
def test_a_changed_bit_is_refused(envelope, place):
    spoilt = bytearray(envelope)
    spoilt[place] ^= 1 << abs(place) % 8
    with pytest.raises(BadEnvelope):
        decrypted(bytes(spoilt))


def test_moved_doubled_and_missing_chunks_are_refused(envelope):
    head, body = envelope[:HEAD], envelope[HEAD:]
    chunks = [body[start : start + CHUNK + TAG] for start in range(0, len(body), CHUNK + TAG)]
    first, second, third, last = chunks
    for order in (
        (second, first, third, last),
        (first, first, second, third, last),
        (first, third, last),
        (first, second, third, last, last),
        (first, second, third, last + b"more"),
    ):
        with pytest.raises(BadEnvelope):
            decrypted(head + b"".join(order))


def test_a_chunk_of_another_file_is_refused(content, envelope):
    other = encrypted(content)
    with pytest.raises(BadEnvelope):
        decrypted(envelope[: HEAD + CHUNK + TAG] + other[HEAD + CHUNK + TAG :])


def test_a_file_says_whether_it_is_encrypted(tmp_path, envelope):
    path = tmp_path / "file"
    path.write_bytes(envelope)
    assert is_encrypted(path)
    path.write_bytes(b"PK\3\4")
    assert not is_encrypted(path)
