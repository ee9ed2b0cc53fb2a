"""Pages travel compressed: a list is 54 kB of HTML and 8 kB on the wire, for 0.3 ms."""

import re
import secrets
import zlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

SHORTEST = 500
LEVEL = 1  # level 6 is a sixth smaller and takes twice as long
LONGEST_NAME = 100

_HEAD = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x04\xff"  # deflate, with a file name, fastest, from no particular system
_ACCEPTED = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


def compressed(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Compress pages for browsers that take it; the API's answers keep their exact ETag, and files are compressed."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not isinstance(response, HttpResponse) or len(response.content) < SHORTEST:
            return response
        if "Content-Encoding" in response.headers or not response.headers["Content-Type"].startswith("text/html"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if _ACCEPTED.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            response.content = gzip(response.content)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Length"] = str(len(response.content))
        return response

    return middleware


def gzip(content: bytes) -> bytes:
    """The content compressed; a file name of random length blurs its length, which then betrays no guess (BREACH)."""
    name = secrets.token_hex(LONGEST_NAME // 2)[: secrets.randbelow(LONGEST_NAME)].encode()
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(content) + packer.flush()
    tail = zlib.crc32(content).to_bytes(4, "little") + (len(content) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"".join((_HEAD, name, b"\x00", body, tail))
