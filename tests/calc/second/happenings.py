"""Everything that happened but money, as SEMANTICS 2, 3 and 10 date and measure it. Brute force over the facts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from app.calc.facts import ContractFact, Facts, InvoiceFact
from app.calc.scheme import EventKind
from tests.calc.second.rounding import MILLION, nearest
from tests.calc.second.winning import wins

NONE = Fraction(0)


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
    invoice: InvoiceFact | None = None
    days_late: int | None = None
    adds: bool = False
    """More of something that already happened: it earns no second fixed sum."""
    row: int = 0
    nth: int = 0
    """Which of the row's own, where a day has several: an invoice that is settled, reopened and settled again."""
    counted: tuple[date, int, str, int] | None = None
    undoes: str | None = None
    taken_before: Fraction = NONE
    taken: Fraction = NONE
    margin: int = 0
    whole_before: int = 0
    whole: int = 0
    """The contract's net before and now."""
    reached_before: Fraction = NONE
    reached: Fraction = NONE
    """What part of the contract's net came before and with this, for fixed sums."""

    @property
    def turn(self) -> tuple[date, int, bool, str, int, int]:
        """SEMANTICS 4: date, kind (what takes back comes after its kind), document number, id."""
        return (self.on, list(EventKind).index(self.event), self.undoes is not None, self.number, self.row, self.nth)

    @property
    def count_turn(self) -> tuple[date, int, str, int]:
        """SEMANTICS 2: the order in which parts of a contract are counted; money goes by payment number."""
        return self.counted or (self.on, self.undoes is not None, self.number, self.row)


class Pile:
    """Originals of one document; what is taken back without a name is taken from the last one first."""

    def __init__(self) -> None:
        self.originals: list[tuple[Happening, int]] = []
        self.gone: dict[str, int] = {}

    def put(self, row: Happening, whole: int) -> None:
        """One more original."""
        self.originals.append((row, whole))
        self.gone[row.source] = 0

    def take(self, amount: int, first: str | None = None) -> list[tuple[Happening, int, Fraction, Fraction]]:
        """(original, how much of it, part taken before, part taken now)."""
        found = []
        order = [pair for pair in self.originals if pair[0].source == first]
        order += [pair for pair in reversed(self.originals) if pair[0].source != first]
        for row, whole in order:
            less = min(amount, whole - self.gone[row.source])
            if less > 0:
                before = self.gone[row.source]
                self.gone[row.source] += less
                amount -= less
                found.append((row, less, Fraction(before, whole), Fraction(before + less, whole)))
        return found

    def take_all(self) -> list[tuple[Happening, int, Fraction, Fraction]]:
        """Everything that stands, an original over nothing too."""
        empty = [(row, 0, NONE, Fraction(1)) for row, whole in self.originals if whole == 0]
        return self.take(sum(whole for _, whole in self.originals)) + empty


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
        """The latest rate on or before the day, at most 10 days old; nothing where there is none."""
        if contract.currency == self.facts.currency:
            return Price()
        fresh = [
            rate
            for rate in self.facts.rates
            if rate.currency == contract.currency and day - timedelta(days=10) <= rate.on_date <= day
        ]
        if not fresh:
            return Price(NONE)
        latest = max(fresh, key=lambda rate: rate.on_date)
        return Price(Fraction(latest.rate_micro, MILLION * latest.units))

    def net_on(self, contract: ContractFact, day: date) -> int:
        """The contract's net with the amendments up to and with the day."""
        changes = [c for c in self.facts.amendments if c.contract_id == contract.id and c.on_date <= day]
        return contract.net_minor + sum(change.net_change_minor for change in changes)


def with_vat(contract: ContractFact, net: int) -> int:
    """Net and the tax on it."""
    return net + nearest(Fraction(net) * contract.vat_ppm / MILLION)


def signings(firm: Firm) -> list[Happening]:
    """contract_signed with its amendments and its cancellation; client_won likewise for the group's first order."""
    found: list[Happening] = []
    for contract in firm.facts.contracts:
        if contract.cancelled_on is None or contract.cancelled_on > contract.signed_on:
            found += life_of(firm, contract, EventKind.CONTRACT_SIGNED, contract.signed_on)
    for contract_id, on in wins(firm.facts):
        found += life_of(firm, firm.contracts[contract_id], EventKind.CLIENT_WON, on)
    return found


