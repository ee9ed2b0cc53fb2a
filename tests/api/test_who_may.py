"""Who may call what: every route of the document against everybody who could try (T1)."""

import json

import pytest
from django.utils import timezone

from clientele.api.document import document
from clientele.trail.models import Entry
from tests.api.conftest import Caller, a_token
from tests.api.test_references import filled, operation_body, operations, own, schema_of_body  # noqa: F401 - a fixture
from tests.cast import NOW

MEMBER, LEAD, ADMIN = ("theo", "dana", "ada", "olive"), ("dana", "ada", "olive"), ("ada", "olive")

#: Which members may call a route, by its operation's id. A route that is not here fails.
WHO_MAY = {
    "list_customers": MEMBER,
    "read_customer": MEMBER,
    "create_customer": LEAD,
    "update_customer": LEAD,
    "read_timeline": MEMBER,
    "read_history": MEMBER,
    "list_duplicates": MEMBER,
    "list_duplicate_dismissals": MEMBER,
    "read_duplicate_dismissal": MEMBER,
    "create_duplicate_dismissal": LEAD,
    "delete_duplicate_dismissal": LEAD,
    "import_customers": LEAD,
    "list_imports": LEAD,
    "read_import": LEAD,
    "update_import": LEAD,
    "start_import": LEAD,
    "cancel_import": LEAD,
    "delete_import": LEAD,
    "list_refusals": LEAD,
    "list_contacts": MEMBER,
    "read_contact": MEMBER,
    "create_contact": LEAD,
    "update_contact": LEAD,
    "delete_contact": LEAD,
    "list_notes": MEMBER,
    "read_note": MEMBER,
    "create_note": MEMBER,
    "update_note": LEAD,  # somebody else's, here
    "delete_note": LEAD,
    "list_tags": MEMBER,
    "read_tag": MEMBER,
    "create_tag": LEAD,
    "update_tag": LEAD,
    "delete_tag": LEAD,
    "merge_tag": LEAD,
    "list_time_entries": MEMBER,
    "read_time_entry": MEMBER,
    "create_time_entry": MEMBER,
    "update_time_entry": MEMBER,
    "delete_time_entry": MEMBER,
    "submit_time_entry": MEMBER,
    "submit_time_entries": MEMBER,
    "approve_time_entry": LEAD,
    "approve_time_entries": LEAD,
    "reject_time_entry": LEAD,
    "reject_time_entries": LEAD,
    "list_expenses": MEMBER,
    "read_expense": MEMBER,
    "create_expense": MEMBER,
    "update_expense": MEMBER,
    "delete_expense": MEMBER,
    "submit_expense": MEMBER,
    "submit_expenses": MEMBER,
    "approve_expense": LEAD,
    "approve_expenses": LEAD,
    "reject_expense": LEAD,
    "reject_expenses": LEAD,
    "read_timer": MEMBER,
    "start_timer": MEMBER,
    "stop_timer": MEMBER,
    "discard_timer": MEMBER,
    "list_hourly_rates": ADMIN,
    "read_hourly_rate": ADMIN,
    "update_hourly_rate": ADMIN,
    "list_projects": MEMBER,
    "read_project": MEMBER,
    "create_project": LEAD,
    "update_project": LEAD,
    "delete_project": LEAD,
    "move_project": LEAD,
    "favour_project": MEMBER,
    "unfavour_project": MEMBER,
    "list_tasks": MEMBER,
    "read_task": MEMBER,
    "create_task": LEAD,
    "update_task": LEAD,
    "delete_task": LEAD,
    "list_people": MEMBER,
    "read_person": MEMBER,
    "create_person": LEAD,
    "update_person": LEAD,
    "delete_person": LEAD,
    "list_billing_codes": MEMBER,
    "read_billing_code": MEMBER,
    "create_billing_code": LEAD,
    "update_billing_code": LEAD,
    "delete_billing_code": LEAD,
    "list_project_templates": LEAD,
    "read_project_template": LEAD,
    "create_project_template": LEAD,
    "update_project_template": LEAD,
    "delete_project_template": LEAD,
    "start_project": LEAD,
    "create_batch": LEAD,
    "list_batches": LEAD,
    "read_batch": LEAD,
    "list_batch_invoices": LEAD,
    "cancel_batch": LEAD,
    "resume_batch": LEAD,
    "list_invoices": LEAD,
    "read_invoice": LEAD,
    "create_invoice": LEAD,
    "update_invoice": LEAD,
    "delete_invoice": LEAD,
    "draft_from_work": LEAD,
    "finalize_invoice": LEAD,
    "refresh_billing": LEAD,
    "void_invoice": LEAD,
    "credit_invoice": LEAD,
    "reissue_invoice": LEAD,
    "send_invoice": LEAD,
    "list_deliveries": LEAD,
    "read_pdf": LEAD,
    "read_facturx": LEAD,
    "read_ubl": LEAD,
    "read_numbering": LEAD,
    "change_numbering": ADMIN,
    "list_payments": LEAD,
    "create_payment": LEAD,
    "read_payment": LEAD,
    "delete_payment": LEAD,
    "list_refunds": LEAD,
    "create_refund": LEAD,
    "read_refund": LEAD,
    "delete_refund": LEAD,
    "search_everything": MEMBER,
    "read_organization": MEMBER,
    "change_organization": ADMIN,
    "list_members": MEMBER,
    "read_member": MEMBER,
    "update_member": ADMIN,
    "list_invitations": ADMIN,
    "read_invitation": ADMIN,
    "create_invitation": ADMIN,
    "resend_invitation": ADMIN,
    "revoke_invitation": ADMIN,
    "list_roles": MEMBER,
    "read_role": MEMBER,
    "create_role": ADMIN,
    "update_role": ADMIN,
    "delete_role": ADMIN,
    "list_audit_events": ADMIN,
    "read_audit_event": ADMIN,
}
ROUTES = [
    pytest.param(method, path, operation["operationId"], id=operation["operationId"])
    for method, path, operation in operations()
]


