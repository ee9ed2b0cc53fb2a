"""Secrets of second factors are unreadable where they are stored, and read only by the row they belong to."""

import importlib
import json
import time
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.apps import apps
from django.db import connection

from clientele.accounts.operations.second_factors import reset_second_factors
from clientele.kit.sealed import CannotOpen, fresh_key, is_sealed, unseal
from clientele.trail.models import Entry
from clientele.upkeep.operations.keys import rotate_keys
from clientele.upkeep.queries.invariants.secrets import closed_secrets
from tests.cast import NOW


def code_for(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def stored(row):
    """The data as it lies in the database, past the model."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator WHERE id = %s", [row.pk])
        (data,) = cursor.fetchone()
    return json.loads(data) if isinstance(data, str) else data


def overwrite(row, data):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE mfa_authenticator SET data = %s WHERE id = %s", [json.dumps(data), row.pk])


@pytest.fixture
def secret():
    return generate_totp_secret()


@pytest.fixture
def totp(olive, secret):
    return TOTP.activate(olive.user, secret).instance


@pytest.fixture
def codes(olive):
    return RecoveryCodes.activate(olive.user).instance


def again(row):
    return Authenticator.objects.get(pk=row.pk).wrap()


def test_a_code_is_checked_against_a_secret_that_is_stored_sealed(totp, secret):
    assert is_sealed(stored(totp)["secret"])
    assert secret not in json.dumps(stored(totp))
    assert again(totp).validate_code(code_for(secret))


def test_recovery_codes_work_once_and_stay_sealed(codes):
    first, *rest = RecoveryCodes(codes).generate_codes()
    assert again(codes).validate_code(first)
    assert not again(codes).validate_code(first)
    assert again(codes).get_unused_codes() == rest
    again(codes).mark_as_viewed()
    assert is_sealed(stored(codes)["seed"])


def test_a_secret_moved_to_another_person_is_refused(totp, secret, theo):
    other = TOTP.activate(theo.user, generate_totp_secret()).instance
    overwrite(other, stored(totp))
    with pytest.raises(CannotOpen, match="not its own"):
        again(other).validate_code(code_for(secret))
    assert [finding for finding in closed_secrets() if f"user {theo.user.pk}, totp secret is not its own" in finding]


def test_a_clear_secret_put_into_the_database_is_refused(totp, secret):
    overwrite(totp, {"secret": secret})
    with pytest.raises(CannotOpen):
        again(totp).validate_code(code_for(secret))


def test_without_its_key_a_secret_is_told_closed_and_left_as_it_is(totp, secret, settings):
    settings.SEALING_KEYS = [fresh_key()]
    with pytest.raises(CannotOpen, match="CLIENTELE_KEYS lacks the key"):
        again(totp).validate_code(code_for(secret))
    before = stored(totp)
    done = rotate_keys()
    assert (done.kept, done.changed, len(done.closed)) == (1, 0, 1)
    assert stored(totp) == before


def test_every_secret_comes_under_the_newest_key(totp, codes, secret, settings):
    overwrite(codes, stored(codes) | {"migrated_codes": ["12345678", "87654321"]})
    again(codes).instance.save()
    settings.SEALING_KEYS = [fresh_key(), *settings.SEALING_KEYS]
    done = rotate_keys()
    assert (done.kept, done.changed, done.closed) == (4, 4, [])
    assert rotate_keys().changed == 0
    settings.SEALING_KEYS = settings.SEALING_KEYS[:1]
    assert again(totp).validate_code(code_for(secret))
    assert again(codes).get_unused_codes() == ["12345678", "87654321"]
    assert list(closed_secrets()) == []


def test_the_migration_seals_what_was_clear_and_can_be_taken_back(totp, codes, secret):
    seed = unseal(stored(codes)["seed"], of=f"user {codes.user_id}, recovery_codes seed")
    clear = {"seed": seed, "used_mask": 5, "migrated_codes": ["12345678"]}
    overwrite(totp, {"secret": secret})
    overwrite(codes, clear)
    migration = importlib.import_module("clientele.accounts.migrations.0010_sealed_second_factors")
    editor = SimpleNamespace(connection=connection, execute=lambda statement: None)
    migration.seal_what_is_clear(apps, editor)
    migration.seal_what_is_clear(apps, editor)
    text = json.dumps([stored(totp), stored(codes)])
    assert not any(word in text for word in (secret, seed, "12345678"))
    assert again(totp).validate_code(code_for(secret))
    assert again(codes).validate_code("12345678")


def test_a_reset_takes_every_factor_off_an_account_and_its_teams_read_of_it(totp, codes, olive, theo, organization):
    TOTP.activate(theo.user, generate_totp_secret())
    assert reset_second_factors(olive.user, at=NOW) == 2
    assert [row.user for row in Authenticator.objects.all()] == [theo.user]
    entry = Entry.objects.get(name="accounts.second_factor_reset")
    assert (entry.subject_id, entry.author, entry.at) == (olive.pk, "", NOW)
    assert reset_second_factors(olive.user, at=NOW) == 0
    assert Entry.objects.filter(name="accounts.second_factor_reset").count() == 1
