"""Chooses database and data folder before Django reads its settings, which no conftest.py is in time for."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Generator

import pytest

from tests.environment.postgresql import postgresql_url
from tests.environment.postgresql_binaries import PostgresqlMissing

KEY = "b25seS1mb3ItdGVzdHMtMDEyMzQ1Njc4OWFiY2RlZi0="


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    if "PYTEST_XDIST_WORKER" not in os.environ:  # a worker inherits what was chosen
        _choose()
    return (yield)


def _choose() -> None:
    folder = tempfile.mkdtemp(prefix="clientele-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["CLIENTELE_DATA"] = folder
    os.environ["CLIENTELE_DEVELOPMENT"] = "1"
    os.environ.pop("EMAIL_URL", None)
    os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0123456789abcdef" * 4)
    os.environ.setdefault("CLIENTELE_KEYS", KEY)
    os.environ.pop("CLIENTELE_BACKUP_KEY", None)
    if os.environ.setdefault("CLIENTELE_TEST_DB", "sqlite") == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/clientele.sqlite3"
        return
    try:
        os.environ["DATABASE_URL"] = postgresql_url()
    except PostgresqlMissing as missing:
        raise pytest.UsageError(str(missing)) from None
