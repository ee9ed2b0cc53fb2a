import pytest

from clientele.kit import sealed
from clientele.kit.sealed import CannotOpen, Keeper, fresh_key, is_sealed, reseal, seal, unseal

OF = "user 7, totp secret"


def test_a_secret_is_read_back_only_where_it_belongs():
    text = seal("JBSWY3DP ☕", of=OF)
    assert is_sealed(text)
    assert "JBSWY3DP" not in text
    assert unseal(text, of=OF) == "JBSWY3DP ☕"
    with pytest.raises(CannotOpen, match="user 8, totp secret is not its own: it was put there from user 7"):
        unseal(text, of="user 8, totp secret")


def test_the_same_secret_is_never_stored_as_the_same_text():
    assert seal("a", of=OF) != seal("a", of=OF)


def test_a_changed_text_and_a_clear_one_are_refused():
    text = seal("JBSWY3DP", of=OF)
    with pytest.raises(CannotOpen, match="damaged"):
        unseal(text[:-9] + ("A" if text[-9] != "A" else "B") + text[-8:], of=OF)
    with pytest.raises(CannotOpen, match="not encrypted") as refused:
        unseal("JBSWY3DP", of=OF)
    assert "JBSWY3DP" not in str(refused.value)


def test_an_older_key_opens_until_it_is_taken_out(settings):
    text = seal("JBSWY3DP", of=OF)
    older = settings.SEALING_KEYS
    settings.SEALING_KEYS = [fresh_key(), *older]
    assert unseal(text, of=OF) == "JBSWY3DP"
    newer = reseal(text, of=OF)
    assert newer != text
    assert reseal(newer, of=OF) == newer
    settings.SEALING_KEYS = settings.SEALING_KEYS[:1]
    assert unseal(newer, of=OF) == "JBSWY3DP"
    with pytest.raises(CannotOpen, match="CLIENTELE_KEYS lacks the key"):
        unseal(text, of=OF)


def test_a_keeper_is_known_once():
    with pytest.raises(ValueError, match="kept twice"):
        sealed.keep(Keeper("second factors", lambda lock: iter(())))
