"""Use case of the contract form: what the order that is being typed will bring whom under today's schemes. Secret."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from app.calc.exchange import Exchange
from app.calc.facts import Facts, RateFact
from app.calc.nothing import Nothing, WhyNothing, nearest
from app.calc.scheme import Scheme
from app.contracts.model import NewContract
from app.contracts.proposing import Proposed
from app.invoices.model import USUAL_DAYS
from app.kernel.actor import Actor, Permission
from app.kernel.money import convert, round_half_up
from app.kernel.period import Month
from app.kernel.use_cases import UseCases
from app.motivation.loading import FactsLoader
from app.motivation.neighbours import PreviewNeighbours
from app.motivation.order_course import Course, Going, going_on
from app.motivation.order_preview import (
    Gain,
    Standing,
    gains,
    last_month,
    of_contracts,
    recent,
    rules_for,
    with_proposed,
)


@dataclass(frozen=True, slots=True)
class Earning:
    """A line that the order brings or changes, with the names that its sentence needs."""

    gain: Gain
    person_name: str
    client_name: str
    scheme_name: str
    source_name: str
    """Who earned the line that an override is paid on."""


@dataclass(frozen=True, slots=True)
class Unpaid:
    """A part in the order that brings its person nothing, or that nobody has.

    ``code`` as of ``calc.results.Unassigned``, or ``nothing`` with the rule for this part that came nearest.
    """

    code: str
    function: str
    person_name: str
    nothing: Nothing | None = None


@dataclass(frozen=True, slots=True)
class OrderPreview:
    """What the order will bring; amounts in the firm's ``currency``. Secret: Permission.SEE_PAY."""

    currency: str
    course: Course
    through: Month
    """Everything until the end of this month is in it."""
    earnings: tuple[Earning, ...]
    unpaid: tuple[Unpaid, ...]
    net_minor: int | None
    """What is still to come of the order, without VAT; None where the exchange rate is missing."""
    margin_minor: int | None
    """The same less its direct cost; None where it has none."""
    first_open: Month
    """The month that pays what falls into closed ones."""
    books_from: Month
    has_schemes: bool

    @property
    def total_minor(self) -> int:
        """What it brings everybody together."""
        return sum(earning.gain.amount_minor for earning in self.earnings)


class _Books(NamedTuple):
    """Everything that was read of the file, and when."""

    stamp: int
    facts: Facts
    schemes: tuple[Scheme, ...]
    people: Mapping[int, str]
    clients: Mapping[int, str]


class _Without(NamedTuple):
    """What the books come to without the order."""

    stamp: int
    begins: Month
    through: Month
    rates: tuple[RateFact, ...]
    standing: Standing


