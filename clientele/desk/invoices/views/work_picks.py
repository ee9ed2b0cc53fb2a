"""From approved work to an invoice, the steps between: which time, which expenses, which fees."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse

from clientele.billing.operations import preview_work
from clientele.desk.access import MemberRequest, action
from clientele.desk.customers.record.notes import read_id
from clientele.desk.invoices.from_work.forms import FeeForm, fee_forms, fees_from, refuse_fees
from clientele.desk.invoices.from_work.selection import keep_selection
from clientele.desk.invoices.from_work.steps import Course, begin_again, course_of, to_step
from clientele.desk.invoices.from_work.ticking import keys_of_group, net_so_far, picks_of, pieces_of, ticked_in
from clientele.kit.numbers import counted
from clientele.kit.refusals import Refusal
from clientele.projects import policy as projects
from clientele.projects.operations import price_time
from clientele.ui.http import READS, allow, show


@action
def invoice_work_time(request: MemberRequest, selection: str) -> HttpResponse:
    return _step(request, selection, "time")


@action
def invoice_work_costs(request: MemberRequest, selection: str) -> HttpResponse:
    return _step(request, selection, "costs")


def _step(request: MemberRequest, key: str, step: str) -> HttpResponse:
    course = course_of(request, key)
    if course is None:
        return begin_again(request)
    if not course.may_open(step):
        return to_step(request, course.selection, course.first_open)
    fees = fee_forms(course.selection.fees)
    if request.method in READS:
        return _show(request, course, step, fees, page=read_id(request.GET.get("page")) or 1)
    do = request.POST.get("do", "next")
    page = _read(request, course, step, do)
    fees = fee_forms(course.selection.fees)
    error = _done(request, course, step, fees) if do == "next" else _priced(request, course, do)
    keep_selection(request, course.selection)
    if do in ("next", "back") and not error:
        return to_step(request, course.selection, course.beside(step, 1 if do == "next" else -1))
    if error or request.headers.get("HX-Request") == "true":
        return _show(request, course, step, fees, page=page, error=error)
    return to_step(request, course.selection, step, f"?page={page}")


def _read(request: MemberRequest, course: Course, step: str, do: str) -> int:
    """Take up what the form holds, and what its button asks for; answers the page to show."""
    selection, data = course.selection, request.POST
    shown = _ids(data.get("shown", "").split(","))
    selection.tick(step, shown=shown, ticked=_ids(data.getlist("pick")))
    word, _, rest = do.partition("-")
    if word in ("all", "none"):
        group = keys_of_group(pieces_of(course, step), rest)
        selection.tick(step, shown=group, ticked=group if word == "all" else set())
    if "places" in data:
        selection.fees = fees_from(data)
        if word == "add":
            selection.fees.append({"description": "", "amount": ""})
        if word == "remove" and rest.isdecimal():
            selection.fees = [fee for place, fee in enumerate(selection.fees) if str(place) != rest]
    page = rest if word == "page" else data.get("page", "")
    return int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1


def _priced(request: MemberRequest, course: Course, do: str) -> str:
    """Give a group's time the rate that was typed beside it; answers what is wrong with it."""
    word, _, group = do.partition("-")
    if word != "rate":
        return ""
    allow(projects.may_manage_rates(request.member))
    pieces = pieces_of(course, "time")
    keys = keys_of_group([piece for piece in pieces if piece.amount is None], group)
    try:
        number = price_time(keys, rate=request.POST.get(f"rate-{group}", ""), by=request.member, at=request.now)
    except Refusal as refusal:
        return refusal.message
    messages.success(request, f"{counted(number, 'entry', 'entries')} got a rate.")
    return ""


def _done(request: MemberRequest, course: Course, step: str, fees: list[FeeForm]) -> str:
    """Complete a step; answers what keeps it from being complete."""
    selection, is_last = course.selection, course.beside(step, 1) == "review"
    has_rows = step == "time" or "expenses" in selection.parts
    ticked = ticked_in(course, step, pieces_of(course, step)) if has_rows else []
    selection.chosen[step] = [piece.pk for piece in ticked]
    if not is_last:
        return ""
    first, given = course.projects[0], {"by": request.member, "at": request.now, "values": course.values}
    try:
        if course.fees:
            preview_work(first, work=replace(course.work, time=[], expenses=[]), **given)
    except Refusal as refusal:
        del selection.chosen[step]
        return refuse_fees(fees, 0, refusal) or "A fee is not right yet."
    try:
        preview_work(first, work=course.work, **given)
    except Refusal as refusal:
        del selection.chosen[step]
        return _in_words(refusal)
    return ""


def _in_words(refusal: Refusal) -> str:
    """What was refused, and the way on where the steps have one."""
    if refusal.code == "nothing_to_bill":
        return "Tick something or write down a fee first."
    is_long = any(error.field == "lines" for error in refusal.errors)
    return refusal.message + (" Go back and choose a summary or a shorter period." if is_long else "")


def _show(
    request: MemberRequest, course: Course, step: str, fees: list[FeeForm], *, page: int, error: str = ""
) -> HttpResponse:
    has_rows = step == "time" or "expenses" in course.selection.parts
    picks, wrong = picks_of(course, step, page) if has_rows else None, request.POST.get("do", "")
    context = {
        "course": course,
        "step": step,
        "picks": picks,
        "net": net_so_far(course, picks) if step == "costs" else None,
        "fees": fees if step == "costs" and "fees" in course.selection.parts else None,
        "may_price": projects.may_manage_rates(request.member),
        "typed": request.POST,
        "wrong_rate": wrong[5:] if error and wrong.startswith("rate-") else "",
        "error": error,
    }
    return show(request, f"desk/invoices/from_work/{step}.html", context, status=422 if error else 200)


def _ids(texts: list[str]) -> set[int]:
    return {int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 19}
