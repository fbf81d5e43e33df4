"""Everything that happened, as SEMANTICS 2, 3 and 10 date and measure it. Brute force over the firm's facts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from app.calc.facts import ContractFact, Facts, InvoiceFact
from app.calc.scheme import EventKind
from tests.calc.second.rounding import MILLION, nearest, part_of


@dataclass(frozen=True)
class Price:
    """How an amount becomes the firm's money: by a rate, or by what the bank booked for it (SEMANTICS 10)."""

    rate: Fraction = Fraction(1)
    booked: int | None = None
    booked_for: int = 1

    def of(self, amount: int) -> int:
        """The firm's money for ``amount``, rounded."""
        if self.booked is not None:
            return nearest(Fraction(self.booked) * amount / self.booked_for)
        return nearest(self.rate * amount)


@dataclass(frozen=True)
class Happening:
    """One row of the stream. ``undoes`` names the source of what it takes back, ``taken`` the part of it so far."""

    source: str
    event: EventKind
    on: date
    number: str
    contract: ContractFact
    net: int
    gross: int
    price: Price
    margin: int = 0
    invoice: InvoiceFact | None = None
    days_late: int | None = None
    undoes: str | None = None
    taken_before: Fraction = Fraction(0)
    taken: Fraction = Fraction(0)
    reached_before: Fraction = Fraction(0)
    reached: Fraction = Fraction(0)
    """What part of the contract's net was paid before and after, for fixed sums."""

    @property
    def turn(self) -> tuple[date, bool, str, str]:
        """SEMANTICS 4: date, kind (what takes back comes after), document number, id."""
        return (self.on, self.undoes is not None, self.number, self.source)


@dataclass
class _Cents:
    """A cumulative amount with its clamped part."""

    whole: int
    reached: int = 0

    def move(self, by: int) -> int:
        before = max(0, min(self.reached, self.whole))
        self.reached += by
        return max(0, min(self.reached, self.whole)) - before


@dataclass
class Firm:
    """The facts with the few look-ups that everybody needs."""

    facts: Facts
    contracts: dict[int, ContractFact] = field(default_factory=dict)
    invoices: dict[int, InvoiceFact] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.contracts = {contract.id: contract for contract in self.facts.contracts}
        self.invoices = {invoice.id: invoice for invoice in self.facts.invoices}

    def price(self, contract: ContractFact, day: date) -> Price:
        """The latest rate on or before the day, at most 10 days old."""
        if contract.currency == self.facts.currency:
            return Price()
        fresh = [
            rate
            for rate in self.facts.rates
            if rate.currency == contract.currency and day - timedelta(days=10) <= rate.on_date <= day
        ]
        latest = max(fresh, key=lambda rate: rate.on_date)
        return Price(Fraction(latest.rate_micro, MILLION * latest.units))


def with_vat(contract: ContractFact, net: int) -> int:
    """Net and the tax on it."""
    return net + nearest(Fraction(net) * contract.vat_ppm / MILLION)


def signings(firm: Firm) -> list[Happening]:
    """contract_signed with its amendments and its cancellation; client_won likewise for the group's first order."""
    found: list[Happening] = []
    for contract in firm.facts.contracts:
        found += _one_signing(firm, contract, EventKind.CONTRACT_SIGNED)
        if wins(firm, contract):
            found += _one_signing(firm, contract, EventKind.CLIENT_WON)
    return found


def wins(firm: Firm, contract: ContractFact) -> bool:
    """Whether this is the contract by which the client group was won."""
    client = next(client for client in firm.facts.clients if client.id == contract.client_id)
    return contract.extends_id is None and contract.order_number == 1 and client.won_on is None


def _one_signing(firm: Firm, contract: ContractFact, event: EventKind) -> list[Happening]:
    price = firm.price(contract, contract.signed_on)

    def row(source: str, on: date, net: int, undoes: str | None = None) -> Happening:
        gross = with_vat(contract, net)
        return Happening(source, event, on, contract.number_key, contract, net, gross, price, undoes=undoes)

    first = f"{event}:contract:{contract.id}"
    signed = row(first, contract.signed_on, contract.net_minor)
    positive = [(signed, contract.net_minor)]
    found = [signed]
    changes = [change for change in firm.facts.amendments if change.contract_id == contract.id]
    changes = [c for c in changes if contract.cancelled_on is None or c.on_date <= contract.cancelled_on]
    less = 0
    for change in sorted(changes, key=lambda change: (change.on_date, change.id)):
        source = f"{event}:amendment:{change.id}"
        if change.net_change_minor > 0:
            added = row(source, change.on_date, change.net_change_minor)
            positive.append((added, change.net_change_minor))
            found.append(added)
        else:
            before, less = less, min(contract.net_minor, less - change.net_change_minor)
            found.append(taking(row(source, change.on_date, before - less, first), before, less, contract.net_minor))
    if contract.cancelled_on is not None:
        for original, net in positive:
            gone = less if original is signed else 0
            source = f"{event}:cancelled:{original.source}"
            undone = row(source, contract.cancelled_on, gone - net, original.source)
            found.append(taking(undone, gone, net, net))
    return found


