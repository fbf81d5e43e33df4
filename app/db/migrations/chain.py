"""The one chain of schema steps. A step never changes once it is released; guards.py is rendered anew by a later step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.db.driver import sqlite_utils

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

SET = "premia"


@dataclass(frozen=True, slots=True)
class Step:
    """``fingerprint`` is that of a file standing at this step."""

    name: str
    apply: Callable[[Database], None]
    fingerprint: str


def m0001(db: Database) -> None:
    """Everything the first release stores."""
    from app.db import guards
    from app.db.migrations import m0001_payroll, m0001_records
    from app.db.tables import ddl

    for text in (*m0001_records.TEXTS, *m0001_payroll.TEXTS):
        for statement in ddl(text):
            db.execute(statement)
    for statement in guards.statements(of_first_schema=True):
        db.execute(statement)


def m0002(db: Database) -> None:
    """Terms of a version, and whom it names; minima, hold-backs and releases among the lines."""
    from app.db.migrations import m0002_scheme_terms

    m0002_scheme_terms.rebuild(db)


def m0003(db: Database) -> None:
    """Details of both sides, VAT by date, number series, the day an act came back, what is being typed."""
    from app.db.migrations import m0003_papers

    m0003_papers.extend(db)


def m0004(db: Database) -> None:
    """Schemes in the making, accepted findings, the director's limit, approvals."""
    from app.db.migrations import m0004_scheme_drafts

    m0004_scheme_drafts.extend(db)


STEPS = (
    Step("m0001", m0001, "32f074de48933925e579ea4365ae5086013e983daa7217709ec2df7bb6334e64"),
    Step("m0002", m0002, "b16cbad143eaf9713f621f549156a33f66c04711a04f4095f3fc592b1a48f9de"),
    Step("m0003", m0003, "dce6644ac455dba184567518661108fdbbb8623e6ec71fe4c725fe4f13155357"),
    Step("m0004", m0004, "39ed47f6ca3d11bc6453edec5fe9b5c3b14de4323b12019b98a420542a6b08d9"),
)

NEWEST = len(STEPS)
"""The ``user_version`` of a file that is up to date."""


def migrations(steps: tuple[Step, ...] = STEPS) -> Migrations:
    """The chain as sqlite_utils runs it."""
    chain: Migrations = sqlite_utils().Migrations(SET)
    for step in steps:
        chain(name=step.name)(step.apply)
    return chain
