"""The comments of a customer, a few at a time, newest first."""

from typing import Any

from clientele.customers import policy
from clientele.customers.choices import NoteKind
from clientele.customers.models import Customer
from clientele.customers.queries import NEWEST, comments_of, newest_comments
from clientele.desk.access import MemberRequest
from clientele.desk.customers.record.notes import changeable

SHOWN = NEWEST - 1


def comments_shown(request: MemberRequest, customer: Customer, *, before: int | None = None) -> dict[str, Any]:
    """The newest comments, or those before one of them, and whether earlier ones remain."""
    earlier = comments_of(customer).filter(pk__lt=before) if before else None
    found = newest_comments(customer) if earlier is None else list(earlier[:NEWEST])
    return {
        "comments": found[:SHOWN],
        "earlier_than": found[SHOWN - 1].pk if len(found) > SHOWN else None,
        "changeable": changeable(request.member, found),
        "may_comment": policy.may_write_note(request.member, customer, NoteKind.COMMENT),
        "comment_text": "",
        "comment_error": "",
    }
