"""Mails that slices send themselves: a text file beside the operation holds the subject, a blank line and the body."""

from pathlib import Path

from django.core.mail import EmailMessage


def send_mail(template: Path, *, to: str, **words: str) -> None:
    """Fill the words in and hand the mail over; raises what the mail server answers, as SMTPException or OSError."""
    subject, _, body = template.read_text(encoding="utf-8").partition("\n\n")
    EmailMessage(" ".join(subject.format(**words).split()), body.format(**words).strip(), to=[to]).send()
