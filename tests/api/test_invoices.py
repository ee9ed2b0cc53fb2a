from decimal import Decimal

import pytest

from clientele.billing.models import BilledTime, Delivery, Invoice
from clientele.customers.operations import update_customer
from clientele.kit.tenancy import inside
from clientele.projects.models import Expense, Project, TimeEntry
from tests.cast import NOW, an_active_project

LINE = {"description": "Boiler service", "quantity": "2.5", "unit": "hour", "unit_price": "85.00", "tax_rate": "20"}


@pytest.fixture
def draft(api, anders):
    """A draft, made through the API."""
    return api.send("POST", "/invoices", {"customer": anders.pk, "lines": [LINE]}).json()


@pytest.fixture
def final(api, draft):
    """The same, finalised."""
    return api.send("POST", f"/invoices/{draft['id']}/finalize", None).json()


def refused(response):
    return response.status_code, response.json()["code"]


def test_an_invoice_is_drafted_changed_finalised_and_paid(api, anders):
    made = api.send("POST", "/invoices", {"customer": anders.pk, "reference": "PO 7", "lines": [LINE]})
    assert (made.status_code, made["Location"], made["ETag"]) == (201, f"/api/v1/invoices/{made.json()['id']}", '"2"')
    shown = made.json()
    assert (shown["status"], shown["number"], shown["sha256"], shown["due_date"]) == ("draft", "", "", "2026-12-22")
    assert [shown[name] for name in ("subtotal", "tax_total", "total", "balance")] == [
        "212.50",
        "42.50",
        "255.00",
        "0.00",
    ]
    (line,) = shown["lines"]
    assert (line["quantity"], line["unit_price"], line["tax_rate"], line["net"]) == ("2.5", "85.00", "20", "212.50")
    assert shown["billing"]["buyer"]["name"] == "Anders & Sons Bakery"

    where = made["Location"]
    changed = api.send("PATCH", where, {"note": "Thank you", "lines": [{**LINE, "id": line["id"]}, LINE]})
    assert (changed.json()["note"], changed.json()["total"]) == ("Thank you", "510.00")
    assert changed.json()["lines"][0]["id"] == line["id"]
    stale = api.send("PATCH", where, {"note": "x"}, headers={"If-Match": '"2"'})
    assert refused(stale) == (409, "version_conflict")
    assert stale.json()["current"]["note"] == "Thank you"

    done = api.send("POST", f"{where}/finalize", None)
    assert (done.json()["number"], done.json()["status"], len(done.json()["sha256"])) == ("INV-2026-0001", "sent", 64)
    paid = api.send("POST", f"{where}/payments", {"amount": "500.00", "method": "card"})
    assert (paid.status_code, paid.json()["amount"], paid.json()["currency"]) == (201, "500.00", "GBP")
    assert api.get(paid["Location"]).json() == paid.json()
    assert (api.get(where).json()["status"], api.get(where).json()["balance"]) == ("partially_paid", "10.00")
    assert refused(api.send("POST", f"{where}/payments", {"amount": 11})) == (422, "payment_exceeds_balance")
    assert api.get(f"{where}/payments").json()["count"] == 1
    assert api.delete(paid["Location"]).status_code == 204
    assert api.get(where).json()["balance"] == "510.00"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "", {"note": "x"}),
        ("DELETE", "", None),
        ("POST", "/finalize", None),
        ("POST", "/refresh-billing", None),
    ],
)
def test_a_finalised_invoice_never_changes(api, final, method, path, body):
    response = api.send(method, f"/invoices/{final['id']}{path}", body)
    assert refused(response) == (409, "invoice_finalised")
    assert api.get(f"/invoices/{final['id']}").json()["sha256"] == final["sha256"]


def test_a_wrong_line_is_named_by_its_path(api, anders):
    lines = [LINE, {**LINE, "unit_price": "-1"}, {**LINE, "tax_category": "exempt"}]
    response = api.send("POST", "/invoices", {"customer": anders.pk, "lines": lines})
    assert [error["field"] for error in response.json()["errors"]] == ["lines.1.unit_price"]
    response = api.send("POST", "/invoices", {"customer": anders.pk, "lines": [LINE, lines[2]]})
    assert [error["field"] for error in response.json()["errors"]] == ["lines.1.tax_rate"]


def test_a_new_currency_must_be_meant(api, anders):
    body = {"customer": anders.pk, "currency": "EUR"}
    assert refused(api.send("POST", "/invoices", body)) == (409, "currency_unusual")
    assert api.send("POST", "/invoices", {**body, "confirm_currency": True}).json()["currency"] == "EUR"


def test_a_draft_is_refreshed_and_deleted(api, draft, anders, olive):
    update_customer(anders, changes={"name": "Renamed"}, by=olive, at=NOW)
    fresh = api.send("POST", f"/invoices/{draft['id']}/refresh-billing", None)
    assert fresh.json()["billing"]["buyer"]["name"] == "Renamed"
    assert api.delete(f"/invoices/{draft['id']}").status_code == 204
    assert api.get(f"/invoices/{draft['id']}").status_code == 404


