"""How one row of each kind is made for the stage; a new kind of record adds a line."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from clientele.accounts.models import ApiToken, Invitation, Logo, Member, Role, User
from clientele.accounts.operations.members import add_member
from clientele.billing.models import Batch, Invoice, Line, Payment, Refund
from clientele.billing.operations import (
    credit_invoice,
    draft_invoice,
    finalise_invoice,
    issue_batch,
    record_payment,
    record_refund,
)
from clientele.customers.models import Contact, Customer, DuplicateDismissal, Note, Tag
from clientele.customers.operations import add_contact, add_note, create_customer, create_tag, dismiss_duplicate
from clientele.exchange.models import Import
from clientele.exchange.operations.files import choose_file
from clientele.projects.models import BillingCode, Expense, Project, ProjectMember, Task, Template, TimeEntry
from clientele.projects.operations import (
    add_billing_code,
    add_expense,
    add_project_member,
    add_task,
    add_time,
    create_project,
    save_as_template,
)
from tests.cast import NOW, an_active_project


def a_customer(by: Member) -> Customer:
    found = Customer.objects.filter(code="PROP").first()
    return found or create_customer(values={"name": f"Canary of {by.organization}", "code": "PROP"}, by=by, at=NOW)


def a_dismissal(by: Member) -> DuplicateDismissal:
    double = create_customer(values={"name": f"Canary of {by.organization} Ltd"}, by=by, at=NOW)
    return dismiss_duplicate(a_customer(by), double, by=by, at=NOW)


def a_contact(by: Member) -> Contact:
    return add_contact(a_customer(by), values={"name": f"Canary contact of {by.organization}"}, by=by, at=NOW)


def a_note(by: Member) -> Note:
    return add_note(a_customer(by), kind="meeting", body=f"Canary note of {by.organization}", by=by, at=NOW)


def a_tag(by: Member) -> Tag:
    return create_tag(name=f"Canary tag of {by.organization}", by=by, at=NOW)


def a_role(by: Member) -> Role:
    return Role.objects.create(
        organization=by.organization, name="Canary role", name_key="canary role", permissions=["clients:view"]
    )


def a_colleague(by: Member) -> Member:
    user = User.objects.create_user(email=f"canary@{by.organization.slug}.example", name="Canary Colleague")
    return add_member(by.organization, user=user, role=Role.objects.get(kind="member"), at=NOW)


def a_logo(by: Member) -> Logo:
    return Logo.objects.create(organization=by.organization, content=b"canary", sha256="0" * 64)


def an_invitation(by: Member) -> Invitation:
    return Invitation.objects.create(
        organization=by.organization,
        email="canary@elsewhere.example",
        role=Role.objects.get(kind="member"),
        digest=f"canary-{by.pk}",
        invited_by=by,
        created_at=NOW,
        expires_at=NOW + timedelta(days=7),
    )


def a_token(by: Member) -> ApiToken:
    return ApiToken.objects.create(
        organization=by.organization, member=by, name="Canary token", digest=f"canary-{by.pk}", created_at=NOW
    )


def an_import(by: Member) -> Import:
    file = BytesIO(f"Name,Email\nCanary row of {by.organization},not an address\n".encode())
    return choose_file(file, name="canary.csv", by=by, at=NOW)


def a_project(by: Member) -> Project:
    found = Project.objects.filter(code="PROP").first()
    values = {"name": f"Canary project of {by.organization}", "code": "PROP"}
    return found or create_project(customer=a_customer(by), values=values, by=by, at=NOW)


def a_task(by: Member) -> Task:
    return add_task(a_project(by), title=f"Canary task of {by.organization}", by=by, at=NOW)


def a_place(by: Member) -> ProjectMember:
    return add_project_member(a_project(by), member=by, values={"position": "Canary"}, by=by, at=NOW)


def a_code(by: Member) -> BillingCode:
    return add_billing_code(a_project(by), values={"name": f"Canary code of {by.organization}"}, by=by, at=NOW)


def a_template(by: Member) -> Template:
    if not BillingCode.objects.filter(project=a_project(by)).exists():
        a_code(by)
    return save_as_template(a_project(by), name=f"Canary template of {by.organization}", by=by, at=NOW)


def a_project_for_time(by: Member) -> Project:
    found = Project.objects.filter(name="Canary work").order_by("pk").first()
    return found or an_active_project(a_customer(by), "Canary work")


def a_time_entry(by: Member) -> TimeEntry:
    values = {"project": a_project_for_time(by), "day": NOW.date(), "minutes": 90, "description": "Canary time"}
    return add_time(values=values, by=by, at=NOW)


def an_expense(by: Member) -> Expense:
    values = {"project": a_project_for_time(by), "day": NOW.date(), "category": "travel", "amount": "12.50"}
    return add_expense(values={**values, "description": "Canary expense"}, by=by, at=NOW)


def an_invoice(by: Member) -> Invoice:
    found = Invoice.objects.filter(customer=a_customer(by)).order_by("pk").first()
    if found:
        return found
    line = {"description": f"Canary work of {by.organization}", "unit_price": 100}
    return finalise_invoice(draft_invoice(customer=a_customer(by), lines=[line], by=by, at=NOW), by=by, at=NOW)


def a_payment(by: Member) -> Payment:
    return record_payment(an_invoice(by), values={"amount": "1.00"}, by=by, at=NOW)


def a_refund(by: Member) -> Refund:
    """Of the invoice, which is paid then and taken back by a little."""
    invoice = Invoice.objects.get(pk=an_invoice(by).pk)
    record_payment(invoice, values={"amount": invoice.balance}, by=by, at=NOW)
    wanted = [{"line": Line.objects.get(invoice=invoice).pk, "amount": "5.00"}]
    credit_invoice(invoice, lines=wanted, by=by, at=NOW)
    return record_refund(invoice, values={"amount": "1.00"}, by=by, at=NOW)


def a_batch(by: Member) -> Batch:
    draft_invoice(customer=a_customer(by), lines=[{"description": "Canary", "unit_price": 1}], by=by, at=NOW)
    return issue_batch(Invoice.objects.drafts(), sends=False, by=by, at=NOW)


PROPS: dict[str, Callable[[Member], Any]] = {
    "customer": a_customer,
    "contact": a_contact,
    "dismissal": a_dismissal,
    "note": a_note,
    "tag": a_tag,
    "role": a_role,
    "member": a_colleague,
    "invoice": an_invoice,
    "payment": a_payment,
    "refund": a_refund,
    "batch": a_batch,
    "logo": a_logo,
    "invitation": an_invitation,
    "token": a_token,
    "import": an_import,
    "project": a_project,
    "task": a_task,
    "place": a_place,
    "code": a_code,
    "template": a_template,
    "nth": lambda by: 1,
    "step": lambda by: "dates",
    "time": a_time_entry,
    "expense": an_expense,
    "field": lambda by: "email",
}
