"""Rows about contracts and what happens to them into records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from app.calc.facts import Function, ServiceKind
from app.contracts.model import (
    Contract,
    ContractStatus,
    NewAct,
    NewAmendment,
    NewContract,
    NewHandover,
    RolePart,
    ShareKind,
)
from app.importing.fields import Kind
from app.importing.intake import Entry, KindCount, Reader, add, add_each, readers, same
from app.importing.reading import Line
from app.importing.session import Session
from app.kernel.money import with_vat, without_vat
from app.settings.vat import DatedVat, VatMode, implied, vat_on

Roles = dict[str, list[tuple[RolePart, Line]]]
"""Contract number → the parts that a table of roles gives, with their rows."""


def contracts(session: Session) -> KindCount:
    """Contracts with the people in their functions, given by columns or by a table of roles."""
    roles = _roles(session)
    entries = [
        entry
        for line in session.lines(Kind.CONTRACTS)
        for entry in _contract_of(session, line, [part for part, _ in roles.get(line.text("number"), ())])
    ]
    standing = session.records.contracts.list(session.actor)
    stored = {one.number: one for one in standing}
    numbers = {one.id: one.number for one in standing}

    def extended(contract: Any) -> str:  # ruff: ignore[any-type]
        return getattr(contract, "extends_number", "") or numbers.get(contract.extends_id, "")

    compared = {
        **same("signed_on", "currency", "service_kind", "subject", "quantity", "unit", "status", "cancelled_on"),
        **same("cancel_reason"),
        **readers(client="client_id", net="net_minor", gross="net_minor", vat="vat_ppm"),
        **readers(direct_cost="direct_cost_minor", paid_before="paid_before_minor"),
        "extends": extended,
        "vat_mode": _vat_mode_in(session.records.settings.vat_modes(session.actor)),
        **{function.value: _people_in(function) for function in Function},
    }
    added, unchanged = session.fresh(entries, stored, compared)
    _compare_roles(session, roles, stored)
    add_many = session.records.contracts.add_many
    count = add(added, lambda items: add_many(session.actor, items, session.import_id))
    return KindCount(Kind.CONTRACTS, count, unchanged)


def _vat_mode_in(firm: Sequence[DatedVat]) -> Reader:
    def read(contract: Any) -> VatMode:  # ruff: ignore[any-type]
        named: VatMode | None = contract.vat_mode
        return named or implied(contract.vat_ppm, vat_on(firm, contract.signed_on))

    return read


def _people_in(function: Function) -> Reader:
    def read(contract: Any) -> tuple[int, ...]:  # ruff: ignore[any-type]
        return tuple(sorted(part.person_id for part in contract.roles if part.function is function))

    return read


def _contract_of(session: Session, line: Line, parts: Iterable[RolePart]) -> Iterator[Entry[NewContract]]:
    client_id = session.clients.find(line, "client")
    vat_ppm = line.whole("vat")
    amounts = net_and_gross(line, vat_ppm)
    people = (*_people_of(session, line), *parts)
    if client_id is None or amounts is None:
        return
    status = ContractStatus(line.text("status") or ContractStatus.ACTIVE)
    new = NewContract(
        number=line.text("number"),
        client_id=client_id,
        signed_on=line.day("signed_on"),
        net_minor=amounts[0],
        currency=line.text("currency") or session.currency,
        vat_ppm=vat_ppm,
        service_kind=ServiceKind(line.text("service_kind") or ServiceKind.STANDARD),
        subject=line.text("subject"),
        extends_number=line.text("extends"),
        direct_cost_minor=line.whole("direct_cost"),
        quantity=line.whole("quantity", 1),
        unit=line.text("unit"),
        status=status,
        cancelled_on=line.day_or_none("cancelled_on"),
        cancel_reason=line.text("cancel_reason") if status is ContractStatus.CANCELLED else "",
        paid_before_minor=line.whole("paid_before"),
        roles=people,
        vat_mode=VatMode(line.text("vat_mode")) if line.text("vat_mode") else None,
    )
    yield Entry(new.number, new, line)


def net_and_gross(line: Line, vat_ppm: int) -> tuple[int, int] | None:
    """Both amounts of a row, the one that is not given worked out by the VAT rate; none given is told."""
    net, gross = line.whole_or_none("net"), line.whole_or_none("gross")
    if net is None and gross is None:
        line.report("net" if "net" in line.rows.where else "gross", "cell_missing")
        return None
    if net is None:
        net = without_vat(gross or 0, vat_ppm)
    return net, with_vat(net, vat_ppm) if gross is None else gross


def _people_of(session: Session, line: Line) -> Iterator[RolePart]:
    """The people that the columns named after functions name, in equal parts."""
    for function in Function:
        for text in line.list(function.value):
            person_id = session.people.find(line, function.value, text)
            if person_id is not None:
                yield RolePart(function, person_id)


def _roles(session: Session) -> Roles:
    """What tables of roles say; a ``percent`` makes the parts of the function percents."""
    found: Roles = defaultdict(list)
    for line in session.lines(Kind.ROLES):
        person_id = session.people.find(line, "person")
        if person_id is not None:
            percent = line.whole_or_none("percent")
            share = ShareKind.PARTS if percent is None else ShareKind.PERCENT
            size = line.whole("weight", 1) if percent is None else percent
            part = RolePart(Function(line.text("function")), person_id, size, share)
            found[line.text("contract")].append((part, line))
    return found


def _compare_roles(session: Session, roles: Roles, stored: dict[str, Contract]) -> None:
    """A part of a contract that stands already must stand so; its contract must be in the books or in the files."""
    coming = {Line(rows, at).text("number") for rows in session.of(Kind.CONTRACTS) for at in range(len(rows.numbers))}
    for number, parts in roles.items():
        for part, line in parts:
            if number in stored and part not in stored[number].roles:
                line.report("person", "differs", key=number, given=part.function.value, stands="")
            elif number not in stored and number not in coming:
                line.report("contract", "contract_unknown", value=number)


def roles(session: Session) -> KindCount:
    """Parts in functions were taken with their contracts; here they are only counted."""
    return KindCount(Kind.ROLES, 0, sum(1 for _ in session.lines(Kind.ROLES)))


def amendments(session: Session) -> KindCount:
    """Dated changes of contracts' nets."""
    entries, stored = [], {}
    for line in session.lines(Kind.AMENDMENTS):
        contract_id = session.contract_names.find(line, "contract")
        if contract_id is None:
            continue
        number = line.text("contract")
        new = NewAmendment(contract_id, line.day("on_date"), line.whole("net_change"), line.text("reason"))
        entries.append(Entry((number, new.on_date, new.net_change_minor, new.reason), new, line))
        for one in session.records.contracts.amendments(session.actor, contract_id):
            was = one.amendment
            stored[number, was.on_date, was.net_change_minor, was.reason] = was
    added, unchanged = session.fresh(entries, stored, {})
    count = add_each(added, lambda new: session.records.contracts.amend(session.actor, new))
    return KindCount(Kind.AMENDMENTS, count, unchanged)


