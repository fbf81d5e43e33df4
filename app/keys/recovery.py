"""The recovery key: the data key itself as text on paper, so that it opens the file without the file of wrapped keys.

It says all 256 bits of the data key, and 24 bits of a hash that tell a slip of the pen. Nothing is derived and nothing
about it is stored, so there is nothing to guess at and nothing to lose; the paper is worth as much as the file. The
letters I, L, O and U do not occur; what looks like 1 or 0 is read as 1 or 0.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from app.kernel.errors import RecoveryKeyWrong
from app.keys.data_key import KEY_BYTES, DataKey

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_BYTES = 3
GROUP = 4
LETTERS = (KEY_BYTES + CHECK_BYTES) * 8 // 5
"""56: fourteen groups of four."""

_BITS = 5
_LOOK_ALIKES = str.maketrans("ILO", "110")


def written(key: DataKey) -> str:
    """``7K3M-…``: what is printed."""
    number = int.from_bytes(key.raw + _check(key.raw))
    letters = "".join(ALPHABET[number >> (_BITS * place) & 31] for place in reversed(range(LETTERS)))
    return "-".join(letters[place : place + GROUP] for place in range(0, LETTERS, GROUP))


def read(text: str) -> DataKey:
    """The key behind what somebody typed, in small or capital letters, however grouped. Raises RecoveryKeyWrong."""
    letters = "".join(letter for letter in text.upper().translate(_LOOK_ALIKES) if letter.isalnum())
    if len(letters) != LETTERS or any(letter not in ALPHABET for letter in letters):
        raise RecoveryKeyWrong
    number = 0
    for letter in letters:
        number = number << _BITS | ALPHABET.index(letter)
    raw = number.to_bytes(KEY_BYTES + CHECK_BYTES)
    if not hmac.compare_digest(_check(raw[:KEY_BYTES]), raw[KEY_BYTES:]):
        raise RecoveryKeyWrong
    return DataKey(raw[:KEY_BYTES])


def _check(raw: bytes) -> bytes:
    return sha256(b"premia recovery key\x00" + raw).digest()[:CHECK_BYTES]
