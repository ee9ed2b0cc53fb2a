"""Which of the four starting roles may do what: every address and method is declared, and none is missing."""

import pytest
from django.db import transaction

from clientele.accounts.choices import RoleKind
from clientele.accounts.models import Role
from tests.authorisation.routes import Route, organization_routes
from tests.authorisation.stage import set_stage, values_for
from tests.authorisation.table import LEAST_ROLE

ROUTES = organization_routes()
LADDER = (RoleKind.MEMBER, RoleKind.LEAD, RoleKind.ADMIN, RoleKind.OWNER)
DENIED = {403, 404}


def least_role(route: Route, method: str, client, dana, props) -> str:
    """The lowest role that is not turned away, or `nobody` where the method is not offered."""
    answers = [_status(route, method, client, dana, props, kind) for kind in LADDER]
    if set(answers) == {405}:
        return "nobody"
    allowed = [status not in DENIED for status in answers]
    assert allowed == sorted(allowed), f"a higher role may do less: {dict(zip(LADDER, answers, strict=True))}"
    assert max(answers) < 500
    return str(LADDER[allowed.index(True)]) if True in allowed else "nobody"


def _status(route: Route, method: str, client, dana, props, kind: str) -> int:
    with transaction.atomic():
        dana.role = Role.objects.get(kind=kind)
        dana.save()
        path = route.path("brightwater", values_for(route.name, route.takes, props))
        status = client.generic(method, path).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_the_least_role_is_as_declared(route, olive, dana, sign_in):
    props, client = set_stage(olive), sign_in(dana)
    found = {method: least_role(route, method, client, dana, props) for method in route.methods}
    line = f'"{route.name}": "{" ".join(f"{method}:{role}" for method, role in found.items() if role != "nobody")}",'
    assert route.name in LEAST_ROLE, f"not declared; if this is meant, add to tests/authorisation/table.py: {line}"
    assert f'"{route.name}": "{LEAST_ROLE[route.name]}",' == line


def test_nothing_is_declared_that_is_not_there():
    assert LEAST_ROLE.keys() - {route.name for route in ROUTES} == set()
