"""The SQL of contracts, their roles, amendments, acts, and of hand-overs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import starmap

from app.calc.facts import Function, ServiceKind
from app.contracts.model import (
    Act,
    Amendment,
    Contract,
    ContractStatus,
    Handover,
    NewAct,
    NewAmendment,
    NewContract,
    NewHandover,
    RolePart,
    ShareKind,
)
from app.contracts.numbering import Order
from app.kernel.cells import day, day_or_none, iso, text, whole, whole_or_none
from app.kernel.database import Cell, Db, Row
from app.kernel.ids import natural_key
from app.settings.vat import VatMode, implied

ORDER = (
    "SELECT id, number, number_key, client_id, signed_on, currency, extends_id, cancelled_on, order_number,"
    " order_number_fixed FROM contract"
)
ACT = "SELECT id, version, contract_id, number, accepted_on, net_minor, vat_minor, final, subject, returned_on FROM act"
ROLE = "SELECT contract_id, function, person_id, weight, share FROM contract_role"
OF_CLIENT = "WHERE contract_id IN (SELECT id FROM contract WHERE client_id = :id)"


def _order(row: tuple[Cell, ...]) -> Order:
    row_id, number, key, client_id, signed_on, currency, extends_id, cancelled_on, order_number, fixed = row
    return Order(
        whole(row_id),
        text(number),
        text(key),
        whole(client_id),
        day(signed_on),
        text(currency),
        whole_or_none(extends_id),
        day_or_none(cancelled_on),
        whole(order_number),
        fixed == 1,
    )


def _contract(row: Row, roles: Iterable[RolePart]) -> Contract:
    return Contract(
        id=whole(row["id"]),
        version=whole(row["version"]),
        number=text(row["number"]),
        client_id=whole(row["client_id"]),
        signed_on=day(row["signed_on"]),
        net_minor=whole(row["net_minor"]),
        currency=text(row["currency"]),
        vat_ppm=whole(row["vat_ppm"]),
        service_kind=ServiceKind(text(row["service_kind"])),
        subject=text(row["subject"]),
        extends_id=whole_or_none(row["extends_id"]),
        direct_cost_minor=whole(row["direct_cost_minor"]),
        quantity=whole(row["quantity"]),
        unit=text(row["unit"]),
        status=ContractStatus(text(row["status"])),
        cancelled_on=day_or_none(row["cancelled_on"]),
        cancel_reason=text(row["cancel_reason"]),
        paid_before_minor=whole(row["paid_before_minor"]),
        order_number=whole(row["order_number"]),
        order_number_fixed=row["order_number_fixed"] == 1,
        roles=tuple(roles),
        vat_mode=VatMode(text(row["vat_mode"])),
    )


def _contracts(rows: Iterable[Row], roles: Iterable[tuple[Cell, ...]]) -> tuple[Contract, ...]:
    parts = defaultdict(list)
    for role in roles:
        parts[whole(role[0])].append(_role(role))
    return tuple(_contract(row, parts.get(whole(row["id"]), ())) for row in rows)


def _row(new: NewContract) -> Row:
    number = new.number.strip()
    return {
        "number": number,
        "number_key": natural_key(number),
        "client_id": new.client_id,
        "signed_on": new.signed_on.isoformat(),
        "net_minor": new.net_minor,
        "vat_ppm": new.vat_ppm,
        "vat_mode": (new.vat_mode or implied(new.vat_ppm)).value,
        "currency": new.currency,
        "service_kind": new.service_kind.value,
        "subject": new.subject,
        "extends_id": new.extends_id,
        "direct_cost_minor": new.direct_cost_minor,
        "quantity": new.quantity,
        "unit": new.unit,
        "status": new.status.value,
        "cancelled_on": iso(new.cancelled_on),
        "cancel_reason": new.cancel_reason,
        "paid_before_minor": new.paid_before_minor,
    }


def _role_row(contract_id: int, part: RolePart) -> Row:
    return {
        "contract_id": contract_id,
        "function": part.function.value,
        "person_id": part.person_id,
        "weight": part.weight,
        "share": part.share.value,
    }


def _role(row: tuple[Cell, ...]) -> RolePart:
    _, function, person_id, weight, share = row
    return RolePart(Function(text(function)), whole(person_id), whole(weight), ShareKind(text(share)))


class ContractStore:
    """Contracts; a contract is the root of its roles, amendments and acts."""

    def __init__(self, db: Db) -> None:
        self._db = db

    def next_id(self) -> int:
        """The id that the next contract will get: inside one write, ids may be given out from it."""
        return whole(self._db.rows("SELECT COALESCE(MAX(id), 0) + 1 FROM contract")[0][0])

    def add(self, new: NewContract) -> int:
        """Insert a contract with its roles, give the id."""
        contract_id = self._db.insert("contract", _row(new))
        for part in new.roles:
            self._db.insert("contract_role", _role_row(contract_id, part))
        return contract_id

    def add_many(self, items: Mapping[int, NewContract], import_id: int | None) -> None:
        """Insert contracts under the ids given out for them."""
        self._db.insert_many(
            "contract", [{"id": row_id, **_row(new), "import_id": import_id} for row_id, new in items.items()]
        )
        self._db.insert_many(
            "contract_role", [_role_row(row_id, part) for row_id, new in items.items() for part in new.roles]
        )

    def change(self, contract_id: int, version: int, new: NewContract) -> None:
        """Replace a contract's fields and roles. Raises Stale."""
        self._db.change("contract", contract_id, version, **_row(new))
        wanted = {(part.function.value, part.person_id): part for part in new.roles}
        sql = "SELECT id, version, function, person_id, weight, share FROM contract_role WHERE contract_id = :id"
        for row in self._db.query(sql, {"id": contract_id}):
            part = wanted.pop((text(row["function"]), whole(row["person_id"])), None)
            row_id, row_version = whole(row["id"]), whole(row["version"])
            if part is None:
                self._db.remove("contract_role", row_id, row_version)
            elif (part.weight, part.share.value) != (row["weight"], row["share"]):
                self._db.change("contract_role", row_id, row_version, weight=part.weight, share=part.share.value)
        for part in wanted.values():
            self._db.insert("contract_role", _role_row(contract_id, part))

    def set_status(self, contract_id: int, version: int, status: ContractStatus, on: date | None, reason: str) -> None:
        """Move a contract to a status; ``on`` and ``reason`` for a cancelled one. Raises Stale."""
        new = {"status": status.value, "cancelled_on": iso(on), "cancel_reason": reason}
        self._db.change("contract", contract_id, version, **new)

    def set_order_number(self, contract_id: int, version: int, number: int) -> None:
        """Fix a contract's order number at ``number``. Raises Stale."""
        self._db.change("contract", contract_id, version, order_number=number, order_number_fixed=1)

    def number_orders(self, numbers: Mapping[int, int]) -> None:
        """Write counted order numbers: derived, hence without image and version."""
        for contract_id, number in numbers.items():
            self._db.execute(
                "UPDATE contract SET order_number = :number WHERE id = :id AND order_number_fixed = 0",
                {"number": number, "id": contract_id},
            )

    def fix_order_numbers(self, contract_ids: Collection[int]) -> None:
        """From now on these contracts keep their order numbers."""
        for contract_id in sorted(contract_ids):
            self._db.execute("UPDATE contract SET order_number_fixed = 1 WHERE id = :id", {"id": contract_id})

    def remove(self, contract_id: int, version: int) -> None:
        """Delete a contract with its roles. Raises Stale, or Refused while anything hangs on it."""
        for row in self._db.query("SELECT id, version FROM contract_role WHERE contract_id = :id", {"id": contract_id}):
            self._db.remove("contract_role", whole(row["id"]), whole(row["version"]))
        self._db.remove("contract", contract_id, version)

    def get(self, contract_id: int) -> Contract | None:
        """One contract with its roles."""
        rows = self._db.query("SELECT * FROM contract WHERE id = :id", {"id": contract_id})
        roles = self._db.rows(f"{ROLE} WHERE contract_id = :id ORDER BY function, person_id", {"id": contract_id})
        return _contract(rows[0], map(_role, roles)) if rows else None

    def list(self) -> tuple[Contract, ...]:
        """All contracts with their roles, by signing day and number."""
        rows = self._db.query("SELECT * FROM contract ORDER BY signed_on, number_key, id")
        return _contracts(rows, self._db.rows(f"{ROLE} ORDER BY function, person_id"))

    def of_client(self, client_id: int) -> tuple[Contract, ...]:
        """A client's contracts with their roles, by signing day and number."""
        own = "SELECT * FROM contract WHERE client_id = :id ORDER BY signed_on, number_key, id"
        roles = f"{ROLE} {OF_CLIENT} ORDER BY function, person_id"
        return _contracts(self._db.query(own, {"id": client_id}), self._db.rows(roles, {"id": client_id}))

    def ids_by_number(self) -> dict[str, int]:
        """Number → id."""
        return {text(number): whole(row_id) for number, row_id in self._db.rows("SELECT number, id FROM contract")}

    def id_of(self, number: str) -> int | None:
        """The id of a number."""
        rows = self._db.rows("SELECT id FROM contract WHERE number = :number", {"number": number})
        return whole(rows[0][0]) if rows else None

    def order(self, contract_id: int) -> Order | None:
        """A contract as far as counting goes."""
        rows = self._db.rows(f"{ORDER} WHERE id = :id", {"id": contract_id})
        return _order(rows[0]) if rows else None

    def orders(self) -> tuple[Order, ...]:
        """Every contract as far as counting goes."""
        return tuple(map(_order, self._db.rows(ORDER)))

    def orders_of_client(self, client_id: int) -> tuple[Order, ...]:
        """A client's contracts as far as counting goes."""
        return tuple(map(_order, self._db.rows(f"{ORDER} WHERE client_id = :id", {"id": client_id})))

    def extensions(self, contract_id: int) -> tuple[Order, ...]:
        """The contracts that extend this one directly."""
        return tuple(map(_order, self._db.rows(f"{ORDER} WHERE extends_id = :id", {"id": contract_id})))

    def last_fixed_signing(self, client_id: int) -> date | None:
        """The last signing day among a client's contracts with a fixed order number."""
        sql = "SELECT MAX(signed_on) FROM contract WHERE client_id = :id AND order_number_fixed = 1"
        return day_or_none(self._db.rows(sql, {"id": client_id})[0][0])


