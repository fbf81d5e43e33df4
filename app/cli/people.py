"""People as the command line names them: by staff number."""

from __future__ import annotations

from collections.abc import Sequence

from app.cli.console import Desk
from app.kernel.errors import NotFound


def person_ids(desk: Desk, staff_numbers: Sequence[str]) -> list[int]:
    """The ids behind staff numbers. Raises NotFound for the first that nobody has."""
    ids = desk.office.staff.ids(desk.actor)
    for number in staff_numbers:
        if number not in ids:
            raise NotFound(kind="person", key=number)
    return [ids[number] for number in staff_numbers]
