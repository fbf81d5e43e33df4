"""The hash chain of the journal: every row names the hash of the row before, so that a changed byte shows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

GENESIS = ""
"""What the first row names as the hash before it."""


class Link(NamedTuple):
    """A journal row as stored; ``at`` is UTC ISO text."""

    id: int
    at: str
    user_id: int
    login: str
    operation_id: str
    action: str
    outcome: str
    area: str
    result: str | None
    body_hash: str
    prev_hash: str
    hash: str


class Kept(NamedTuple):
    """The body of a row as stored, under the area by which readers are let in; None where it is missing."""

    area: str | None
    body: str | None


@dataclass(frozen=True, slots=True)
class Broken:
    """The first row that is not as it was written, and how it shows."""

    row_id: int
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """``rows`` were read; without ``broken`` the whole chain holds. ``head`` is the hash of the last row."""

    rows: int
    head: str
    broken: Broken | None


def body_hash(body: str) -> str:
    """SHA-256 of a body's text."""
    from hashlib import sha256  # loads OpenSSL, 6 ms of the start

    return sha256(body.encode()).hexdigest()


def link_hash(link: Link) -> str:
    """The hash that ``link`` must carry: over everything else in it, in an order and form that cannot be confused."""
    parts = [
        link.prev_hash, link.id, link.at, link.user_id, link.login, link.operation_id, link.action, link.outcome,
        link.area, link.result, link.body_hash,
    ]  # fmt: skip
    from hashlib import sha256  # loads OpenSSL, 6 ms of the start

    return sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def sealed(link: Link) -> Link:
    """``link`` with its hash."""
    return link._replace(hash=link_hash(link))


def verify(links: Iterable[tuple[Link, Kept]]) -> Verdict:
    """Walk the rows in order of id, each with its body; stop at the first that is broken.

    Ways to be broken: ``gap`` (ids do not follow), ``order`` (the row before is another), ``row`` (the row was
    changed), ``body`` (its body was changed), ``body_area`` (its body was put into another area, for other eyes) and
    ``body_missing``.
    """
    previous, rows = GENESIS, 0
    for link, kept in links:
        why = _fault(link, kept, previous, rows + 1)
        if why:
            return Verdict(rows, previous, Broken(link.id, why))
        previous, rows = link.hash, rows + 1
    return Verdict(rows, previous, None)


def _fault(link: Link, kept: Kept, previous: str, expected_id: int) -> str:
    if link.id != expected_id:
        return "gap"
    if link.prev_hash != previous:
        return "order"
    if link.hash != link_hash(link):
        return "row"
    if kept.body is None:
        return "body_missing"
    if kept.area != link.area:
        return "body_area"
    return "" if body_hash(kept.body) == link.body_hash else "body"
