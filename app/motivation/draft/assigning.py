"""Who begins and who ends when a scheme is put in force for some people. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.motivation.model import Assignment


@dataclass(frozen=True, slots=True)
class Moves:
    """What happens to assignments on the first day: the day before is the last one of those that end."""

    begin: tuple[int, ...]
    """People (ids) who get an assignment without an end."""
    end: tuple[Assignment, ...]
    remove: tuple[Assignment, ...]
    """They would have begun on that day or later."""
    prolong: tuple[Assignment, ...]
    """They pay by this scheme already and would have ended."""


def moves(
    scheme_id: int,
    people: Collection[int],
    valid_from: date,
    standing: Collection[Assignment],
    keeps: Collection[int] = (),
) -> Moves:
    """``people`` are those whom the scheme is to pay from ``valid_from`` on, and nobody else.

    ``keeps``: assignments (ids) of these people to other schemes that go on; all others end.
    """
    begin = set(people)
    end: list[Assignment] = []
    remove: list[Assignment] = []
    prolong: list[Assignment] = []
    for item in standing:
        if item.valid_to is not None and item.valid_to < valid_from:
            continue
        own = item.scheme_id == scheme_id
        stays = own and item.person_id in people
        if stays and item.valid_from <= valid_from:
            begin.discard(item.person_id)
            if item.valid_to is not None:
                prolong.append(item)
        elif own or (item.person_id in people and item.id not in keeps):
            (remove if item.valid_from >= valid_from else end).append(item)
    return Moves(tuple(sorted(begin)), tuple(end), tuple(remove), tuple(prolong))
