"""What the API reads: strict JSON, in which nothing is guessed and nothing is dropped."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from clientele.api.problems import Malformed


class StrictParser(Parser):
    """JSON in UTF-8 without NaN, without a name given twice, and without a depth that hurts."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            return json.loads(request.body.decode(), object_pairs_hook=_object, parse_constant=_no_constant)
        except json.JSONDecodeError as error:
            raise Malformed(f"The body is not JSON: {error.msg.lower()} at character {error.pos}.") from None
        except UnicodeDecodeError:
            raise Malformed("The body is not text in UTF-8.") from None
        except RecursionError:
            raise Malformed("The body is nested too deeply.") from None
        except ValueError as error:
            raise Malformed(f"The body is not JSON: {error}.") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{twice[:80]}” is given twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")
