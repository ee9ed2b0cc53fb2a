"""Random values that open something, and the form in which they are kept."""

import hashlib
import secrets


def make_secret() -> tuple[str, str]:
    """A new secret of 32 random bytes and the digest to store: the secret itself is shown once."""
    plain = secrets.token_urlsafe(32)
    return plain, digest_of(plain)


def digest_of(plain: str) -> str:
    """SHA-256 in hex (64 characters); enough for secrets of full entropy, unlike passwords."""
    return hashlib.sha256(plain.encode()).hexdigest()
