"""The seller's logo, fitted into the head of the page."""

from base64 import b64encode
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image

#: In millimetres.
WIDEST, HIGHEST = 42, 11


@dataclass(frozen=True)
class Logo:
    """A picture inside an SVG, since typst takes files by name only as text; width and height in millimetres."""

    svg: bytes = b""
    size: list[float] = field(default_factory=list)


def logo_of(content: bytes) -> Logo:
    """The picture as large as the head of the page has room for."""
    with Image.open(BytesIO(content)) as image:
        kind, width, height = image.get_format_mimetype(), image.width, image.height
    scale = min(WIDEST / width, HIGHEST / height)
    size = f'width="{width}" height="{height}"'
    data = f"data:{kind};base64,{b64encode(content).decode()}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image href="{data}" {size}/></svg>'
    return Logo(svg.encode(), [round(width * scale, 2), round(height * scale, 2)])
