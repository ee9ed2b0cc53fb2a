"""Every place where the document takes an id is given another organisation's, and nothing of it is met (T2)."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest

from clientele.accounts.models import Member, Role
from clientele.accounts.operations.invitations import invite_member
from clientele.api.document import document
from clientele.billing.models import Invoice
from clientele.billing.operations import (
    credit_invoice,
    draft_invoice,
    finalise_invoice,
    issue_batch,
    record_payment,
    record_refund,
)
from clientele.customers.models import Customer
from clientele.customers.operations import add_contact, add_note, create_customer, create_tag, dismiss_duplicate
from clientele.exchange.models import Import
from clientele.exchange.operations import choose_file
from clientele.kit.tenancy import inside
from clientele.projects.models import BillingCode, Project
from clientele.projects.operations import add_expense, add_project_member, add_task, add_time, save_as_template
from clientele.trail.models import Entry
from tests.cast import NOW, an_active_project

#: Which kind of record an id of this name is, where the name is not that of the resource.
MEANS = {
    "customer": "customers",
    "first": "customers",
    "second": "customers",
    "member": "members",
    "role": "roles",
    "into": "tags",
    "tag": "tags",
    "project": "projects",
    "billing_code": "billing-codes",
    "task": "tasks",
    "person": "people",
    "code": "billing-codes",
    "user": "members",
    "lead": "members",
    "batch": "batches",
}
#: Integers that are no ids; whatever is not here and not in MEANS fails the test.
NO_IDS = {"page", "page_size", "subject_id", "minutes", "budget_minutes", "digits", "position"}
#: Lists of ids, each with a test of its own.
SEVERAL = {"beside", "expenses", "invoices", "time"}


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document()["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


def integer_fields(operation: dict[str, Any]) -> set[str]:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    name = body.get("$ref", "").rpartition("/")[2]
    fields = document()["components"]["schemas"].get(name, {}).get("properties", {})
    return {field for field, schema in fields.items() if '"integer"' in repr(schema).replace("'", '"')}


def probes() -> list[tuple[str, str, str, str]]:
    """Method, address, where the id stands (path, query or body), and its name."""
    found = []
    for method, path, operation in operations():
        found += [(method, path, "path", name) for name in re.findall(r"\{(\w+)\}", path)]
        for parameter in operation["parameters"]:
            is_number = '"integer"' in repr(parameter["schema"]).replace("'", '"')
            if parameter["in"] == "query" and (is_number or parameter["name"] in MEANS):
                found.append((method, path, "query", parameter["name"]))
        found += [(method, path, "body", field) for field in sorted(integer_fields(operation))]
    return [probe for probe in found if probe[3] not in NO_IDS | SEVERAL]


def an_import(member: Member) -> Import:
    return choose_file(
        BytesIO(f"Name\nNew at {member.organization.name}\n".encode()), name="customers.csv", by=member, at=NOW
    )


def an_invitation(by: Member) -> int:
    role = Role.objects.get(kind="member")
    return invite_member(email=f"new@{by.organization.slug}.example", role=role, by=by, at=NOW).pk


def a_dismissal(customer: Customer, by: Member) -> int:
    double = create_customer(values={"name": f"{customer.name} Ltd"}, by=by, at=NOW)
    return dismiss_duplicate(customer, double, by=by, at=NOW).pk


def spent(member: Member, customer: Customer) -> dict[str, int]:
    """A project with a billing code, a task, a person, a template, time and an expense."""
    project = an_active_project(customer, f"Work of {member.organization.name}")
    shared = {"organization": member.organization, "project": project}
    code = BillingCode.objects.create(**shared, name="Travel", name_key="travel")
    entry = add_time(values={"project": project, "day": NOW.date(), "minutes": 90}, by=member, at=NOW)
    values = {"project": project, "day": NOW.date(), "category": "travel", "amount": "12.50"}
    expense = add_expense(values=values, by=member, at=NOW)
    name = f"Template of {member.organization.name}"
    return {
        "projects": project.pk,
        "billing-codes": code.pk,
        "time-entries": entry.pk,
        "expenses": expense.pk,
        "tasks": add_task(project, title=f"Task of {member.organization.name}", by=member, at=NOW).pk,
        "people": add_project_member(project, member=member, values={}, by=member, at=NOW).pk,
        "project-templates": save_as_template(project, name=name, by=member, at=NOW).pk,
    }


def filled(path: str, known: dict[str, int], **others: int) -> str:
    """An address with the ids of what is known in their places, but for some others."""
    resource = path.split("/")[1]
    ids = {name: others.get(name, known.get(MEANS.get(name, resource))) for name in re.findall(r"\{(\w+)\}", path)}
    return path.format(**ids)


def billed(customer: Customer, by: Member) -> dict[str, int]:
    """An invoice of a customer with a payment, for a project."""
    name = f"Project of {by.organization.name}"
    values = {"organization": by.organization, "customer": customer, "name": name, "name_sort": name}
    project = Project.objects.create(status="active", created_at=NOW, updated_at=NOW, **values)
    line = {"description": f"Secret work of {by.organization.name}", "unit_price": 100}
    draft = draft_invoice(customer=customer, values={"project": project}, lines=[line], by=by, at=NOW)
    invoice = finalise_invoice(draft, by=by, at=NOW)
    payment = record_payment(invoice, values={"amount": 10}, by=by, at=NOW)
    paid = finalise_invoice(draft_invoice(customer=customer, lines=[line], by=by, at=NOW), by=by, at=NOW)
    record_payment(paid, values={"amount": paid.total}, by=by, at=NOW)
    credit_invoice(paid, lines=None, by=by, at=NOW)
    refund = record_refund(paid, values={"amount": 1}, by=by, at=NOW)
    later = draft_invoice(customer=customer, lines=[line], by=by, at=NOW)
    batch = issue_batch(Invoice.objects.filter(pk=later.pk), sends=False, by=by, at=NOW)
    return {"batches": batch.pk, "invoices": invoice.pk, "payments": payment.pk, "refunds": refund.pk}


@pytest.fixture
def foreign(otto, foreign_customer) -> dict[str, int]:
    """A record of Outpost Electric of each kind."""
    with inside(otto.organization):
        contact = add_contact(foreign_customer, values={"name": "Outpost Person"}, by=otto, at=NOW)
        note = add_note(foreign_customer, kind="general", body="Outpost Secret", by=otto, at=NOW)
        tag = create_tag(name="Outpost Tag", by=otto, at=NOW)
        role = Role.objects.get(kind="member")
        entry = Entry.objects.order_by("pk").first()
        return {
            "customers": foreign_customer.pk,
            "contacts": contact.pk,
            "notes": note.pk,
            "tags": tag.pk,
            "members": otto.pk,
            "hourly-rates": otto.pk,
            "roles": role.pk,
            "audit-events": entry.pk,
            "imports": an_import(otto).pk,
            "invitations": an_invitation(otto),
            "duplicate-dismissals": a_dismissal(foreign_customer, otto),
            **spent(otto, foreign_customer),
            **billed(foreign_customer, otto),
        }


@pytest.fixture
def own(anders, olive, theo) -> dict[str, int]:
    contact = add_contact(anders, values={"name": "Ingrid"}, by=olive, at=NOW)
    note = add_note(anders, kind="general", body="Said", by=olive, at=NOW)
    tag = create_tag(name="Catering", by=olive, at=NOW)
    return {
        "customers": anders.pk,
        "contacts": contact.pk,
        "notes": note.pk,
        "tags": tag.pk,
        "members": theo.pk,
        "hourly-rates": theo.pk,
        "roles": theo.role_id,
        "audit-events": Entry.objects.order_by("pk").first().pk,
        "imports": an_import(olive).pk,
        "invitations": an_invitation(olive),
        "duplicate-dismissals": a_dismissal(anders, olive),
        **spent(olive, anders),
        **billed(anders, olive),
    }


@pytest.mark.parametrize("method, path, place, name", probes())
def test_a_foreign_id_is_like_an_unknown_one(method, path, place, name, api, own, foreign):
    target = MEANS.get(name, path.split("/")[1])
    body = dict(operation_body(method, path))
    query = ""
    where = filled(path, own, **({name: foreign[target]} if place == "path" else {}))
    for field in integer_fields(document()["paths"][path][method.lower()]) & MEANS.keys():
        body[field] = own[MEANS[field]]
    if place == "body":
        body[name] = [foreign[target]] if name == "ids" else foreign[target]
    if place == "query":
        query = f"?{name}={foreign[target]}"
    has_body = schema_of_body(document()["paths"][path][method.lower()])
    before = Entry.objects.count()
    response = api.generic(
        method, where + query, data=json.dumps(body).encode() if has_body else b"", content_type="application/json"
    )
    assert response.status_code == 404, (response.status_code, response.content)
    assert b"Outpost" not in response.content
    assert Entry.objects.count() == before


def operation_body(method: str, path: str) -> dict[str, Any]:
    content = document()["paths"][path][method.lower()].get("requestBody", {}).get("content", {})
    example: dict[str, Any] = content.get("application/json", {}).get("example", {})
    return example


def test_what_of_another_organisation_is_listed_is_nothing(api, own, foreign):
    for method, path, operation in operations():
        if method == "GET" and "{" not in path:
            names = {parameter["name"] for parameter in operation["parameters"]}
            query = "&".join(f"{name}=Outpost" for name in names & {"q", "search"})
            assert b"Outpost" not in api.get(f"{path}?{query}").content, path


def bodies() -> list[tuple[str, str]]:
    return [(method, path) for method, path, operation in operations() if schema_of_body(operation)]


def schema_of_body(operation: dict[str, Any]) -> str:
    """The name of the schema of a route's JSON body, or nothing."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return str(content.get("schema", {}).get("$ref", "").rpartition("/")[2])


@pytest.mark.parametrize("method, path", bodies())
def test_what_a_record_shows_but_no_body_takes_is_refused(method, path, api, own):
    """Every field of the answer that the body's schema lacks, posted."""
    operation = document()["paths"][path][method.lower()]
    schemas = document()["components"]["schemas"]
    taken = schemas[schema_of_body(operation)]["properties"]
    status = min(operation["responses"])
    shown = operation["responses"][status]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    closed = (schemas[shown]["properties"].keys() - taken.keys()) | {"organization", "organization_id", "pk"}
    body = dict(operation_body(method, path))
    for field in integer_fields(operation) & MEANS.keys():
        body[field] = own[MEANS[field]]
    where = filled(path, own)
    for field in sorted(closed):
        response = api.send(method, where, {**body, field: 1})
        assert response.status_code == 422, (field, response.content)
        assert [error["field"] for error in response.json()["errors"]] == [field]
