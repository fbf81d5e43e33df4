"""Password hashes by argon2id (argon2-cffi's defaults are those of RFC 9106's low-memory profile)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_NOBODYS = (
    "$argon2id$v=19$m={memory},t={rounds},p={lanes}$bm9ib2R5J3Mgc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)


class Passwords:
    """Makes and checks hashes; the library is imported when the first password is met."""

    def __init__(self, rounds: int = 3, memory_kib: int = 65_536, lanes: int = 4) -> None:
        """The costs; tests take cheap ones."""
        self._rounds, self._memory_kib, self._lanes = rounds, memory_kib, lanes

    def hash(self, password: str) -> str:
        """The text to store: it carries its own salt and costs."""
        return self._hasher.hash(password)

    def match(self, stored: str | None, password: str) -> bool:
        """Whether the password is the one; without a stored hash the same work is done, and the answer is no."""
        from argon2.exceptions import InvalidHashError, VerificationError

        nobodys = _NOBODYS.format(memory=self._memory_kib, rounds=self._rounds, lanes=self._lanes)
        try:
            self._hasher.verify(stored or nobodys, password)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher

        return PasswordHasher(self._rounds, self._memory_kib, self._lanes)