def test_an_invoice_is_voided_with_a_reason(api, final):
    where = f"/invoices/{final['id']}"
    assert refused(api.send("POST", f"{where}/void", {"reason": " "})) == (422, "validation_error")
    void = api.send("POST", f"{where}/void", {"reason": "Sent twice"}).json()
    assert (void["status"], void["void_reason"], void["balance"]) == ("void", "Sent twice", "0.00")
    assert refused(api.send("POST", f"{where}/void", {"reason": "Again"})) == (409, "invoice_void")


def test_an_invoice_is_credited_in_part_and_whole(api, final):
    where, line = f"/invoices/{final['id']}", final["lines"][0]["id"]
    part = api.send("POST", f"{where}/credit", {"lines": [{"line": line, "amount": "100"}], "note": "Late"})
    assert (part.status_code, part.json()["total"], part.json()["credits"]) == (201, "120.00", final["id"])
    assert api.get(part["Location"]).json()["kind"] == "credit_note"
    assert api.send("POST", f"{where}/credit", {}).json()["total"] == "135.00"
    assert api.get(where).json()["credited"]
    assert refused(api.send("POST", f"{where}/credit", {})) == (409, "invoice_credited")


def test_an_invoice_is_issued_again_to_the_right_customer(api, final, a_customer):
    quay = a_customer("Quay Street Dental")
    answer = api.send("POST", f"/invoices/{final['id']}/reissue", {"customer": quay.pk}).json()
    assert answer["credit_note"]["number"] == "CN-2026-0001"
    assert (answer["draft"]["customer"], answer["draft"]["total"]) == (quay.pk, final["total"])


def test_an_invoice_is_sent(api, draft, final):
    where = f"/invoices/{final['id']}"
    sent = api.send("POST", f"{where}/send", {})
    assert (sent.status_code, sent.json()["recipient"]) == (200, "office@andersbakery.example")
    assert api.get(f"{where}/deliveries").json()["items"] == [sent.json()]
    assert Delivery.objects.get().status == "waiting"


def test_its_documents_are_read(api, draft):
    where = f"/invoices/{draft['id']}"
    assert refused(api.get(f"{where}/pdf")) == (409, "invoice_draft")
    api.send("POST", f"{where}/finalize", None)
    pdf = api.get(f"{where}/pdf")
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Disposition"] == 'attachment; filename="INV-2026-0001.pdf"'
    assert api.get(f"{where}/pdf").content == pdf.content
    assert refused(api.get(f"{where}/ubl")) == (422, "einvoice_incomplete")


def test_an_invoice_is_drafted_from_work(api, anders, theo):
    values = {"organization": anders.organization, "created_at": NOW, "updated_at": NOW}
    project = Project.objects.create(customer=anders, name="New boiler", name_sort="n", status="active", **values)
    entry = TimeEntry.objects.create(
        project=project, member=theo, day=NOW.date(), minutes=90, rate=Decimal(80), status="approved", **values
    )
    body = {"project": project.pk, "time": [entry.pk], "fees": [{"description": "Call-out", "unit_price": 50}]}
    made = api.send("POST", "/invoices/from-work", body)
    assert (made.status_code, made.json()["total"], made.json()["project"]) == (201, "170.00", project.pk)
    assert refused(api.send("POST", "/invoices/from-work", body)) == (409, "work_taken")
    again = api.send("POST", "/invoices/from-work", {"project": project.pk, "format": "summary"})
    assert refused(again) == (409, "nothing_to_bill")


@pytest.fixture
def approved(theo):
    """Makes an hour and a half of Theo's on a project."""

    def make(project: Project) -> TimeEntry:
        values = {"organization": project.organization, "created_at": NOW, "updated_at": NOW, "status": "approved"}
        return TimeEntry.objects.create(
            project=project, member=theo, day=NOW.date(), minutes=90, rate=Decimal(80), **values
        )

    return make


def test_work_of_several_projects_is_drafted_on_one_invoice(api, anders, approved):
    first, second = (an_active_project(anders, name) for name in ("Boiler", "Radiators"))
    approved(first)
    approved(second)
    made = api.send("POST", "/invoices/from-work", {"project": first.pk, "beside": [second.pk, first.pk, second.pk]})
    assert (made.status_code, made.json()["total"], made.json()["project"]) == (201, "240.00", None)
    assert [line["description"] for line in made.json()["lines"]] == ["Boiler", "Radiators"]


def test_projects_of_two_customers_are_not_billed_together(api, anders, a_customer, foreign_customer, otto):
    first, other = an_active_project(anders, "Boiler"), an_active_project(a_customer("Quay"), "Chairs")
    told = api.send("POST", "/invoices/from-work", {"project": first.pk, "beside": [other.pk]})
    assert refused(told) == (422, "validation_error")
    assert [problem["field"] for problem in told.json()["errors"]] == ["beside"]
    with inside(foreign_customer.organization):
        foreign = an_active_project(foreign_customer, "Theirs")
    for pk in (foreign.pk, 4_000):
        told = api.send("POST", "/invoices/from-work", {"project": first.pk, "beside": [pk]})
        assert refused(told) == (404, "not_found")


