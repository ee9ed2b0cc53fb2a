"""Reads what the file mail backend wrote: one file for each connection, its messages divided by a rule of dashes."""

import email
import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

RULE = re.compile(rb"^-{79}\n?", re.MULTILINE)


@dataclass(frozen=True)
class Mail:
    """A mail that was sent: to whom, about what, when (as its own header says) and its plain text."""

    to: str
    subject: str
    sent: str
    text: str


def mails(folder: Path | None = None) -> list[Mail]:
    """Every mail in the outbox, newest first."""
    place = folder or Path(settings.DATA) / "outbox"
    files = sorted(place.glob("*.log"), key=lambda file: (file.stat().st_mtime_ns, file.name), reverse=True)
    return [mail for file in files for mail in reversed(_mails_in(file))]


def _mails_in(file: Path) -> list[Mail]:
    pieces = RULE.split(file.read_bytes())
    return [_mail(piece) for piece in pieces if piece.strip()]


def _mail(raw: bytes) -> Mail:
    message = email.message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
    body = message.get_body(preferencelist=("plain", "html"))
    return Mail(
        to=str(message.get("To", "")),
        subject=str(message.get("Subject", "")),
        sent=str(message.get("Date", "")),
        text=body.get_content() if body else "",
    )
