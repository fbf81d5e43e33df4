"""A story written down as facts: the order of things around the day on which the rule pays. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from app.calc.facts import (
    ActFact,
    AllocationFact,
    AssignmentFact,
    ClientFact,
    ContractFact,
    Facts,
    HandoverFact,
    InvoiceFact,
    PersonFact,
    QuotaFact,
    RefundFact,
    ReminderFact,
    RoleFact,
)
from app.calc.scheme import EventKind, OrderKind
from app.kernel.ids import natural_key
from app.kernel.money import PPM, apply_rate, round_half_up, with_vat
from app.kernel.period import Month, add_months
from app.motivation.regulation.story import COLLEAGUE, EARNER, Cast, Story

_LONG_AGO = date(1990, 1, 1)
_TERM, _TIGHT_TERM = 14, 6
"""Days between an invoice and its due day; fewer where the month since winning matters."""
_BEFORE_INVOICE = 5
_AFTER = 10
_ACCEPTED_BEFORE = 2
_PAID_ON = 15
"""The day on which the money of a month comes, where the rule pays on what the month comes to."""
_ROOT_BEFORE = 30
_FIRST_CONTRACT, _FIRST_INVOICE = 100, 200
_OF_SIGNING = frozenset({EventKind.CONTRACT_SIGNED, EventKind.CLIENT_WON})


def facts_of(story: Story, cast: Cast) -> Facts:
    """The firm in which the story happens and nothing else does."""
    stage = _Stage(story, cast)
    for place, days_late in enumerate(story.days_late):
        stage.client(place, days_late)
    people = tuple(
        PersonFact(person_id, natural_key(staff_no), None, cast.left_on if person_id == EARNER else None)
        for person_id, staff_no in cast.staff_nos.items()
    )
    quotas: tuple[QuotaFact, ...] = ()
    if story.plan_minor:
        year = story.event_on.year
        quotas = tuple(
            QuotaFact(person_id, date(year, 1, 1), date(year, 12, 31), story.plan_minor) for person_id in cast.earners
        )
    return Facts(
        currency=story.currency,
        books_from=Month.of(add_months(story.event_on, -120)),
        people=people,
        clients=tuple(stage.clients),
        contracts=tuple(stage.contracts),
        roles=tuple(stage.roles),
        acts=tuple(stage.acts),
        handovers=tuple(stage.handovers),
        invoices=tuple(stage.invoices),
        allocations=tuple(stage.allocations),
        refunds=tuple(stage.refunds),
        reminders=tuple(stage.reminders),
        assignments=tuple(
            AssignmentFact(scheme_id, person_id, _LONG_AGO, None)
            for scheme_id in cast.scheme_ids
            for person_id in cast.staff_nos
        ),
        quotas=quotas,
    )


class _Stage:
    """Rows as they come together."""

    def __init__(self, story: Story, cast: Cast) -> None:
        self._story = story
        self._cast = cast
        self.clients: list[ClientFact] = []
        self.contracts: list[ContractFact] = []
        self.roles: list[RoleFact] = []
        self.acts: list[ActFact] = []
        self.handovers: list[HandoverFact] = []
        self.invoices: list[InvoiceFact] = []
        self.allocations: list[AllocationFact] = []
        self.refunds: list[RefundFact] = []
        self.reminders: list[ReminderFact] = []

    def client(self, place: int, days_late: int) -> None:
        """One client with its orders, a day after the client before."""
        story, client_id = self._story, place + 1
        event_on = story.event_on if story.one_day else story.event_on + timedelta(days=place)
        if event_on.month != story.event_on.month:
            event_on = story.event_on
        if story.event is EventKind.PERIOD_END:
            event_on = event_on.replace(day=_PAID_ON)
        signed_on = self._signed_on(event_on, days_late)
        won_on, before = self._won_on(event_on, signed_on), story.number - 1
        if story.kind is OrderKind.EXTENSION or (story.earlier_minor and story.number > 1):
            extends = story.kind is OrderKind.EXTENSION
            root_on = min(won_on or signed_on - timedelta(days=_ROOT_BEFORE), signed_on)
            before -= not extends
            root_minor = story.earlier_minor or story.net_minor
            root_id = self._contract(client_id, root_on, root_minor, before + 1, None)
        else:
            root_id, extends = None, False
        days = signed_on, event_on
        first = self._order(client_id, days, days_late, story.number, root_id if extends else None)
        if place == 0:
            self._later_orders(client_id, days, days_late, first)
        known = won_on if before else None
        tags = (story.tag,) if story.tag else ()
        self.clients.append(ClientFact(client_id, before, known, None, tags))
        if self._cast.left_on is not None and self._cast.follower is not None:
            day = self._cast.left_on + timedelta(days=1)
            self.handovers.append(HandoverFact(client_id, self._cast.follower.value, COLLEAGUE, day))

    def _later_orders(self, client_id: int, days: tuple[date, date], days_late: int, first: int) -> None:
        """What the client orders in the months after: an extension of the first order, other orders."""
        story = self._story
        if story.extended:
            self._order(client_id, _months_on(days, 1), days_late, story.number, first)
        for later in range(1, story.orders):
            self._order(client_id, _months_on(days, later), days_late, story.number + later, None)

    def _signed_on(self, event_on: date, days_late: int) -> date:
        """The day of signing; a first order that earns in a later month was signed as long before."""
        story = self._story
        if story.event in _OF_SIGNING and not story.money_wins:
            return event_on
        if story.number == 1 and story.kind is not OrderKind.EXTENSION and story.month > 1:
            return add_months(event_on, 1 - story.month) - timedelta(days=1)
        if story.event is EventKind.INVOICE_ISSUED:
            return event_on - timedelta(days=_BEFORE_INVOICE)
        return event_on - timedelta(days=self._term + days_late + (1 if story.asks_month else _BEFORE_INVOICE))

    def _won_on(self, event_on: date, signed_on: date) -> date | None:
        """When a client with earlier orders was won."""
        story = self._story
        if story.number == 1 and story.kind is not OrderKind.EXTENSION:
            return None
        if not story.asks_month:
            return add_months(signed_on, -12)
        if story.event is EventKind.CLIENT_ANNIVERSARY:
            return add_months(event_on, 1 - story.month)
        return min(add_months(event_on, 1 - story.month) - timedelta(days=1), signed_on)

    @property
    def _term(self) -> int:
        return _TIGHT_TERM if self._story.asks_month else _TERM

    def _contract(self, client_id: int, on: date, net_minor: int, number: int, extends_id: int | None) -> int:
        story = self._story
        contract_id = len(self.contracts) + 1
        name = str(_FIRST_CONTRACT + contract_id)
        self.contracts.append(
            ContractFact(
                contract_id, name, natural_key(name), client_id, on, net_minor, story.vat_ppm, story.currency,
                story.service_kind, extends_id, apply_rate(net_minor, _cost_ppm(story)), story.quantity, None, number,
                0,
            )
        )  # fmt: skip
        for function, person_id in self._cast.functions:
            self.roles.append(RoleFact(contract_id, function.value, person_id, 1))
        return contract_id

    def _order(self, client_id: int, days: tuple[date, date], days_late: int, number: int, root: int | None) -> int:
        """A contract with its invoice, its money and its act; its id.

        ``days``: of its signing, and on which the rule pays.
        """
        story, (signed_on, day) = self._story, days
        contract_id = self._contract(client_id, signed_on, story.net_minor, number, root)
        paid_on, issued_on, accepted_on = self._days(day, days_late)
        if story.event in _OF_SIGNING and not story.money_wins:
            issued_on, paid_on, accepted_on = (day + timedelta(days=late) for late in (1, _TERM + 1, _AFTER))
        due_on = max(issued_on, paid_on - timedelta(days=days_late))
        invoice_id = len(self.invoices) + 1
        name = str(_FIRST_INVOICE + invoice_id)
        gross_minor = with_vat(story.net_minor, story.vat_ppm)
        self.invoices.append(
            InvoiceFact(
                invoice_id, name, natural_key(name), contract_id, issued_on, due_on, story.net_minor, gross_minor,
                None, None,
            )
        )  # fmt: skip
        self._money(invoice_id, paid_on, gross_minor)
        act = str(contract_id)
        self.acts.append(ActFact(contract_id, natural_key(act), contract_id, accepted_on, story.net_minor, final=False))
        if story.reminded:
            for person_id in self._cast.earners:
                self.reminders.append(ReminderFact(invoice_id, person_id, paid_on - timedelta(days=1)))
        return contract_id

    def _days(self, day: date, days_late: int) -> tuple[date, date, date]:
        """When the money comes, the invoice is issued and the work is accepted."""
        story = self._story
        after, term = timedelta(days=_AFTER), timedelta(days=self._term + days_late)
        if story.event is EventKind.INVOICE_ISSUED:
            return day + term, day, day + after
        if story.event is EventKind.WORK_ACCEPTED:
            return day + after, day - term, day
        if story.event is EventKind.CLIENT_ANNIVERSARY:
            return day - timedelta(days=_PAID_ON), day - term - timedelta(days=_PAID_ON), day - after
        accepted_on = day - timedelta(days=_ACCEPTED_BEFORE) if story.gated else day + after
        return day, day - term, accepted_on

    def _money(self, invoice_id: int, paid_on: date, gross_minor: int) -> None:
        story, left_minor = self._story, gross_minor
        for place, (months, part_ppm) in enumerate(story.payments):
            last = place == len(story.payments) - 1
            amount_minor = left_minor if last else apply_rate(gross_minor, part_ppm)
            left_minor -= amount_minor
            row_id = len(self.allocations) + 1
            on, name = add_months(paid_on, months), str(row_id)
            self.allocations.append(
                AllocationFact(row_id, row_id, name, natural_key(name), invoice_id, on, amount_minor, None)
            )
            if place == 0 and story.refunded_ppm:
                back_minor = apply_rate(amount_minor, story.refunded_ppm)
                self.refunds.append(RefundFact(row_id, row_id, invoice_id, add_months(on, 1), back_minor))


def _months_on(days: tuple[date, date], months: int) -> tuple[date, date]:
    return add_months(days[0], months), add_months(days[1], months)


def _cost_ppm(story: Story) -> int:
    return round_half_up(story.cost_minor * PPM, story.net_minor) if story.net_minor else 0