def life_of(firm: Firm, contract: ContractFact, event: EventKind, start: date) -> list[Happening]:
    """A contract from ``start`` on: its net then, changes, its cancellation."""
    price, pile = firm.price(contract, contract.signed_on), Pile()
    begins = firm.net_on(contract, start - timedelta(days=1)) if start > contract.signed_on else contract.net_minor

    def row(source: str, on: date, net: int, row_id: int = 0) -> Happening:
        gross = with_vat(contract, net)
        name = f"{event}:{source}"
        return Happening(name, event, on, contract.number_key, contract, net, gross, price, row=row_id)

    found = [row(f"contract:{contract.id}", start, begins)]
    pile.put(found[0], begins)
    changes = [c for c in firm.facts.amendments if c.contract_id == contract.id and c.on_date >= start]
    for change in sorted(changes, key=lambda c: (c.on_date, c.net_change_minor < 0, c.id)):
        source = f"amendment:{change.id}"
        if contract.cancelled_on is not None and change.on_date >= contract.cancelled_on:
            continue
        if change.net_change_minor >= 0:
            added = replace(row(source, change.on_date, change.net_change_minor, change.id), adds=True)
            pile.put(added, added.net)
            found.append(added)
        else:
            less = row(source, change.on_date, 0, change.id)
            found += taken_back(less, pile.take(-change.net_change_minor))
    if contract.cancelled_on is not None:
        found += taken_back(row("cancelled", contract.cancelled_on, 0), pile.take_all())
    return found


def taken_back(row: Happening, taken: list[tuple[Happening, int, Fraction, Fraction]]) -> list[Happening]:
    """One row per original of which something is taken back, at the original's price."""
    return [
        replace(
            row,
            source=f"{row.source}>{original.source}",
            net=-less,
            gross=nearest(original.gross * before) - nearest(original.gross * after),
            price=original.price,
            undoes=original.source,
            taken_before=before,
            taken=after,
        )
        for original, less, before, after in taken
    ]


def invoicings(firm: Firm) -> list[Happening]:
    """invoice_issued with credit notes and the cancellation of the invoice."""
    found = []
    for invoice in firm.facts.invoices:
        if invoice.cancelled_on is not None and invoice.cancelled_on <= invoice.issued_on:
            continue
        contract, number = firm.contracts[invoice.contract_id], invoice.number_key
        price = firm.price(contract, invoice.issued_on)
        net, gross = invoice.net_minor, invoice.gross_minor
        kind = EventKind.INVOICE_ISSUED
        issued = Happening(
            f"invoice:{invoice.id}", kind, invoice.issued_on, number, contract, net, gross, price, invoice=invoice
        )
        issued = replace(issued, row=invoice.id)
        found.append(issued)
        pile = Pile()
        pile.put(issued, net)
        notes = [note for note in firm.facts.credit_notes if note.invoice_id == invoice.id]
        steps = [(note.issued_on, note.id, f"credit:{note.id}", note.net_minor) for note in notes]
        if invoice.cancelled_on is not None:
            steps.append((invoice.cancelled_on, invoice.id, f"cancel:{invoice.id}", net))
        for on, row_id, source, less in sorted(steps):
            row = replace(issued, source=source, on=on, row=row_id)
            found += taken_back(row, pile.take_all() if source.startswith("cancel") else pile.take(less))
    return found


def acceptances(firm: Firm) -> list[Happening]:
    """work_accepted; a negative act takes back the latest acts before it, the last one first."""
    found: list[Happening] = []
    for contract in firm.facts.contracts:
        pile = Pile()
        acts = [act for act in firm.facts.acts if act.contract_id == contract.id]
        for act in sorted(acts, key=lambda act: (act.accepted_on, act.net_minor < 0, act.number_key, act.id)):
            gross = with_vat(contract, act.net_minor)
            price = firm.price(contract, act.accepted_on)
            row = Happening(
                f"act:{act.id}",
                EventKind.WORK_ACCEPTED,
                act.accepted_on,
                act.number_key,
                contract,
                act.net_minor,
                gross,
                price,
                row=act.id,
            )
            if act.net_minor < 0:
                found += taken_back(row, pile.take(-act.net_minor))
            else:
                found.append(row)
                pile.put(row, act.net_minor)
    return found
