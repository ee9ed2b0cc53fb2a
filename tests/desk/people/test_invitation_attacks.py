"""Whatever Eve tries with an invitation, she is not in the firm afterwards, and nobody rose."""

from datetime import timedelta
from inspect import isfunction

import pytest

from clientele.kit.secrets import digest_of
from tests.desk.people import attacks
from tests.desk.people.scene import Scene, set_scene

ATTACKS = [
    attack
    for name, attack in vars(attacks).items()
    if isfunction(attack) and attack.__module__ == attacks.__name__ and not name.startswith("_")
]


@pytest.fixture
def scene(db: None) -> Scene:
    return set_scene()


def test_there_are_attacks_enough():
    assert len(ATTACKS) >= 25


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_on_an_invitation_fails(scene, attack):
    attack(scene)
    assert not scene.in_the_firm(scene.eve)
    assert scene.in_the_firm(scene.theo.user) == "member"


def test_an_invitation_lasts_a_week(scene):
    assert scene.invitation.expires_at - scene.invitation.created_at == timedelta(days=7)
    assert scene.invitation.digest == digest_of(scene.secret)
