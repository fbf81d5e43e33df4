"""People as the command line names them: by staff number."""

from __future__ import annotations

from collections.abc import Sequence

from app.cli.console import Desk
from app.kernel.errors import Finding, Invalid


def person_ids(desk: Desk, staff_numbers: Sequence[str]) -> list[int]:
    """The ids behind staff numbers. Raises Invalid with every number that nobody has."""
    ids = desk.office.staff.ids(desk.actor)
    unknown = [number for number in staff_numbers if number not in ids]
    if unknown:
        raise Invalid(tuple(Finding("person_unknown", "staff_no", {"id": number}) for number in unknown))
    return [ids[number] for number in staff_numbers]
