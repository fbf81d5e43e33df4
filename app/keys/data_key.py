"""The key that a company file is encrypted with: 32 random bytes that never leave the memory unwrapped."""

from __future__ import annotations

import hmac
import os
from hashlib import sha256
from typing import NoReturn

KEY_BYTES = 32


class DataKey:
    """The key of one file. It shows itself nowhere: not in a log, not in a traceback, not in a pickle."""

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        """Take the 32 bytes."""
        if len(raw) != KEY_BYTES:
            raise ValueError("a data key has 32 bytes")
        self._raw = raw

    @classmethod
    def fresh(cls) -> DataKey:
        """A new one, from the system's source of randomness."""
        return cls(os.urandom(KEY_BYTES))

    @property
    def raw(self) -> bytes:
        """The bytes themselves, for wrapping and for paper."""
        return self._raw

    @property
    def literal(self) -> str:
        """As SQLCipher takes a raw key: no derivation, so that opening costs nothing (DB-NOTES 2)."""
        return f"x'{self._raw.hex()}'"

    @property
    def id(self) -> str:
        """Names the key without telling it: a hash of 256 random bits says nothing about them."""
        return sha256(b"premia key id\x00" + self._raw).hexdigest()[:16]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DataKey) and hmac.compare_digest(self._raw, other._raw)

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return "DataKey(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a data key is not written anywhere")
