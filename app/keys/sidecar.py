"""The file of wrapped keys, ``<name>.keys`` beside a company file: JSON, written whole or not at all.

Of a login it holds a keyed hash, not the text: the file tells nobody who works here. A login may have two wrappings for
a moment, the old and the new one of a password that is being changed.
"""

from __future__ import annotations

import hmac
import json
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from shutil import copymode

from app.kernel.errors import KeysDamaged, KeysMissing
from app.kernel.ids import name_key
from app.keys.data_key import KEY_BYTES, DataKey
from app.keys.door import SUFFIX
from app.keys.wrapping import NONCE_BYTES, SALT_BYTES, TAG_BYTES, Costs, Wrapped

FORMAT = "premia-keys"
VERSION = 1
MOST_BYTES = 1 << 20
MOST_SLOTS = 1000


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapping; ``login`` is the keyed hash of a login."""

    login: str
    wrapped: Wrapped


@dataclass(frozen=True, slots=True)
class Sidecar:
    """All wrappings of one data key."""

    key_id: str
    salt: bytes
    slots: tuple[Slot, ...] = ()

    @classmethod
    def empty(cls, key: DataKey) -> Sidecar:
        """Nobody's yet."""
        return cls(key.id, os.urandom(SALT_BYTES))

    def mark(self, login: str) -> str:
        """How a login, however it is written, is named here."""
        return hmac.new(self.salt, name_key(login).encode("utf-8", "surrogatepass"), sha256).hexdigest()[:32]

    def about(self, mark: str) -> bytes:
        """What a wrapping is bound to."""
        return f"{FORMAT} {VERSION} {self.key_id} {mark}".encode()

    def of(self, login: str) -> tuple[Slot, ...]:
        """The wrappings of a login."""
        mark = self.mark(login)
        return tuple(slot for slot in self.slots if slot.login == mark)

    def without(self, gone: tuple[Slot, ...]) -> Sidecar:
        """All but those."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot not in gone))


def keys_path(path: Path) -> Path:
    """Where the wrapped keys of the company file at ``path`` lie."""
    return path.with_name(path.name + SUFFIX)


def read_sidecar(path: Path) -> Sidecar:
    """The wrapped keys of the company file at ``path``. Raises KeysMissing, KeysDamaged."""
    file = keys_path(path)
    try:
        with file.open("rb") as opened:
            text = opened.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise KeysMissing(path=str(file)) from error
    except OSError as error:
        raise KeysDamaged(path=str(file)) from error
    try:
        return _sidecar(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KeysDamaged(path=str(file)) from error


def write_sidecar(path: Path, sidecar: Sidecar) -> None:
    """Put the wrapped keys beside the company file at ``path``, in one step, on the disk when this returns."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "key_id": sidecar.key_id,
        "salt": _text(sidecar.salt),
        "slots": [_told(slot) for slot in sidecar.slots],
    }
    _put(path, json.dumps(told, indent=1).encode())


def copy_sidecar(path: Path, target: Path) -> None:
    """Put the wrapped keys of ``path``, where it has any, beside its copy at ``target``."""
    try:
        text = keys_path(path).read_bytes()
    except FileNotFoundError:
        return
    _put(target, text)


def remove_sidecar(path: Path) -> None:
    """Take the wrapped keys of ``path`` away."""
    keys_path(path).unlink(missing_ok=True)


def names_key(path: Path, key: DataKey) -> bool:
    """Whether the wrapped keys beside ``path`` are those of ``key``; no, where there are none that can be read."""
    try:
        return hmac.compare_digest(read_sidecar(path).key_id, key.id)
    except (KeysMissing, KeysDamaged):
        return False


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _put(path: Path, text: bytes) -> None:
    """Write the wrapped keys of ``path`` for those who may read ``path`` itself, and for nobody else."""
    file = keys_path(path)
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        if path.exists():
            copymode(path, part)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(file.parent)


def _told(slot: Slot) -> dict[str, object]:
    costs, wrapped = slot.wrapped.costs, slot.wrapped
    return {
        "login": slot.login,
        "argon2id": {
            "rounds": costs.rounds,
            "memory_kib": costs.memory_kib,
            "lanes": costs.lanes,
            "salt": _text(wrapped.salt),
        },
        "aes_256_gcm": {"nonce": _text(wrapped.nonce), "wrapped": _text(wrapped.sealed)},
    }


def _sidecar(told: dict[str, object]) -> Sidecar:
    slots = told["slots"]
    if (told["format"], told["version"]) != (FORMAT, VERSION) or not isinstance(slots, list) or len(slots) > MOST_SLOTS:
        raise ValueError("no file of wrapped keys")
    return Sidecar(_hex(told["key_id"], 16), _bytes(told["salt"], SALT_BYTES), tuple(_slot(slot) for slot in slots))


def _slot(told: dict[str, dict[str, object]]) -> Slot:
    argon, cipher = told["argon2id"], told["aes_256_gcm"]
    costs = Costs(_whole(argon["rounds"]), _whole(argon["memory_kib"]), _whole(argon["lanes"]))
    if not costs.bearable:
        raise ValueError("costs that nobody would ask for")
    salt, nonce = _bytes(argon["salt"], SALT_BYTES), _bytes(cipher["nonce"], NONCE_BYTES)
    return Slot(_hex(told["login"], 32), Wrapped(costs, salt, nonce, _bytes(cipher["wrapped"], KEY_BYTES + TAG_BYTES)))


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()


def _bytes(told: object, length: int) -> bytes:
    raw = b64decode(str(told), validate=True)
    if len(raw) != length:
        raise ValueError("a field of another length")
    return raw


def _hex(told: object, length: int) -> str:
    text = str(told)
    if len(text) != length or not set(text) <= set("0123456789abcdef"):
        raise ValueError("no hexadecimal text of that length")
    return text


def _whole(told: object) -> int:
    if type(told) is not int:
        raise TypeError("no whole number")
    return told