def acts(session: Session) -> KindCount:
    """Acceptance certificates."""
    entries = []
    for line in session.lines(Kind.ACTS):
        contract_id = session.contract_names.find(line, "contract")
        if contract_id is None:
            continue
        amounts = net_and_gross(line, line.whole("vat", session.contracts[contract_id].vat_ppm))
        if amounts is None:
            continue
        key = (line.text("contract"), line.text("number"))
        net, gross = amounts
        final = line.whole("final") == 1
        told = line.text("subject"), line.day_or_none("returned_on")
        new = NewAct(contract_id, key[1], line.day("accepted_on"), net, gross - net, final, *told)
        entries.append(Entry(key, new, line))
    standing = session.records.contracts.acts(session.actor) if entries else ()
    stored = {(session.contracts[one.act.contract_id].number, one.act.number): one.act for one in standing}
    compared = same("accepted_on", "final", "subject", "returned_on") | readers(
        net="net_minor", gross="net_minor", vat="vat_minor"
    )
    added, unchanged = session.fresh(entries, stored, compared)
    count = add(added, lambda items: session.records.contracts.add_acts(session.actor, items))
    return KindCount(Kind.ACTS, count, unchanged)


def handovers(session: Session) -> KindCount:
    """Dated changes of who holds a function for a client."""
    entries, stored = [], {}
    for line in session.lines(Kind.HANDOVERS):
        client_id, person_id = session.clients.find(line, "client"), session.people.find(line, "person")
        if client_id is None or person_id is None:
            continue
        client, function, day = line.text("client"), line.text("function"), line.day("on_date")
        new = NewHandover(client_id, Function(function), person_id, day, line.text("reason"))
        entries.append(Entry((client, function, day), new, line))
        for one in session.records.contracts.handovers(session.actor, client_id):
            stored[client, one.handover.function.value, one.handover.on_date] = one.handover
    added, unchanged = session.fresh(entries, stored, same("reason") | readers(person="person_id"))
    count = add_each(added, lambda new: session.records.contracts.hand_over(session.actor, new))
    return KindCount(Kind.HANDOVERS, count, unchanged)
