"""The journal as its readers get it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.kernel.changes import Area
from app.kernel.database import BulkImage, Image
from app.kernel.errors import Plain
from app.kernel.ids import OperationId


class Outcome(StrEnum):
    """How a use case ended."""

    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Question:
    """Which entries are wanted; times are UTC ISO text, ``until`` is exclusive, ``before_id`` pages back."""

    area: Area | None = None
    user_id: int | None = None
    operation_id: OperationId | None = None
    since: str | None = None
    until: str | None = None
    before_id: int | None = None
    limit: int = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: ``images`` is None where the actor may not see the area.

    A refusal names the permission it lacked, or another ``reason``: ``sign_in_failed``.
    """

    id: int
    at: str
    user_id: int
    login: str
    operation_id: OperationId
    action: str
    outcome: Outcome
    area: Area | None
    images: tuple[Image | BulkImage, ...] | None
    permission: str = ""
    reason: str = ""
    hash: str = ""
    about: Mapping[str, Plain] = field(default_factory=dict)
    """What else a refusal says: of attempts on an encrypted file ``count``, ``first_at``, ``last_at``, ``mark``."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What was written after a token was taken: pass ``token`` the next time."""

    token: int
    areas: frozenset[Area]
