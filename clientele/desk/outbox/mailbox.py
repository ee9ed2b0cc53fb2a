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
class Attachment:
    """A file that went with a mail."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """A mail that was sent: to whom, about what, when (as its own header says), its plain text and its files."""

    to: str
    subject: str
    sent: str
    text: str
    files: tuple[Attachment, ...] = ()


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
        files=tuple(map(_attachment, message.iter_attachments())),
    )


def _attachment(part: EmailMessage) -> Attachment:
    content = part.get_content()
    content = content.encode() if isinstance(content, str) else content
    return Attachment(part.get_filename() or "file", part.get_content_type(), content)
