"""Adds so many drafts to an installation, with two lines each; answers nothing of interest."""

from datetime import UTC, datetime
from decimal import Decimal

from django.db import connection, transaction

from bench.seed import SLUG
from clientele.accounts.models import Member, Organization
from clientele.billing.models import Invoice, Line
from clientele.billing.operations import draft_invoice
from clientele.customers.operations import create_customer
from clientele.kit.rows import filled, insert_rows, write_rows
from clientele.kit.tenancy import inside

LINE = {"description": "Engineer, planned work", "quantity": 7, "unit": "hour", "unit_price": 62}


def answer(number: str) -> int:
    at = datetime.now(UTC)
    with inside(Organization.objects.get(slug=SLUG)), transaction.atomic():
        olive = Member.objects.select_related("user", "role", "organization").get()
        values = {"name": f"Month end {at:%H%M%S}", "email": "accounts@monthend.example"}
        values |= {"address_line1": "1 Mill Lane", "city": "Leeds", "country": "GB"}
        customer = create_customer(values=values, by=olive, at=at)
        first = draft_invoice(customer=customer, lines=[LINE], by=olive, at=at)
        shared = {"organization_id": olive.organization_id, "invoice_id": 0, "discount": Decimal(0), "unit": "hour"}
        tax = {"tax_category": "standard", "tax_rate": Decimal(20)}
        amounts = {"quantity": Decimal(7), "unit_price": Decimal(62), "net": Decimal(434)}
        drafts = insert_rows(Invoice, [_like(first) for _ in range(int(number) - 1)])
        write_rows(
            Line,
            [
                filled(
                    Line, **shared | tax | amounts | {"invoice_id": draft.pk, "position": place, "description": told}
                )
                for draft in drafts
                for place, told in enumerate(("Engineer, planned work", "Engineer, call-out"), 1)
            ],
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return len(drafts) + 1


def _like(first: Invoice) -> list[object]:
    return [None, *(getattr(first, field.attname) for field in Invoice._meta.concrete_fields[1:])]
