from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from clientele.desk.access import public_page
from clientele.desk.exchange.download import as_file
from clientele.desk.outbox.mailbox import mails
from clientele.ui.http import show

SIZE = 20


@public_page
def outbox(request: HttpRequest) -> HttpResponse:
    found = mails()
    asked = request.GET.get("page", "1")
    number = max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1
    start = (number - 1) * SIZE
    context = {
        "mails": found[start : start + SIZE],
        "total": len(found),
        "size": SIZE,
        "page": number,
        "has_older": start + SIZE < len(found),
    }
    return show(request, "desk/outbox/list.html", context)


@public_page
def outbox_file(request: HttpRequest, mail: int, place: int) -> HttpResponseBase:
    """A file of a mail, which is counted from the oldest on, so that its address stays the same."""
    found = mails()
    files = found[len(found) - mail].files if 0 < mail <= len(found) else ()
    if place >= len(files):
        raise Http404
    return as_file([files[place].content], files[place].name, files[place].kind)
