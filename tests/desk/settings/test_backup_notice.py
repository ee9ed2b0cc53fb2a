from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from clientele.upkeep.models import Backup

PAGE = "/brightwater/settings/"


def installed(**ago):
    MigrationRecorder(connection).migration_qs.update(applied=timezone.now() - timedelta(**ago))


@pytest.fixture
def old(db):
    installed(days=30)


def backup(**ago):
    Backup.objects.create(made_at=timezone.now() - timedelta(**ago), rows=1, size=1, is_encrypted=False)


def told(client, part="general/"):
    return "backup" in client.get(PAGE + part).content.decode()


def test_a_new_installation_is_left_in_peace_and_an_old_one_without_a_backup_is_told(olive, sign_in):
    client = sign_in(olive)
    assert not told(client)
    installed(hours=27)
    assert "No backup has been made yet" in client.get(PAGE + "general/").content.decode()


@pytest.mark.parametrize(
    "hours, words",
    [(25, ""), (27, "The last backup is older than a day"), (73, "The last backup is 3 days old")],
)
def test_a_backup_older_than_a_night_is_told(old, olive, sign_in, hours, words):
    backup(days=40)
    backup(hours=hours)
    text = sign_in(olive).get(PAGE + "general/").content.decode()
    assert (words in text) if words else ("backup" not in text)


def test_it_is_for_those_who_manage_the_organisation(old, olive, theo, sign_in):
    assert told(sign_in(olive), "team/")
    assert not told(sign_in(theo), "team/")
