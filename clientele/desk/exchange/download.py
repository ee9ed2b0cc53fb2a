"""Files that leave: streamed, never kept by anything on the way, and opened by nothing but a spreadsheet."""

from collections.abc import Iterable

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from clientele.accounts.models import Organization
from clientele.exchange.writing.cells import csv_of

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(rows: Iterable[list[str]], name: str, organization: Organization) -> StreamingHttpResponse:
    """The rows as a file that no spreadsheet calculates, read from the database as they are sent."""
    return as_file(csv_of(rows, organization), name, CSV)


def as_file(content: Iterable[bytes], name: str, content_type: str) -> StreamingHttpResponse:
    """An attachment that is sniffed by no browser and kept in no cache."""
    response = StreamingHttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
