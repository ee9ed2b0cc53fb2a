from django.http import HttpResponseBase

from clientele.customers import policy
from clientele.customers.choices import NoteKind
from clientele.customers.operations import add_note
from clientele.desk.access import MemberRequest, action
from clientele.desk.customers.record.comments import comments_shown
from clientele.desk.customers.record.frame import frame, load, load_current
from clientele.desk.customers.record.notes import read_id
from clientele.desk.once import act_once
from clientele.kit.refusals import Refusal
from clientele.ui.http import READS, allow, go_to, show
from clientele.ui.jinja import address

CARD = "desk/customers/cards/comments.html"
PAGE = "desk/customers/comments.html"


@action
def customer_comments(request: MemberRequest, pk: int) -> HttpResponseBase:
    customer = load(request, pk) if request.method in READS else load_current(request, pk)
    allow(policy.may_read_notes(request.member, NoteKind.COMMENT))
    is_part = request.headers.get("HX-Request") == "true"
    before, failed, status = read_id(request.GET.get("before")), {}, 200
    if request.method == "POST":
        allow(policy.may_write_note(request.member, customer, NoteKind.COMMENT))
        body = request.POST.get("body", "")
        try:
            act_once(
                request,
                lambda: add_note(customer, kind=NoteKind.COMMENT, body=body, by=request.member, at=request.now),
            )
        except Refusal as refusal:
            if is_part:
                raise
            failed, status = {"comment_text": body, "comment_error": refusal.message}, refusal.status
        else:
            if not is_part:
                return go_to(request, address("customers:detail", request.organization.slug, pk=pk) + "#comments")
    context = frame(request, customer, "customers:detail") | comments_shown(request, customer, before=before)
    return show(request, CARD if is_part else PAGE, context | failed, status=status)