class OrderPreviews:
    """Asks the engine twice, with the order and without. What was read or worked out last is kept for the next key."""

    def __init__(self, use_cases: UseCases, loader: FactsLoader, neighbours: PreviewNeighbours) -> None:
        """Facts and schemes come from ``loader``, everything else from ``neighbours``."""
        self._use_cases = use_cases
        self._loader = loader
        self._neighbours = neighbours
        self._books: _Books | None = None
        self._without: _Without | None = None

    def preview(self, actor: Actor, new: NewContract, contract_id: int | None = None) -> OrderPreview:
        """What ``new`` will bring if it is saved, or if ``contract_id`` is changed into it, and goes on as planned.

        Nothing is written. Raises Invalid: what saving would refuse, or ``rate_missing``; NotFound.
        """

        def work() -> OrderPreview:
            proposed = self._neighbours.orders.proposed(new, contract_id)
            return self._preview(self._read(), proposed, self._use_cases.clock.today())

        return self._use_cases.view(actor, Permission.SEE_PAY, work, action="motivation.preview_order")

    def _read(self) -> _Books:
        stamp = self._loader.stamp()
        if self._books is None or self._books.stamp != stamp:
            near = self._neighbours
            self._books = _Books(
                stamp,
                self._loader.load_facts(),
                self._loader.load_schemes(),
                {person.id: person.name for person in near.people.list()},
                {client.id: client.name for client in near.clients.list()},
            )
        return self._books

    def _preview(self, books: _Books, proposed: Proposed, today: date) -> OrderPreview:
        facts, contract = books.facts, proposed.contract
        going = going_on(facts, contract, today, _term_days(facts, contract.id), is_new=proposed.is_new)
        through = max(last_month([*going.course.days, contract.signed_on], books.schemes), Month.of(today))
        known = replace(facts, rates=(*facts.rates, *going.rates))
        stands = [row.signed_on for row in facts.contracts if row.id == contract.id]
        begins = recent(known, min([contract.signed_on, *stands])).books_from
        without = self._standing_without(books, replace(known, books_from=begins), through, going.rates)
        after = going.put_into(with_proposed(known, proposed))
        with_order = Standing(replace(after, books_from=begins), books.schemes, through)
        found = gains(without, with_order)
        notes = {
            (note.code, note.function, note.person_id)
            for note in with_order.notes
            if note.contract_id == contract.id and note not in without.notes
        }
        net_minor, margin_minor = _worth(after, proposed, going)
        return OrderPreview(
            facts.currency,
            going.course,
            through,
            tuple(_earning(books, gain) for gain in found),
            (*_noted(books, notes), *self._idle(books, after, proposed, found, notes, through)),
            net_minor,
            margin_minor,
            self._neighbours.months.first_open(),
            facts.books_from,
            bool(books.schemes),
        )

    def _standing_without(self, books: _Books, facts: Facts, through: Month, rates: tuple[RateFact, ...]) -> Standing:
        """The same for every key that is typed, as long as nothing was written."""
        known, key = self._without, (books.stamp, facts.books_from, through, rates)
        if known is None or known[:-1] != key:
            known = self._without = _Without(*key, Standing(facts, books.schemes, through))
        return known.standing

    def _idle(
        self,
        books: _Books,
        facts: Facts,
        proposed: Proposed,
        found: Iterable[Gain],
        notes: Iterable[tuple[str, str, int | None]],
        through: Month,
    ) -> Iterator[Unpaid]:
        """Who is named for a part and gets nothing for it, with the rule that came nearest."""
        paid = {(gain.accrual.function, gain.accrual.person_id) for gain in found}
        said = {(function, person_id) for _, function, person_id in notes}
        idle = [(row.function, row.person_id) for row in proposed.roles]
        idle = [part for part in dict.fromkeys(idle) if part not in paid | said]
        if not idle or not books.schemes:
            return
        own = of_contracts(facts, proposed.order_numbers)
        asked: dict[str, WhyNothing] = {}
        for function, person_id in idle:
            if function not in asked:
                asked[function] = WhyNothing(own, rules_for(function, books.schemes), through)
            why = asked[function]
            answers = [why.why(key, person_id) for key in why.events_of(proposed.contract.id)]
            yield Unpaid("nothing", function, books.people.get(person_id, ""), nearest(answers) if answers else None)


def _earning(books: _Books, gain: Gain) -> Earning:
    reason, accrual = dict(gain.accrual.why.values), gain.accrual
    return Earning(
        gain,
        books.people.get(accrual.person_id, ""),
        "" if accrual.client_id is None else books.clients.get(accrual.client_id, ""),
        next((scheme.name for scheme in books.schemes if scheme.id == accrual.scheme_id), ""),
        books.people.get(int(reason.get("source_person", 0)), ""),
    )


def _noted(books: _Books, notes: Iterable[tuple[str, str, int | None]]) -> Iterator[Unpaid]:
    for code, function, person_id in sorted(notes, key=lambda note: (note[0], note[1], note[2] or 0)):
        yield Unpaid(code, function, books.people.get(person_id or 0, ""))


def _term_days(facts: Facts, contract_id: int) -> int:
    """As many days as the contract's last invoice gave."""
    own = [row for row in facts.invoices if row.contract_id == contract_id]
    last = max(own, key=lambda row: (row.issued_on, row.id), default=None)
    return USUAL_DAYS if last is None else (last.due_on - last.issued_on).days


def _worth(facts: Facts, proposed: Proposed, going: Going) -> tuple[int | None, int | None]:
    """What is still to come of the order in the firm's currency, and how much of it is margin."""
    contract, net_minor = proposed.contract, going.course.net_minor
    cost_minor = 0
    if contract.net_minor:
        cost_minor = round_half_up(contract.direct_cost_minor * net_minor, contract.net_minor)
    if contract.currency != facts.currency:
        rate = Exchange(facts).rate_for(contract.currency, min([*going.course.days, contract.signed_on]))
        if rate is None:
            return None, None
        net_minor = convert(net_minor, rate.rate_micro, rate.units)
        cost_minor = convert(cost_minor, rate.rate_micro, rate.units)
    return net_minor, net_minor - cost_minor if contract.direct_cost_minor else None
