import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from clientele.background.models import Occasion
from clientele.background.operations.upkeep import forget_ended_tasks
from clientele.desk import health
from clientele.trail import walls
from clientele.upkeep.queries import readiness, schema

pytestmark = pytest.mark.django_db


def against():
    return readiness.reasons_against(at=timezone.now())


def test_a_sound_installation_is_ready_and_nothing_is_left_behind():
    assert against() == []
    assert Occasion.objects.count() == 0


def test_a_missing_trigger_counts_against_it():
    walls.remove_walls()
    try:
        assert "trail_entry_refuses_update is missing from the database." in against()
    finally:
        walls.build_walls()


def test_missing_migrations_count_against_it(monkeypatch):
    monkeypatch.setattr(schema, "missing_migrations", lambda: ["customers.0002"])
    assert against() == ["The database needs 1 step to this version."]


def test_a_full_disk_counts_against_it(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(100, 97, 3))
    assert against() == ["Only 3% of the disk is free."]


def test_a_data_folder_that_is_not_made_yet_is_no_trouble(settings, tmp_path):
    settings.DATA = tmp_path / "not" / "there"
    assert against() == []


def test_the_disk_of_the_database_counts_too(monkeypatch):
    def usage(path):
        return shutil._ntuple_diskusage(100, 97, 3) if path == Path("/elsewhere") else shutil._ntuple_diskusage(9, 1, 8)

    monkeypatch.setattr(readiness, "_kept_in", lambda: [Path("/tmp"), Path("/elsewhere/clientele.sqlite3")])
    monkeypatch.setattr(readiness, "_there", lambda path: Path("/elsewhere") if "elsewhere" in str(path) else path)
    monkeypatch.setattr(shutil, "disk_usage", usage)
    assert against() == ["Only 3% of the disk is free."]


def test_work_that_waits_counts_against_it():
    forget_ended_tasks.enqueue()
    assert against() == []
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=7))
    assert against() == ["Background work has waited for 7 minutes."]


def test_a_database_that_refuses_to_write_counts_against_it(monkeypatch):
    def refuse(**values):
        raise DatabaseError("attempt to write\n a readonly database")

    monkeypatch.setattr(Occasion.objects, "create", refuse)
    assert against() == ["The database says: attempt to write a readonly database"]


def test_the_pages_say_so_to_programs(monkeypatch):
    monkeypatch.setattr(health, "reasons", list)
    assert json.loads(Client().get("/readyz").content) == {"status": "ready"}
    monkeypatch.setattr(health, "reasons", lambda: ["No."])
    answer = Client().get("/readyz")
    assert (answer.status_code, json.loads(answer.content)) == (503, {"status": "not ready", "reasons": ["No."]})
    assert Client().get("/livez").status_code == 200


def test_asking_often_looks_once():
    looked = []
    remembered = readiness.remembered(lambda: looked.append(1) or ["no"])
    assert remembered() == remembered() == ["no"]
    assert len(looked) == 1
