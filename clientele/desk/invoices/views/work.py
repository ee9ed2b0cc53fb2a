"""From approved work to an invoice, first step: for whom, which projects and days, and how it is told."""

from django.http import Http404, HttpResponse

from clientele.billing import policy
from clientele.billing.queries import waiting_of
from clientele.customers.models import Customer
from clientele.customers.queries import customer_for
from clientele.desk.access import MemberRequest, action
from clientele.desk.customers.record.notes import read_id
from clientele.desk.invoices.frame import today
from clientele.desk.invoices.from_work.forms import SetupForm, first_setup, setup_of
from clientele.desk.invoices.from_work.selection import Selection, keep_selection
from clientele.desk.invoices.from_work.steps import Course, begin_again, course_of, to_step
from clientele.kit.refusals import Conflict
from clientele.projects.queries import project_for
from clientele.ui.http import READS, allow, go_to, posted, show_form
from clientele.ui.jinja import address

MOST_PROJECTS = 100


@action
def invoice_work(request: MemberRequest) -> HttpResponse:
    """Begin with a customer, or with a project of theirs."""
    allow(policy.may_edit(request.member))
    given = request.GET if request.method in READS else request.POST
    pk, wanted = read_id(given.get("customer")), read_id(given.get("project"))
    project = project_for(request.member, wanted) if wanted else None
    customer = customer_for(request.member, pk) if pk else (project.customer if project else None)
    if (pk and customer is None) or (wanted and project is None):
        raise Http404
    if customer is None:
        return go_to(request, address("invoices:new", request.organization.slug) + "?find=")
    if customer.is_archived:
        raise Conflict("customer_archived", f"{customer.name} is archived, so it gets no invoices.")
    selection = Selection(organization=request.organization.pk, customer=customer.pk)
    return _setup(request, customer, selection, wanted)


@action
def invoice_work_setup(request: MemberRequest, selection: str) -> HttpResponse:
    """Go back to the setup of what was begun."""
    course = course_of(request, selection)
    if course is None:
        return begin_again(request)
    return _setup(request, course.customer, course.selection)


def _setup(request: MemberRequest, customer: Customer, selection: Selection, wanted: int | None = None) -> HttpResponse:
    found = waiting_of(customer)
    waiting = sorted(found, key=lambda each: not (each.is_any or each.project.pk in selection.projects))[:MOST_PROJECTS]
    first = setup_of(selection) if selection.key else first_setup(waiting, wanted=wanted, today=today(request))
    form = SetupForm(posted(request), waiting=waiting, initial=first)
    if form.is_valid():
        form.fill(selection)
        keep_selection(request, selection)
        chosen = [form.waiting[pk].project for pk in form.cleaned_data["projects"]]
        return to_step(request, selection, Course(selection, customer, chosen).steps[1])
    context = {"customer": customer, "selection": selection, "waiting": waiting}
    return show_form(request, "desk/invoices/from_work/setup.html", form, context)
