"""Before an encrypted file is open: whether it asks for a key, and the key that a password gives.

What looks at a file is light, since every start does it; what unlocks is imported when somebody unlocks.
The key that the paper gives is ``recovery.read``: it asks for no file of wrapped keys, which may be lost or another's.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.kernel.errors import SignInFailed

if TYPE_CHECKING:
    from app.keys.data_key import DataKey

SUFFIX = ".keys"
"""How the name of the wrapped keys goes on."""

MAGIC = b"SQLite format 3\x00"
PAGE_BYTES = 4096
_LOOKS_RANDOM = 240
"""A page of random bytes has nearly all 256 values; a page of text or of a plain database has far fewer."""

_NOBODYS_SALT = b"nobody's salt..."


def is_encrypted(path: Path) -> bool:
    """Whether a file asks for a key. Without its wrapped keys it is told by looking random from the first byte on."""
    try:
        with path.open("rb") as file:
            page = file.read(PAGE_BYTES)
        whole_pages = path.stat().st_size % PAGE_BYTES == 0
    except OSError:
        return False
    if page.startswith(MAGIC) or len(page) < PAGE_BYTES:
        return False
    return path.with_name(path.name + SUFFIX).is_file() or (whole_pages and len(set(page)) >= _LOOKS_RANDOM)


def fitting(path: Path, key: DataKey | None) -> DataKey | None:
    """``key`` for an encrypted file, None for a plain one: books once were plain, and so are their old copies."""
    return key if key is not None and is_encrypted(path) else None


def unlock(path: Path, login: str, password: str) -> DataKey:
    """The key of the file at ``path`` by its wrapped keys.

    Raises SignInFailed, the same and as slowly whether login or password is wrong; KeysMissing, KeysDamaged.
    """
    from app.keys.sidecar import read_sidecar
    from app.keys.wrapping import COSTS, stretched, unwrap

    sidecar = read_sidecar(path)
    slots = sidecar.of(login)
    if not slots:
        stretched(password, _NOBODYS_SALT, sidecar.slots[0].wrapped.costs if sidecar.slots else COSTS)
    for slot in slots:
        key = unwrap(slot.wrapped, password, sidecar.about(slot.login))
        if key is not None and key.id == sidecar.key_id:
            return key
    raise SignInFailed
