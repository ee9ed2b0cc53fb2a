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
    "people:logo",
    "people:organization_home",
    "settings:index",
    "settings:team",
    "settings:token_new",
    "settings:tokens",
}

each_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)


def ask(client: Client, route: Route, organization: str, props: dict) -> set[int]:
    """The statuses of all methods that the address has; a redirect to the sign-in page counts as 401."""
    path = route.path(organization, values_for(route.name, route.takes, props))
    answers = set()
    for method in route.methods:
        response = client.generic(method, path)
        location = response.headers.get("Location", "")
        answers.add(401 if "/accounts/login/" in location else response.status_code)
        assert b"Canary" not in response.content
    return answers - {405}


@each_route
def test_nobody_is_answered_without_signing_in(route, olive):
    props = set_stage(olive)
    before = digest_of_everything()
    assert ask(Client(), route, "brightwater", props) == {401}
    assert digest_of_everything() == before


@each_route
def test_another_firms_member_finds_nothing(route, olive, otto, sign_in):
    props, client = set_stage(olive), sign_in(otto)
    before = digest_of_everything()
    assert ask(client, route, "brightwater", props) == {404}
    assert digest_of_everything() == before


@each_route
def test_another_firms_ids_lead_nowhere_in_ones_own(route, olive, otto, sign_in):
    if not route.takes:
        pytest.skip("takes no id")
    foreign = set_stage(otto)
    set_stage(olive)
    client = sign_in(olive)
    before = digest_of_everything()
    assert ask(client, route, "brightwater", foreign) == {404}
    assert digest_of_everything() == before


@each_route
def test_somebody_who_left_finds_nothing(route, olive, dana, sign_in):
    props = set_stage(olive)
    client = sign_in(dana)
    dana.is_active = False
    dana.save()
    before = digest_of_everything()
    assert ask(client, route, "brightwater", props) == {404}
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
    assert ask(client, route, "brightwater", props) <= {403, 404}
    assert digest_of_everything() == before
