"""Users of a company file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.kernel.actor import Role


@dataclass(frozen=True, slots=True)
class NewUser:
    """A login to be added; a file with a single user may leave the password out. ``staff`` needs a person."""

    login: str
    role: Role
    password: str | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class FormDraft:
    """What somebody was typing: ``form_key`` names the form and the record in it, ``body`` is the form's own text."""

    form_key: str
    body: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class User:
    """A login as stored."""

    id: int
    version: int
    login: str
    role: Role
    person_id: int | None
    active: bool
    has_password: bool