def test_a_fixed_fee_covers_time_in_the_api(api, anders, approved):
    project = an_active_project(anders, "Boiler")
    entry = approved(project)
    body = {"project": project.pk, "covered": True}
    told = api.send("POST", "/invoices/from-work", body)
    assert (refused(told), told.json()["errors"][0]["field"]) == ((422, "validation_error"), "fees")
    fee = {"description": "Survey", "unit": "lump_sum", "unit_price": "500"}
    made = api.send("POST", "/invoices/from-work", body | {"fees": [fee]})
    assert [line["net"] for line in made.json()["lines"]] == ["500.00"]
    assert BilledTime.objects.get().entry == entry


@pytest.mark.parametrize("name", ["time", "expenses"])
def test_work_of_another_organisation_is_like_unknown_work(api, anders, outpost, otto, foreign_customer, name):
    rows = []
    for customer, member in ((foreign_customer, otto), (anders, None)):
        with inside(customer.organization):
            values = {"organization": customer.organization, "created_at": NOW, "updated_at": NOW}
            project = Project.objects.create(customer=customer, name="P", name_sort="p", status="active", **values)
            if member:
                values |= {"project": project, "member": member, "day": NOW.date(), "status": "approved"}
                model, more = (
                    (TimeEntry, {"minutes": 60}) if name == "time" else (Expense, {"amount": 5, "category": "meals"})
                )
                rows.append(model.objects.create(**values, **more).pk)
    for pk in (rows[0], 4_000):
        response = api.send("POST", "/invoices/from-work", {"project": project.pk, name: [pk]})
        assert refused(response) == (409, "work_taken")
    assert not Invoice.objects.exists()


def test_invoices_are_listed_with_a_constant_number_of_queries(
    api, draft, final, anders, django_assert_max_num_queries
):
    api.send("POST", "/invoices", {"customer": anders.pk, "lines": [LINE], "issue_date": "2026-01-01"})
    with django_assert_max_num_queries(12):
        listed = api.get("/invoices?sort=issue_date").json()
    assert (listed["count"], listed["items"][0]["issue_date"]) == (2, "2026-01-01")
    for query, count in (
        ("status=draft", 1),
        ("status=draft&status=sent", 2),
        ("overdue=true", 0),
        (f"customer={anders.pk}", 2),
        ("kind=credit_note", 0),
        ("currency=gbp", 2),
        ("number=INV-", 1),
        ("issued_to=2026-06-01", 1),
    ):
        assert api.get(f"/invoices?{query}").json()["count"] == count, query


def test_how_invoices_are_numbered_is_read_and_changed(api, draft):
    assert api.get("/invoices/numbering").json()["invoice_pattern"] == "INV-{year}-{number}"
    changed = api.send("PATCH", "/invoices/numbering", {"invoice_pattern": "R{number}", "digits": 6})
    told = {"invoice_pattern": "R{number}", "credit_note_pattern": "CN-{year}-{number}", "digits": 6, "version": 2}
    assert (changed.json(), changed["ETag"]) == (told, '"2"')
    stale = api.send("PATCH", "/invoices/numbering", {"digits": 3}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"], stale.json()["current"]) == (409, "version_conflict", told)
    wrong = api.send("PATCH", "/invoices/numbering", {"invoice_pattern": "R"})
    assert [error["field"] for error in wrong.json()["errors"]] == ["invoice_pattern"]
    assert api.send("POST", f"/invoices/{draft['id']}/finalize", None).json()["number"] == "R000001"


def test_the_same_key_makes_one_invoice(api, anders):
    for _ in range(2):
        api.send("POST", "/invoices", {"customer": anders.pk}, headers={"Idempotency-Key": "one"})
    assert Invoice.objects.count() == 1


def test_where_invoices_are_switched_off_there_are_none(api, draft, olive):
    olive.organization.disabled_features = ["invoices"]
    olive.organization.save()
    assert refused(api.get("/invoices")) == (403, "feature_disabled")


def test_what_is_owed_after_a_credit_note_goes_back(api, final):
    where = f"/invoices/{final['id']}"
    payment = api.send("POST", f"{where}/payments", {"amount": final["total"]}).json()
    assert api.send("POST", f"{where}/credit", {}).status_code == 201
    assert api.get(where).json()["refund_due"] == final["total"]
    assert refused(api.send("POST", f"{where}/refunds", {"amount": "9999"})) == (422, "refund_exceeds_due")
    made = api.send("POST", f"{where}/refunds", {"amount": "11.00", "method": "cash", "reference": "R 1"})
    assert (made.status_code, made.json()["amount"], made.json()["method"]) == (201, "11.00", "cash")
    assert api.get(made["Location"]).json() == made.json()
    assert api.get(f"{where}/refunds").json()["items"] == [made.json()]
    shown = api.get(where).json()
    assert (shown["refunded_total"], float(shown["refund_due"])) == ("11.00", float(final["total"]) - 11)
    assert refused(api.delete(f"/payments/{payment['id']}")) == (409, "payment_refunded")
    assert api.delete(made["Location"]).status_code == 204
    assert api.get(where).json()["refund_due"] == final["total"]
