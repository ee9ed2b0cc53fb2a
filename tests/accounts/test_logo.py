from io import BytesIO

import pytest
from PIL import Image

from clientele.accounts.models import Logo, Organization
from clientele.accounts.operations.logo import redrawn, remove_logo, set_logo
from clientele.kit.refusals import Refusal
from clientele.trail.models import Entry
from tests.cast import NOW


def picture(kind="PNG", size=(20, 10), mode="RGB", **options):
    out = BytesIO()
    Image.new(mode, size, "red" if mode != "P" else 1).save(out, format=kind, **options)
    return out.getvalue()


def opened(content):
    return Image.open(BytesIO(content))


def test_a_logo_is_kept_as_a_small_png(olive, organization):
    set_logo(organization, content=picture("JPEG", (2000, 1000)), by=olive, at=NOW)
    kept = opened(bytes(Logo.objects.get().content))
    assert (kept.format, kept.size) == ("PNG", (512, 256))
    assert Organization.objects.get().logo_digest == Logo.objects.get().sha256


def test_a_new_logo_takes_the_place_of_the_old_one_and_can_be_removed(olive, organization):
    set_logo(organization, content=picture(), by=olive, at=NOW)
    first = organization.logo_url
    set_logo(organization, content=picture(size=(30, 30)), by=olive, at=NOW)
    assert organization.logo_url != first
    remove_logo(organization, by=olive, at=NOW)
    assert (Logo.objects.exists(), organization.logo_url) == (False, "")
    assert [entry.name for entry in Entry.objects.order_by("pk")][-1] == "accounts.logo_removed"


@pytest.mark.parametrize(
    "kind, mode", [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("JPEG", "CMYK"), ("WEBP", "RGB"), ("GIF", "P")]
)
def test_every_usual_kind_of_picture_is_read(kind, mode):
    assert opened(redrawn(picture(kind, mode=mode))).format == "PNG"


def test_what_a_camera_wrote_into_a_picture_is_dropped():
    exif = Image.Exif()
    exif[0x010E] = "secret yard"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    drawn = redrawn(picture("JPEG", exif=exif.tobytes()))
    assert b"secret yard" not in drawn
    assert not opened(drawn).getexif()


def test_a_turned_picture_is_set_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert opened(redrawn(picture("JPEG", (40, 20), exif=exif.tobytes()))).size == (20, 40)


def test_text_hidden_in_a_picture_is_not_kept():
    content = picture() + b"<script>alert(1)</script>"
    assert b"<script>" not in redrawn(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><svg/>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"GIF89a<script>",
        b"BM" + b"\x00" * 60,
        picture()[:40],
        picture("JPEG")[:-200],
        picture("TIFF"),
        picture("BMP"),
    ],
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(Refusal) as refused:
        redrawn(content)
    assert refused.value.code == "logo_unreadable"


def test_a_file_over_5_mb_is_refused():
    with pytest.raises(Refusal) as refused:
        redrawn(picture() + b"\x00" * 5 * 1024 * 1024)
    assert refused.value.code == "logo_too_large"


@pytest.mark.parametrize("size", [(8000, 5001), (20000, 20000)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn(size):
    with pytest.raises(Refusal) as refused:
        redrawn(picture(mode="1", size=size))
    assert refused.value.code == "logo_too_large"
