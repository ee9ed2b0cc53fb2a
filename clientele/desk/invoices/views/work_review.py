"""From approved work to an invoice, last step: the invoice as it will look, and the buttons that make it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from clientele.billing.models import Invoice
from clientele.billing.operations import Preview, draft_from_work, issue_from_work, preview_work
from clientele.desk.access import MemberRequest, action
from clientele.desk.invoices.forms import SendingForm
from clientele.desk.invoices.frame import missing_words, url_of
from clientele.desk.invoices.from_work.missing import Gone, gone_from
from clientele.desk.invoices.from_work.selection import drop_selection
from clientele.desk.invoices.from_work.steps import Course, begin_again, course_of, to_step
from clientele.desk.invoices.preview import sheet_to_be
from clientele.desk.once import act_once
from clientele.kit.refusals import Refusal
from clientele.ui.http import READS, go_to, refuse, show
from clientele.ui.jinja import address


@action
def invoice_work_review(request: MemberRequest, selection: str) -> HttpResponse:
    course = course_of(request, selection)
    if course is None:
        return begin_again(request)
    if course.first_open != "review":
        return to_step(request, course.selection, course.first_open)
    if request.method in READS:
        return _show(request, course, _sending(course))
    if request.POST.get("do") == "back":
        return to_step(request, course.selection, course.beside("review", -1))
    form = SendingForm(request.POST)
    form.is_valid()
    seen, gone, _ = _looked_at(request, course)
    if seen is None or request.POST.get("seen") != _mark(seen, gone):
        return _show(request, course, form, is_changed=True, status=409)
    made: list[Invoice] = []
    try:
        acted = act_once(request, lambda: made.append(_make(request, course, gone, form)))
    except Refusal as refusal:
        if refusal.code != "currency_unusual":
            refuse(form, refusal)
        return _show(request, course, form, status=refusal.status, is_unusual=refusal.code == "currency_unusual")
    drop_selection(request, course.selection)
    return _to_made(request, made) if acted else go_to(request, address("invoices:list", request.organization.slug))


def _make(request: MemberRequest, course: Course, gone: Gone, form: SendingForm) -> Invoice:
    given: dict[str, Any] = {"work": gone.left_of(course.work), "values": course.values}
    given |= {"by": request.member, "at": request.now, "confirm_currency": request.POST.get("confirm") == "1"}
    if request.POST.get("do") == "send":
        return issue_from_work(course.projects[0], recipient=form.cleaned_data.get("recipient", ""), **given)
    return draft_from_work(course.projects[0], **given)


def _to_made(request: MemberRequest, made: list[Invoice]) -> HttpResponse:
    invoice = made[0]
    words = "The draft is made." if invoice.is_draft else f"{invoice.number} is final and on its way."
    messages.success(request, words)
    return go_to(request, url_of(request, invoice))


def _looked_at(request: MemberRequest, course: Course) -> tuple[Preview | None, Gone, str]:
    """The invoice of what is still free, what is not, and why there is none."""
    gone = gone_from(course)
    given: dict[str, Any] = {"by": request.member, "at": request.now, "values": course.values}
    try:
        return preview_work(course.projects[0], work=gone.left_of(course.work), **given), gone, ""
    except Refusal as refusal:
        return None, gone, refusal.message


def _mark(seen: Preview, gone: Gone) -> str:
    """What tells one look at the invoice from another: how much is gone, how many lines, what they come to."""
    return f"{len(gone.time)}-{len(gone.expenses)}-{len(seen.lines)}-{seen.sums.total.normalize():f}"


def _sending(course: Course) -> SendingForm:
    customer = course.customer
    return SendingForm(initial={"recipient": customer.billing_email or customer.email})


def _show(
    request: MemberRequest,
    course: Course,
    form: SendingForm,
    *,
    status: int = 200,
    is_changed: bool = False,
    is_unusual: bool = False,
) -> HttpResponse:
    seen, gone, problem = _looked_at(request, course)
    context = {
        "course": course,
        "step": "review",
        "form": form,
        "gone": gone,
        "problem": problem,
        "seen": seen,
        "mark": _mark(seen, gone) if seen else "",
        "sheet_shown": sheet_to_be(seen) if seen else None,
        "missing": missing_words(course.customer),
        "is_changed": is_changed,
        "is_unusual": is_unusual,
    }
    return show(request, "desk/invoices/from_work/review.html", context, status=status)
