"""A data key under a password: argon2id makes a key of it, AES-256-GCM wraps with that (RFC 9106, SP 800-38D)."""

from __future__ import annotations

import os
from dataclasses import dataclass

from app.keys.data_key import KEY_BYTES, DataKey

SALT_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16
ARGON2_VERSION = 19


@dataclass(frozen=True, slots=True)
class Costs:
    """What one guess costs: argon2id's passes, memory and lanes. The defaults are RFC 9106's second recommendation."""

    rounds: int = 3
    memory_kib: int = 65_536
    lanes: int = 4

    @property
    def bearable(self) -> bool:
        """Whether a file may ask for it: a forged one must not eat the computer's memory."""
        rounds, memory, lanes = 1 <= self.rounds <= 64, self.memory_kib <= 1 << 20, 1 <= self.lanes <= 64  # ruff: ignore[magic-value-comparison]
        return rounds and memory and lanes and self.memory_kib >= 8 * self.lanes


COSTS = Costs()


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A wrapped key, and what is needed besides the password to take it out."""

    costs: Costs
    salt: bytes
    nonce: bytes
    sealed: bytes


def wrap(key: DataKey, password: str, about: bytes, costs: Costs = COSTS) -> Wrapped:
    """Wrap ``key``; ``about`` names whose wrapping it is, so that none can be passed off as another's."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    sealed = AESGCM(stretched(password, salt, costs)).encrypt(nonce, key.raw, about)
    return Wrapped(costs, salt, nonce, sealed)


def unwrap(wrapped: Wrapped, password: str, about: bytes) -> DataKey | None:
    """The key; None when the password is not the one, or somebody changed the wrapping."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        raw = AESGCM(stretched(password, wrapped.salt, wrapped.costs)).decrypt(wrapped.nonce, wrapped.sealed, about)
    except InvalidTag:
        return None
    return DataKey(raw)


def stretched(password: str, salt: bytes, costs: Costs) -> bytes:
    """Argon2id of a password: 32 bytes, slowly."""
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        password.encode("utf-8", "surrogatepass"),
        salt,
        time_cost=costs.rounds,
        memory_cost=costs.memory_kib,
        parallelism=costs.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
        version=ARGON2_VERSION,
    )
