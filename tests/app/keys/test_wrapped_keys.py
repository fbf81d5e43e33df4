"""Wrapped keys beside a file: who opens it, who no longer does, and what a spoilt file of keys gives."""

from __future__ import annotations

import json
import pickle  # ruff: ignore[suspicious-pickle-import] (it must not work)
from pathlib import Path

import pytest

from app.kernel.errors import KeysDamaged, KeysMissing, SignInFailed
from app.keys import wrapping
from app.keys.data_key import DataKey
from app.keys.door import unlock
from app.keys.ring import KeyRing
from app.keys.sidecar import copy_sidecar, keys_path, names_key, read_sidecar
from app.keys.wrapping import Costs

KEY = DataKey.fresh()
CHEAP = Costs(rounds=1, memory_kib=64, lanes=1)
PASSWORD, OTHERS = "correct horse", "battery staple"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return tmp_path / "books.premia"


@pytest.fixture
def ring(books: Path) -> KeyRing:
    ring = KeyRing(books, KEY, CHEAP)
    ring.grant("Olha", PASSWORD)
    return ring


def test_a_password_gives_the_key_however_the_login_is_written(ring: KeyRing, books: Path) -> None:
    ring.grant("ivan", OTHERS)
    assert unlock(books, "olha ", PASSWORD) == KEY
    assert unlock(books, "IVAN", OTHERS) == KEY


@pytest.mark.usefixtures("ring")
@pytest.mark.parametrize(("login", "password"), [("Olha", OTHERS), ("nobody", PASSWORD), ("", ""), ("Olha", "\ud800")])
def test_a_wrong_login_and_a_wrong_password_give_the_same(books: Path, login: str, password: str) -> None:
    with pytest.raises(SignInFailed) as told:
        unlock(books, login, password)
    assert told.value.values == {}


@pytest.mark.usefixtures("ring")
def test_an_unknown_login_costs_what_a_wrong_password_costs(books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Costs] = []
    monkeypatch.setattr(wrapping, "stretched", lambda _password, _salt, costs: asked.append(costs))
    with pytest.raises(SignInFailed):
        unlock(books, "nobody", PASSWORD)
    assert asked == [CHEAP]


@pytest.mark.usefixtures("ring")
def test_the_file_tells_neither_logins_nor_the_key(books: Path) -> None:
    text = keys_path(books).read_text("utf-8").lower()
    assert "olha" not in text
    assert KEY.raw.hex() not in text
    assert keys_path(books).stat().st_mode & 0o077 == 0


def test_who_is_revoked_opens_nothing(ring: KeyRing, books: Path) -> None:
    ring.grant("ivan", OTHERS)
    ring.revoke("Ivan")
    with pytest.raises(SignInFailed):
        unlock(books, "ivan", OTHERS)
    assert ring.holders(["Olha", "ivan"]) == {"Olha"}


def test_a_new_password_opens_beside_the_old_one_until_somebody_comes_in(ring: KeyRing, books: Path) -> None:
    ring.grant("olha", OTHERS)
    assert unlock(books, "olha", PASSWORD) == unlock(books, "olha", OTHERS) == KEY
    ring.settle("olha", OTHERS, ["Olha"])
    assert unlock(books, "olha", OTHERS) == KEY
    with pytest.raises(SignInFailed):
        unlock(books, "olha", PASSWORD)


def test_wrappings_of_nobody_go_when_somebody_comes_in(ring: KeyRing, books: Path) -> None:
    ring.grant("ghost", OTHERS)
    ring.settle("olha", PASSWORD, ["Olha"])
    assert len(read_sidecar(books).slots) == 1


def test_a_wrapping_cannot_be_passed_off_as_anothers(ring: KeyRing, books: Path) -> None:
    ring.grant("ivan", OTHERS)
    told = json.loads(keys_path(books).read_text("utf-8"))
    first, second = told["slots"]
    first["login"], second["login"] = second["login"], first["login"]
    keys_path(books).write_text(json.dumps(told), "utf-8")
    with pytest.raises(SignInFailed):
        unlock(books, "ivan", PASSWORD)


@pytest.mark.usefixtures("ring")
def test_every_changed_byte_of_a_wrapping_is_noticed(books: Path) -> None:
    text = keys_path(books).read_bytes()
    sealed = json.loads(text)["slots"][0]["aes_256_gcm"]["wrapped"].encode()
    for place in (0, 20, 40):
        other = b"A" if sealed[place : place + 1] != b"A" else b"B"
        changed = sealed[:place] + other + sealed[place + 1 :]
        keys_path(books).write_bytes(text.replace(sealed, changed))
        with pytest.raises(SignInFailed):
            unlock(books, "olha", PASSWORD)


def test_lost_keys_are_told_and_given_anew(ring: KeyRing, books: Path) -> None:
    keys_path(books).unlink()
    with pytest.raises(KeysMissing):
        unlock(books, "olha", PASSWORD)
    ring.grant("olha", OTHERS)
    assert unlock(books, "olha", OTHERS) == KEY


def changed(**fields: object) -> str:
    told = {"format": "premia-keys", "version": 1, "key_id": "0" * 16, "salt": "AAAAAAAAAAAAAAAAAAAAAA==", "slots": []}
    return json.dumps({**told, **fields})


def slot(**costs: object) -> dict[str, object]:
    argon = {"rounds": 1, "memory_kib": 64, "lanes": 1, "salt": "AAAAAAAAAAAAAAAAAAAAAA=="}
    cipher = {"nonce": "AAAAAAAAAAAAAAAA", "wrapped": "A" * 64}
    return {"login": "0" * 32, "argon2id": {**argon, **costs}, "aes_256_gcm": cipher}


SPOILT = {
    "nothing": "",
    "no JSON": "{",
    "no object": "[1]",
    "not ours": '{"format": "other"}',
    "newer": changed(version=2),
    "a number for a list": changed(slots=7),
    "too many": changed(slots=[slot()] * 1001),
    "a short salt": changed(salt="AAAA"),
    "not base64": changed(salt="%" * 24),
    "a key's name of another form": changed(key_id="x"),
    "all the computer's memory": changed(slots=[slot(memory_kib=1 << 30)]),
    "for ever": changed(slots=[slot(rounds=10**9)]),
    "no memory at all": changed(slots=[slot(memory_kib=1)]),
    "a truth value": changed(slots=[slot(rounds=True)]),
    "deep": "[" * 200_000,
    "far too long": " " * ((1 << 20) + 1),
}


@pytest.mark.parametrize("case", sorted(SPOILT))
def test_a_spoilt_file_of_keys_is_told_at_once(books: Path, case: str) -> None:
    keys_path(books).write_text(SPOILT[case], "utf-8")
    with pytest.raises(KeysDamaged):
        unlock(books, "olha", PASSWORD)
    assert not names_key(books, KEY)


def test_what_is_called_spoilt_differs_from_what_is_not() -> None:
    assert json.loads(changed(slots=[slot()]))["slots"]


@pytest.mark.usefixtures("ring")
def test_keys_go_with_a_copy(books: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.premia"
    copy_sidecar(books, copy)
    assert unlock(copy, "olha", PASSWORD) == KEY
    copy_sidecar(tmp_path / "plain.premia", tmp_path / "other.premia")
    assert not keys_path(tmp_path / "other.premia").exists()


def test_a_key_shows_itself_nowhere() -> None:
    assert KEY.raw.hex() not in f"{KEY!r} {KEY} {KEY.id}"
    with pytest.raises(TypeError):
        pickle.dumps(KEY)
