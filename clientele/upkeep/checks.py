"""What `clientele check` looks at besides Django's own checks: settings that work, but not well."""

import os
import sqlite3
import stat
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection

from clientele.upkeep.queries.schema import too_new, too_old

LEAST_POSTGRESQL = 140_000
Messages = list[checks.CheckMessage]


def register_checks() -> None:
    """Only for `clientele check`, which asks for what matters in earnest."""
    for check in (check_reach, check_mail, check_data_folder, check_database):
        checks.register(check, "clientele", deploy=True)


def check_reach(**_: Any) -> Messages:
    """How people reach it."""
    found: Messages = []
    is_local = "localhost" in settings.BASE_URL or "127.0.0.1" in settings.BASE_URL
    if settings.DEVELOPMENT and not is_local:
        found.append(_error("Development is on where others reach it.", "CLIENTELE_DEVELOPMENT=0", "E001"))
    if not settings.IS_HTTPS and not is_local:
        hint = settings.BASE_URL.replace("http://", "BASE_URL=https://")
        found.append(_warning("Passwords travel unencrypted: BASE_URL is not https.", hint, "W001"))
    if settings.IS_HTTPS and not settings.TRUSTED_PROXIES:
        text = "TLS ends at a proxy, which is not trusted: everybody has one address, and shares its rate limits."
        found.append(_warning(text, "CLIENTELE_TRUSTED_PROXIES=1", "W002"))
    return found


def check_mail(**_: Any) -> Messages:
    """Whether mails leave."""
    if settings.DEVELOPMENT or "smtp" in settings.EMAIL_BACKEND:
        return []
    line = "EMAIL_URL=smtp+tls://user:password@mail.example.com:587"
    return [_warning("Mails are written to the outbox folder and sent to nobody.", line, "W003")]


def check_data_folder(**_: Any) -> Messages:
    """Whether the folder can be written, and the keys in it are read by us alone."""
    data = Path(settings.DATA)
    found: Messages = []
    if not os.access(data if data.exists() else data.parent, os.W_OK):
        found.append(_error(f"{data} cannot be written.", "CLIENTELE_DATA=/a/folder/of/yours", "E002"))
    for key in (data / "secret_key", data / "keys"):
        if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
            hint = f"Run: chmod 600 {key}"
            found.append(checks.Warning(f"Others can read {key.name}.", hint=hint, id="clientele.W004"))
    return found


def check_database(**_: Any) -> Messages:
    """Whether the database answers, is new enough and at this version."""
    try:
        return [*(_sqlite() if connection.vendor == "sqlite" else _postgresql()), *_schema()]
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        line = "DATABASE_URL=postgresql://user:password@localhost:5432/clientele"
        return [_error(f"The database does not answer: {reason}", line, "E003")]


def _sqlite() -> Messages:
    if sqlite3.sqlite_version_info < (3, 34):
        return [
            checks.Error("SQLite is older than 3.34 and cannot search.", hint="Upgrade Python.", id="clientele.E004")
        ]
    with connection.cursor() as cursor:
        state = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
    if state == "ok":
        return []
    return [checks.Error(f"The database is damaged: {state}", hint="Restore a backup.", id="clientele.E005")]


def _postgresql() -> Messages:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0])
        cursor.execute("SELECT count(*) FROM pg_available_extensions WHERE name IN ('pg_trgm', 'btree_gin')")
        extensions = cursor.fetchone()[0]
    found: Messages = []
    if version < LEAST_POSTGRESQL:
        found.append(checks.Error("PostgreSQL is older than 14.", hint="Upgrade it.", id="clientele.E006"))
    if extensions < 2:
        hint = "Install PostgreSQL's contrib package."
        found.append(checks.Error("PostgreSQL lacks pg_trgm or btree_gin.", hint=hint, id="clientele.E007"))
    return found


def _schema() -> Messages:
    if text := too_new():
        return [checks.Error(text, hint="Upgrade Clientele.", id="clientele.E008")]
    if text := too_old():
        return [checks.Error(text, hint="Run: clientele migrate", id="clientele.E009")]
    return []


def _error(text: str, line: str, number: str) -> checks.CheckMessage:
    return checks.Error(text, hint=f"Write this line: {line}", id=f"clientele.{number}")


def _warning(text: str, line: str, number: str) -> checks.CheckMessage:
    return checks.Warning(text, hint=f"Write this line: {line}", id=f"clientele.{number}")