def taking(row: Happening, before: int, after: int, whole: int) -> Happening:
    """The row as a reversal of ``after/whole`` so far."""
    if whole == 0:
        return replace(row, taken_before=Fraction(0), taken=Fraction(1))
    return replace(row, taken_before=Fraction(before, whole), taken=Fraction(after, whole))


def invoicings(firm: Firm) -> list[Happening]:
    """invoice_issued with credit notes and the cancellation of the invoice."""
    found = []
    for invoice in firm.facts.invoices:
        contract = firm.contracts[invoice.contract_id]
        price = firm.price(contract, invoice.issued_on)
        first = f"invoice:{invoice.id}"
        issued = Happening(
            first,
            EventKind.INVOICE_ISSUED,
            invoice.issued_on,
            invoice.number_key,
            contract,
            invoice.net_minor,
            invoice.gross_minor,
            price,
            invoice=invoice,
        )
        found.append(issued)
        net, gross = _Cents(invoice.net_minor), _Cents(invoice.gross_minor)
        notes = [note for note in firm.facts.credit_notes if note.invoice_id == invoice.id]
        steps = [(note.issued_on, f"credit:{note.id}", note.net_minor, note.gross_minor, note.id) for note in notes]
        if invoice.cancelled_on is not None:
            steps.append((invoice.cancelled_on, f"cancel:{invoice.id}", invoice.net_minor, invoice.gross_minor, 0))
        for on, source, less_net, less_gross, _ in sorted(steps, key=lambda step: (step[0], step[4] == 0, step[4])):
            before = min(net.reached, invoice.net_minor)
            row = replace(
                issued, source=source, on=on, net=-net.move(less_net), gross=-gross.move(less_gross), undoes=first
            )
            found.append(taking(row, before, min(net.reached, invoice.net_minor), invoice.net_minor))
    return found


def acceptances(firm: Firm) -> list[Happening]:
    """work_accepted; a negative act takes back the latest acts before it, the last one first."""
    found: list[Happening] = []
    for contract in firm.facts.contracts:
        open_acts: list[list[int]] = []
        rows: dict[int, Happening] = {}
        acts = [act for act in firm.facts.acts if act.contract_id == contract.id]
        for act in sorted(acts, key=lambda act: (act.accepted_on, act.net_minor < 0, act.number_key, act.id)):
            source = f"act:{act.id}"
            kind = EventKind.WORK_ACCEPTED
            gross = with_vat(contract, act.net_minor)
            price = firm.price(contract, act.accepted_on)
            row = Happening(source, kind, act.accepted_on, act.number_key, contract, act.net_minor, gross, price)
            if act.net_minor >= 0:
                rows[act.id] = row
                found.append(row)
                open_acts.append([act.id, act.net_minor, act.net_minor])
                continue
            left = -act.net_minor
            for entry in reversed(open_acts):
                less = min(left, entry[2])
                if less == 0:
                    continue
                original, whole, before = rows[entry[0]], entry[1], entry[1] - entry[2]
                entry[2] -= less
                left -= less
                undone = replace(
                    row,
                    source=f"{source}>{original.source}",
                    net=-less,
                    gross=-with_vat(contract, less),
                    price=original.price,
                    undoes=original.source,
                )
                found.append(taking(undone, before, before + less, whole))
    return found


def amended_net(firm: Firm, contract: ContractFact, day: date) -> int:
    """The contract's net with the amendments up to the day."""
    changes = [c for c in firm.facts.amendments if c.contract_id == contract.id and c.on_date <= day]
    return contract.net_minor + sum(change.net_change_minor for change in changes)


def received_on_event(firm: Firm, invoice_id: int, received_on: date) -> date:
    """SEMANTICS 2: the later of received and issued."""
    return max(received_on, firm.invoices[invoice_id].issued_on)


def before_the_books(contract: ContractFact) -> int:
    """The net of what was already paid when the books began."""
    return part_of(contract.net_minor, contract.paid_before_minor, with_vat(contract, contract.net_minor))
