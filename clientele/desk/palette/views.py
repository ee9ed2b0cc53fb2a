from django.http import HttpResponse
from markupsafe import Markup, escape

from clientele.customers import policy
from clientele.desk.access import MemberRequest, page
from clientele.desk.invoices.frame import today
from clientele.desk.palette.pages import destinations_for, label_of
from clientele.kit.text import unfit_character
from clientele.overview.queries import totals_for
from clientele.search.fragments import Fragments, fragments_of
from clientele.search.marking import spans_of
from clientele.search.queries import Found, found_customers, found_invoices, found_projects, newest_customers
from clientele.ui.http import show
from clientele.ui.jinja import address

LONGEST = 100
MOST_CUSTOMERS = 6
MOST_PROJECTS = 4
MOST_INVOICES = 4
MOST_PAGES = 7
NOBODY = Found([], 0, False)


@page
def palette_answers(request: MemberRequest) -> HttpResponse:
    q = request.GET.get("q", "").strip()[:LONGEST]
    q = "" if unfit_character(q) else q
    wanted = fragments_of(q)
    may_view = policy.may_view(request.member)
    found = _found(request, q) if may_view else NOBODY
    customers = [customer.pk for customer in found.customers]
    context = {
        "q": q,
        "found": found,
        "marked": lambda text: marked(text, wanted),
        "projects": found_projects(request.member, q, most=MOST_PROJECTS),
        "invoices": found_invoices(request.member, q, customers=customers, most=MOST_INVOICES),
        "on": today(request),
        "pages": _pages(request, wanted.every),
        "may_view": may_view,
        "may_create": policy.may_create(request.member),
    }
    return show(request, "desk/palette/palette.html", context)


def marked(text: str, wanted: Fragments) -> Markup:
    """The text with what was searched for marked in it: as a whole where it stands so, else each longer word."""
    parts, end = [], 0
    for start, stop in spans_of(text, (wanted.whole,)) or spans_of(text, wanted.long):
        parts += [escape(text[end:start]), Markup("<mark>{}</mark>").format(text[start:stop])]
        end = stop
    return Markup("").join([*parts, escape(text[end:])])


def _found(request: MemberRequest, q: str) -> Found:
    if not q:
        return Found(newest_customers(request.member, most=MOST_CUSTOMERS), 0, False)
    totals = totals_for(request.organization)
    stored = totals.current + totals.archived
    return found_customers(request.member, q, most=MOST_CUSTOMERS, archived=totals.archived, stored=stored)


def _pages(request: MemberRequest, fragments: tuple[str, ...]) -> list[dict[str, str]]:
    member = request.member
    return [
        {
            "label": label_of(found, member),
            "place": found.place,
            "icon": found.icon,
            "url": address(found.view, member.organization.slug),
        }
        for found in destinations_for(member, fragments, most=MOST_PAGES)
    ]
