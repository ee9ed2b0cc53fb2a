import gzip
import random

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from clientele.ui.compression import SHORTEST, compressed
from clientele.ui.compression import gzip as packed

PAGE = "<p>Überall Kunden</p>" * 200


def answered(response, accepts="gzip, deflate, br"):
    request = RequestFactory().get("/", headers={"Accept-Encoding": accepts})
    return compressed(lambda _: response)(request)


def test_a_page_travels_compressed():
    response = answered(HttpResponse(PAGE))
    assert response["Content-Encoding"] == "gzip"
    assert response["Vary"] == "Accept-Encoding"
    assert int(response["Content-Length"]) == len(response.content) < len(PAGE) / 5
    assert gzip.decompress(response.content).decode() == PAGE


@pytest.mark.parametrize("accepts", ["", "br", "gzip;q=0", "gzip; q=0.000, br", "identity"])
def test_it_stays_as_it_is_for_who_does_not_take_it(accepts):
    response = answered(HttpResponse(PAGE), accepts)
    assert "Content-Encoding" not in response.headers
    assert response["Vary"] == "Accept-Encoding"
    assert response.content.decode() == PAGE


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(PAGE, content_type="application/json"),
        HttpResponse("x" * (SHORTEST - 1)),
        HttpResponse(PAGE, headers={"Content-Encoding": "br"}),
        StreamingHttpResponse([PAGE]),
        HttpResponse(status=204),
    ],
)
def test_nothing_else_is_touched(response):
    before = dict(response.headers)
    assert dict(answered(response).headers) == before


def test_the_length_does_not_tell_what_is_inside():
    assert len({len(packed(PAGE.encode())) for _ in range(50)}) > 5


def test_whatever_is_in_it_comes_out_again():
    dice = random.Random(7)
    for size in (0, 1, 500, 70_000):
        content = dice.randbytes(size)
        assert gzip.decompress(packed(content)) == content
