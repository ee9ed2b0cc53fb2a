"""What a code says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """A stable code: the status it comes with, what it means, and an example of the sentence for people."""

    status: int
    meaning: str
    example: str