class CourseStore:
    """What happens to a contract after it was signed.

    Each write raises the contract's version, but for an act's copy that came back: that moves nothing but the act.
    """

    def __init__(self, db: Db) -> None:
        self._db = db

    def amend(self, new: NewAmendment, version: int) -> int:
        """Insert an amendment, give its id. Raises Stale."""
        self._touch(new.contract_id, version)
        return self._db.insert(
            "amendment",
            {
                "contract_id": new.contract_id,
                "on_date": new.on_date.isoformat(),
                "net_change_minor": new.net_change_minor,
                "reason": new.reason,
            },
        )

    def add_act(self, new: NewAct, version: int) -> int:
        """Insert an act, give its id. Raises Stale."""
        self._touch(new.contract_id, version)
        return self._db.insert("act", _act_row(new))

    def add_acts(self, items: Sequence[NewAct], versions: Mapping[int, int]) -> None:
        """Insert many acts; ``versions`` are those of their contracts. Raises Stale."""
        for contract_id in dict.fromkeys(new.contract_id for new in items):
            self._touch(contract_id, versions[contract_id])
        self._db.insert_many("act", [_act_row(new) for new in items])

    def begun(self) -> dict[int, tuple[date, int]]:
        """Contract id → its signing day and version."""
        rows = self._db.rows("SELECT id, signed_on, version FROM contract")
        return {whole(row_id): (day(signed_on), whole(version)) for row_id, signed_on, version in rows}

    def hand_over(self, new: NewHandover) -> int:
        """Insert a hand-over, give its id."""
        return self._db.insert(
            "handover",
            {
                "client_id": new.client_id,
                "function": new.function.value,
                "person_id": new.person_id,
                "on_date": new.on_date.isoformat(),
                "reason": new.reason,
            },
        )

    def amendments(self, contract_id: int) -> tuple[Amendment, ...]:
        """A contract's amendments, oldest first."""
        sql = "SELECT id, on_date, net_change_minor, reason FROM amendment WHERE contract_id = :id ORDER BY on_date, id"
        return tuple(
            Amendment(whole(row_id), NewAmendment(contract_id, day(on_date), whole(change), text(reason)))
            for row_id, on_date, change, reason in self._db.rows(sql, {"id": contract_id})
        )

    def acts(self, contract_id: int | None = None) -> tuple[Act, ...]:
        """A contract's acts (of all contracts without an id), oldest first."""
        sql = f"{ACT} WHERE contract_id = coalesce(:id, contract_id) ORDER BY accepted_on, id"
        return tuple(map(_act, self._db.rows(sql, {"id": contract_id})))

    def act(self, act_id: int) -> Act | None:
        """One act."""
        rows = self._db.rows(f"{ACT} WHERE id = :id", {"id": act_id})
        return _act(rows[0]) if rows else None

    def return_act(self, act_id: int, version: int, on: date | None) -> None:
        """Note the day on which the signed copy of an act came back. Raises Stale."""
        self._db.change("act", act_id, version, returned_on=iso(on))

    def act_numbers(self) -> frozenset[str]:
        """The numbers of all acts."""
        return frozenset(starmap(text, self._db.rows("SELECT number FROM act")))

    def handovers(self, client_id: int) -> tuple[Handover, ...]:
        """A client's hand-overs, oldest first."""
        sql = (
            "SELECT id, function, person_id, on_date, reason FROM handover WHERE client_id = :id"
            " ORDER BY on_date, function"
        )
        return tuple(
            Handover(
                whole(row_id),
                NewHandover(client_id, Function(text(function)), whole(person_id), day(on_date), text(reason)),
            )
            for row_id, function, person_id, on_date, reason in self._db.rows(sql, {"id": client_id})
        )

    def _touch(self, contract_id: int, version: int) -> None:
        self._db.change("contract", contract_id, version)


def _act_row(new: NewAct) -> Row:
    return {
        "contract_id": new.contract_id,
        "number": new.number.strip(),
        "accepted_on": new.accepted_on.isoformat(),
        "net_minor": new.net_minor,
        "vat_minor": new.vat_minor,
        "final": int(new.final),
        "subject": new.subject.strip(),
        "returned_on": iso(new.returned_on),
    }


def _act(row: tuple[Cell, ...]) -> Act:
    row_id, version, owner, number, accepted_on, net, vat, final, subject, returned_on = row
    new = NewAct(
        whole(owner),
        text(number),
        day(accepted_on),
        whole(net),
        whole(vat),
        final=final == 1,
        subject=text(subject),
        returned_on=day_or_none(returned_on),
    )
    return Act(whole(row_id), new, whole(version))
