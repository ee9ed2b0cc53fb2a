"""The API against its own document: generated requests of each role, right ones and wrong ones.

`CLIENTELE_API_EXAMPLES=50` tries that many for each route, role and kind of request, with new ones every time.
"""

import os
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from clientele.customers.operations import add_contact, add_note, create_tag
from clientele.exchange.operations import choose_file
from clientele.trail.models import Entry
from tests.api.conftest import a_token
from tests.api.test_references import MEANS, a_dismissal, an_invitation, billed, spent
from tests.cast import NOW

EXAMPLES = int(os.environ.get("CLIENTELE_API_EXAMPLES", "3"))
RULES_REFUSE = ["2xx", "304", "401", "403", "404", "409", "422", "429"]


@pytest.fixture
def schema(db: None) -> Iterator[Any]:
    """The document as it is served, by the application as it runs, in the transaction of the test."""
    config = SchemathesisConfig.from_dict({"checks": {"positive_data_acceptance": {"expected-statuses": RULES_REFUSE}}})
    application = get_wsgi_application()
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=config)
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)


@pytest.fixture
def known(anders, olive, theo) -> dict[str, int]:
    """An id that exists, for each resource."""
    contact = add_contact(anders, values={"name": "Ingrid"}, by=olive, at=NOW)
    note = add_note(anders, kind="meeting", body="Said", by=theo, at=NOW)
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
        "duplicate-dismissals": a_dismissal(anders, olive),
        "invitations": an_invitation(olive),
        **spent(theo, anders),
        **billed(anders, olive),
        "imports": choose_file(BytesIO(b"Name\nNew\n"), name="new.csv", by=olive, at=NOW).pk,
    }


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("role", ["olive", "dana", "theo", "only reading"])
def test_no_request_breaks_the_api_and_every_answer_is_in_the_document(role, mode, schema, known, request):
    member = request.getfixturevalue("olive" if role == "only reading" else role)
    headers = {"Authorization": f"Bearer {a_token(member, read_only=role == 'only reading')}"}
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 30
    for operation in operations:
        tried(operation, mode, headers, known)


def tried(operation: Any, mode: GenerationMode, headers: dict[str, str], known: dict[str, int]) -> None:
    """Try one route with generated requests, half of them about records that exist."""

    @settings(
        max_examples=EXAMPLES,
        derandomize="CLIENTELE_API_EXAMPLES" not in os.environ,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(mode))
    def try_one(case: Any) -> None:
        if mode is GenerationMode.POSITIVE:
            _about_what_exists(case, known)
        response = case.call(headers=headers)
        case.validate_response(response, headers=headers)

    try_one()


def _about_what_exists(case: Any, known: dict[str, int]) -> None:
    resource = case.operation.path.split("/")[1]
    if case.path_parameters and next(iter(case.path_parameters.values())) % 3:
        case.path_parameters = {name: known[MEANS.get(name, resource)] for name in case.path_parameters}
    for name, target in (
        ("customer", "customers"),
        ("first", "customers"),
        ("role", "roles"),
        ("into", "tags"),
        ("project", "projects"),
        ("user", "members"),
    ):
        if isinstance(case.body, dict) and name in case.body:
            case.body[name] = known[target]
