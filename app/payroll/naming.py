"""The names by which readers of accruals know things."""

from __future__ import annotations

from app.calc.results import Accrual
from app.payroll.model import AccrualLine
from app.payroll.neighbours import Neighbours


class Naming:
    """Names of people, clients and schemes, read once."""

    def __init__(self, neighbours: Neighbours) -> None:
        """Read the names."""
        self._people = {person.id: person.name for person in neighbours.people.list()}
        self._clients = {client.id: client.name for client in neighbours.clients.list()}
        self._schemes = {scheme.id: scheme.name for scheme in neighbours.loader.load_schemes()}

    def line(self, line_id: int, line: Accrual) -> AccrualLine:
        """Document numbers stand in the line's reason: as they were when it was worked out."""
        reason = dict(line.why.values)
        return AccrualLine(
            id=line_id,
            accrual=line,
            person_name=self._people[line.person_id],
            client_name="" if line.client_id is None else self._clients.get(line.client_id, ""),
            contract_number=str(reason.get("contract", "")),
            invoice_number=str(reason.get("invoice", "")),
            payment_number=str(reason.get("payment", "")),
            scheme_name=self._schemes.get(line.scheme_id, ""),
            source_name=self._people.get(int(reason.get("source_person", 0)), ""),
        )
