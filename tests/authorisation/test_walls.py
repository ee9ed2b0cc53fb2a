"""Every address, asked for by everybody who must not be answered: nothing is shown and nothing changes."""

import pytest
from django.test import Client

from clientele.kit.tenancy import inside
from tests.authorisation.routes import Route, organization_routes
from tests.authorisation.stage import digest_of_everything, set_stage, values_for, without_permissions

ROUTES = organization_routes()
#: What every member may open, whatever their role: the way in, the team's names, and their own keys.
FOR_EVERY_MEMBER = {
    "palette:answers",
    "people:organization_home",
    "settings:index",
    "settings:team",
    "settings:token_new",
    "settings:tokens",
}

each_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)


def ask(client: Client, route: Route, organization: str, props: dict) -> dict[str, int]:
    """The status of each method; a redirect to the sign-in page counts as 401."""
    path = route.path(organization, values_for(route.name, route.takes, props))
    answers = {}
    for method in route.methods:
        response = client.generic(method, path)
        location = response.headers.get("Location", "")
        answers[method] = 401 if "/accounts/login/" in location else response.status_code
        assert b"Canary" not in response.content
    return answers


@each_route
def test_nobody_is_answered_without_signing_in(route, olive):
    props = set_stage(olive)
    before = digest_of_everything()
    assert set(ask(Client(), route, "brightwater", props).values()) == {401}
    assert digest_of_everything() == before


@each_route
def test_another_firms_member_finds_nothing(route, olive, otto, sign_in):
    props, client = set_stage(olive), sign_in(otto)
    before = digest_of_everything()
    assert set(ask(client, route, "brightwater", props).values()) == {404}
    assert digest_of_everything() == before


@each_route
def test_another_firms_ids_lead_nowhere_in_ones_own(route, olive, otto, sign_in):
    if not route.takes:
        pytest.skip("takes no id")
    foreign = set_stage(otto)
    set_stage(olive)
    client = sign_in(olive)
    before = digest_of_everything()
    assert set(ask(client, route, "brightwater", foreign).values()) <= {404, 405}
    assert digest_of_everything() == before


@each_route
def test_somebody_who_left_finds_nothing(route, olive, dana, sign_in):
    props = set_stage(olive)
    client = sign_in(dana)
    dana.is_active = False
    dana.save()
    before = digest_of_everything()
    assert set(ask(client, route, "brightwater", props).values()) == {404}
    assert digest_of_everything() == before


@each_route
def test_a_role_without_permissions_opens_nothing(route, olive, theo, sign_in):
    if route.name in FOR_EVERY_MEMBER:
        pytest.skip("open to every member")
    props = set_stage(olive)
    client = sign_in(theo)
    with inside(theo.organization):
        without_permissions(theo)
    before = digest_of_everything()
    assert set(ask(client, route, "brightwater", props).values()) <= {403, 404, 405}
    assert digest_of_everything() == before
