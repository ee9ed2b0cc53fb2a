from django.http import HttpRequest, HttpResponse

from clientele.desk.access import public_page
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
        "page": number,
        "has_older": start + SIZE < len(found),
    }
    return show(request, "desk/outbox/list.html", context)
