"""The organisation's logo: drawn anew from its pixels, so that no uploaded byte is ever served."""

import hashlib
import warnings
from datetime import datetime
from io import BytesIO

from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from clientele.accounts.models import Logo, Member, Organization
from clientele.kit.refusals import Refusal
from clientele.trail.operations import record

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_SIDE = 512
MOST_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


@transaction.atomic
def set_logo(organization: Organization, *, content: bytes, by: Member, at: datetime) -> Logo:
    """Keep a picture as the logo: PNG, at most 512 by 512 pixels, without anything the camera wrote into it.

    Raises `logo_too_large` or `logo_unreadable` (422).
    """
    drawn = redrawn(content)
    digest = hashlib.sha256(drawn).hexdigest()
    logo, _ = Logo.objects.update_or_create(organization=organization, defaults={"content": drawn, "sha256": digest})
    _remember(organization, digest)
    record("accounts.logo_changed", organization, by=by, at=at, sha256=digest)
    return logo


@transaction.atomic
def remove_logo(organization: Organization, *, by: Member, at: datetime) -> None:
    """Take the logo away; the initial stands in its place."""
    gone, _ = Logo.objects.filter(organization=organization).delete()
    if gone:
        _remember(organization, "")
        record("accounts.logo_removed", organization, by=by, at=at)


def redrawn(content: bytes) -> bytes:
    """The picture as a small PNG of its pixels alone; its kind is told from its first bytes, never from its name.

    Raises `logo_too_large` or `logo_unreadable` (422).
    """
    if len(content) > LARGEST_FILE:
        raise _refusal("logo_too_large", "This file is larger than 5 MB. Save the picture smaller.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=FORMATS)
            _refuse_vast(picture)
            pixels = ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise _refusal("logo_unreadable", "This is not a picture we can read. Use PNG, JPEG, WebP or GIF.") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise _vast() from None
    pixels.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    clean = Image.new("RGBA", pixels.size)
    clean.paste(pixels)
    out = BytesIO()
    clean.save(out, format="PNG", optimize=True)
    return out.getvalue()


def _refuse_vast(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise _vast()


def _vast() -> Refusal:
    return _refusal("logo_too_large", "This picture has more than 40 million pixels. Save it smaller.")


def _refusal(code: str, message: str) -> Refusal:
    return Refusal(code, message, field="logo")


def _remember(organization: Organization, digest: str) -> None:
    organization.logo_digest = digest
    organization.save(update_fields=["logo_digest"])