def ask(program, method, path, known):
    """One request that is right but for who sends it."""
    where = filled(path, known)
    operation = document()["paths"][path][method.lower()]
    if "multipart/form-data" in operation.get("requestBody", {}).get("content", {}):
        return program.post(where)
    body = json.dumps(operation_body(method, path)).encode() if schema_of_body(operation) else b""
    query = "?q=anders" if path == "/search" else ""
    return program.generic(method, where + query, data=body, content_type="application/json")


def test_every_route_says_who_may():
    assert WHO_MAY.keys() == {operation["operationId"] for _, _, operation in operations()}


@pytest.mark.parametrize("who", ["theo", "dana", "ada", "olive"])
@pytest.mark.parametrize("method, path, name", ROUTES)
def test_a_role_may_what_it_may_and_nothing_else(method, path, name, who, own, request, calls):  # noqa: F811
    program = calls(request.getfixturevalue(who))
    before = Entry.objects.count()
    response = ask(program, method, path, own)
    if who in WHO_MAY[name]:
        assert response.status_code not in {401, 403}, response.content
        return
    assert (response.status_code, response.json()["code"]) == (403, "permission_denied")
    assert Entry.objects.count() == before


@pytest.mark.parametrize("method, path, name", ROUTES)
def test_nobody_else_is_answered(method, path, name, own, olive, otto, calls):  # noqa: F811
    before = Entry.objects.count()
    strangers = [
        Caller(),
        Caller("wrong"),
        Caller(a_token(olive, revoked_at=NOW)),
        Caller(a_token(olive, expires_at=timezone.now())),
    ]
    for program in strangers:
        assert ask(program, method, path, own).status_code == 401
    if method != "GET":
        assert ask(calls(olive, read_only=True), method, path, own).json()["code"] == "permission_denied"
    if "{" in path:
        assert ask(calls(otto), method, path, own).status_code == 404
    assert Entry.objects.count() == before
