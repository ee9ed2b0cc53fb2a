"""Fills a database with one of everything that is hard to carry over, and prints what it is like."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import django

django.setup()

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: E402
from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402
from django.conf import settings  # noqa: E402

from clientele.accounts.operations.organization import create_organization  # noqa: E402
from clientele.accounts.operations.people import create_user  # noqa: E402
from clientele.accounts.queries import membership_of  # noqa: E402
from clientele.customers.operations import add_contact, add_note, create_customer, update_customer  # noqa: E402
from clientele.kit.tenancy import inside  # noqa: E402
from clientele.trail.sealing import seal_entries, settled  # noqa: E402

SECRET = "CANARYCANARYCANARYCANARYCANARYCA"
AT = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)


def fill(number: int) -> None:
    owner = create_user(email="ingrid@firm.example", name="Ingrid Søberg", password="warm-radiators", at=AT)
    firm = create_organization(name="Firm “Ü” & Co", slug="firm", owner=owner, at=AT, tax_rate="17.125")
    TOTP.activate(owner, SECRET)
    RecoveryCodes.activate(owner)
    by = membership_of(owner, "firm")
    assert by
    with inside(firm):
        for place in range(number):
            values = {"name": f"Kunde №{place} 日本 ☕", "notes": "One\nTwo\t“three”", "tax_rate": "0.001"}
            customer = create_customer(values=values, tags=["Süd", "24 h"], by=by, at=AT)
            add_contact(customer, values={"name": "Åse O’Neil", "email": "ase@kunde.example"}, by=by, at=AT)
            add_note(customer, kind="decision", body="“Yes” – nothing\\escaped\n", by=by, at=AT)
            update_customer(customer, changes={"status": "inactive"}, by=by, at=AT)
    seal_entries(up_to=settled(), at=AT)
    folder = Path(settings.DATA) / "files" / "firm"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ünïcode.bin").write_bytes(bytes(range(256)) * 10)


if __name__ == "__main__":
    fill(int(sys.argv[1]))
