"""The reason of a line, as a code and the numbers that fill its sentence; ``app.wording.accruals`` makes the sentence.

Values that every code carries (names and meaning; amounts are whole minor units, rates ppm, dates ISO text)::

    event             the event's kind (EventKind); a reversal has the kind of what it takes back
    event_on          its date
    contract          the contract's number
    invoice           the invoice's number, "" where the event has none
    payment           the payment's number, "" where the event has none
    gross_minor       the event's amount with VAT, in ``currency``; negative for what takes back
    net_minor         the same without VAT
    currency          the document's currency
    firm_currency     the currency of base and amount
    base              net | gross | margin
    base_minor        the whole base in the firm's currency, before it is shared
    order_number      0: the order has none
    order_kind        first | repeat | extension, "" for an order that does not count
    function          the recipient's part in the contract (Function)
    sold              1: the recipient also sold this order, 0: did not

and where it applies::

    exchange_micro, exchange_units, exchange_on   the rate that converted the base: six decimals, per n units, its date
    firm_amount_minor                             instead of a rate: what came in the firm's currency (SEMANTICS 10)
    share_weight, share_total                     the recipient's weight, where the function is shared
    whole_minor                                   the amount before it was shared, where the amount is what is shared

Codes with the values they add::

    percent           rate_ppm
    fixed             fixed_minor; on payment_received also paid_minor (net paid until and with this payment),
                      paid_before_minor (net paid before it), contract_net_minor (all in ``currency``)
    order_list        rate_ppm, last (1: the last rate of the list, repeated)
    fading            rate_ppm, start_ppm, step_ppm, floor_ppm, at_floor (1: the floor holds)
    tier_event        mode (marginal | whole), contract_base_minor (the contract's net in the firm's currency, by which
                      the table is read), rate_ppm where one rate gave it all
    tier_marginal     month, from_minor, to_minor (the recipient's total before and after), slices (count), and per
                      slice n = 1…: slice_n_minor (the part of the base in the band), slice_n_ppm
    tier_whole        month, total_minor (the recipient's total at the month's end), rate_ppm
    late              kept_ppm, days_late, due_on, full_minor (the line that is reduced), rate_ppm where it has one
    reversal          original_key (of the event), original_on, original_minor (the line that is taken back),
                      reversed_minor and of_minor (how much of the original is taken back until now), part (main | late)
    true_up           changed_month (YYYY-MM, the month of the event), before_minor, after_minor, gone (1: the line is
                      no longer earned), inner (the code of the changed line), then the values of that line's reason

A reversal inside the tier month of its original has the code of its tier (``tier_marginal``, ``tier_whole``) and,
beside that code's values, ``original_key`` and ``original_on``.
"""

from __future__ import annotations

from app.calc.events import Reversal
from app.calc.exchange import Exchange
from app.calc.facts import RateFact
from app.calc.rate import LATE, Line, line_key
from app.calc.recipients import Recipients
from app.calc.results import Accrual, AccrualKind, Why, earned_key, true_up_key
from app.calc.scheme import ByOrder, EventKind, Fading, Fixed, Tiers
from app.calc.tiers import Table
from app.kernel.period import Month

Values = tuple[tuple[str, int | str], ...]

TRUE_UP = "true_up"
_OWN_OF_TRUE_UP = 5
"""A true-up's own values; the changed line's come behind them."""


class LaterWhy(Why):
    """A reason whose values are put together when they are first read: most of a million lines are never asked."""

    __slots__ = ("_explainer", "_known", "_line")
    _explainer: Explainer
    _known: Values | None
    _line: Line

    def __init__(self, code: str, explainer: Explainer, line: Line) -> None:
        """Keep what the values are made of; a reason is frozen, hence the long way."""
        keep = object.__setattr__
        keep(self, "code", code)
        keep(self, "_explainer", explainer)
        keep(self, "_line", line)
        keep(self, "_known", None)

    @property
    def values(self) -> Values:
        """The values, made once."""
        known = self._known
        if known is None:
            known = self._explainer.values(self._line)
            keep = object.__setattr__
            keep(self, "_known", known)
        return known

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Why) and (self.code, self.values) == (other.code, other.values)

    def __hash__(self) -> int:
        return hash((self.code, self.values))


class Explainer:
    """Makes accruals with their reasons of lines."""

    def __init__(self, exchange: Exchange, recipients: Recipients) -> None:
        """Keep what the reasons name."""
        self._exchange = exchange
        self._recipients = recipients

    def accrual(self, line: Line) -> Accrual:
        """The line as it is stored, printed and answered for; its reason is put together when somebody reads it."""
        catch = line.catch
        event, rule, invoice = catch.event, catch.terms.rule, catch.event.invoice
        after = rule.pay_after_months
        return Accrual(
            line_key(line),
            line.kind,
            line.person_id,
            catch.terms.scheme.id,
            catch.terms.version,
            rule.key,
            event.key,
            str(event.kind),
            event.on,
            event.month,
            event.month.plus(after) if after else event.month,
            event.order.client_id,
            event.order.id,
            None if invoice is None else invoice.id,
            event.payment_id,
            event.order.order_number,
            str(rule.recipient),
            line.base_minor,
            line.rate_ppm,
            line.amount_minor,
            LaterWhy(line.code, self, line),
        )

    def values(self, line: Line) -> Values:
        """The numbers that fill the sentence of a line."""
        return (*self._common(line), *self._exchanged(line), *_shared(line), *self._particular(line))

    def _common(self, line: Line) -> Values:
        event, rule = line.catch.event, line.catch.terms.rule
        order = event.order
        return (
            ("event", event.kind.value),
            ("event_on", event.on.isoformat()),
            ("contract", order.number),
            ("invoice", "" if event.invoice is None else event.invoice.number),
            ("payment", event.payment_number),
            ("gross_minor", event.gross_minor),
            ("net_minor", event.net_minor),
            ("currency", order.currency),
            ("firm_currency", self._exchange.firm_currency),
            ("base", rule.base.value),
            ("base_minor", self._exchange.base_of(event, rule.base)),
            ("order_number", order.order_number),
            ("order_kind", "" if order.kind is None else order.kind.value),
            ("function", rule.recipient.value),
            ("sold", int(line.person_id in self._recipients.sold(order))),
        )

    def _exchanged(self, line: Line) -> Values:
        event = line.catch.event
        if event.order.currency == self._exchange.firm_currency:
            return ()
        if event.firm is not None:
            return (("firm_amount_minor", event.firm[0]),)
        rate = self._exchange.rate_for(event.order.currency, event.rate_on)
        return () if rate is None else _exchange(rate)

    def _particular(self, line: Line) -> Values:
        if line.code == "late":
            return _late(line)
        of = line.catch.of
        if of is not None and line.code == "reversal":
            return (*_original(line), *_reversed(line, of.reversal))
        if line.code == "tier_event":
            return self._tier_event(line)
        if line.code in {"tier_marginal", "tier_whole"}:
            values = _tier_marginal(line) if line.code == "tier_marginal" else _tier_whole(line)
            return (*values, *_original(line))
        return _by_rate(line)

    def _tier_event(self, line: Line) -> Values:
        rate, event = line.catch.terms.rate, line.catch.event
        mode = rate.mode.value if isinstance(rate, Tiers) else ""
        net_minor = self._exchange.to_firm(event, event.progress[3])
        return (("mode", mode), ("contract_base_minor", net_minor), *_rate(line))


def true_up(line: Accrual, month: Month, before_minor: int, *, gone: bool = False) -> Accrual:
    """The line by which ``month`` pays the difference between what a line of a closed month gave and comes to now.

    ``line`` is as it is now, or, where it is ``gone``, as it was stored last.
    """
    after_minor = 0 if gone else line.amount_minor
    inner, values = _inner(line.why)
    own = (
        ("changed_month", line.month.text),
        ("before_minor", before_minor),
        ("after_minor", after_minor),
        ("gone", int(gone)),
        ("inner", inner),
    )
    return line._replace(
        key=true_up_key(earned_key(line.key), month),
        kind=AccrualKind.TRUE_UP,
        pay_month=month,
        base_minor=0 if gone else line.base_minor,
        amount_minor=after_minor - before_minor,
        before_minor=before_minor,
        after_minor=after_minor,
        why=Why(TRUE_UP, (*own, *values)),
    )


def _inner(why: Why) -> tuple[str, Values]:
    """The code and values of the changed line, also where the line stored last is a true-up itself."""
    if why.code != TRUE_UP:
        return why.code, why.values
    return str(dict(why.values)["inner"]), why.values[_OWN_OF_TRUE_UP:]


def _shared(line: Line) -> Values:
    weights = line.catch.terms.holders.weights
    if len(weights) == 1:
        return ()
    shared: Values = (("share_weight", weights[line.place]), ("share_total", sum(weights)))
    if line.part == LATE or line.code in {"reversal", "tier_marginal", "tier_whole"}:
        return shared
    return (*shared, ("whole_minor", line.numbers[0]))


def _exchange(rate: RateFact) -> Values:
    return (
        ("exchange_micro", rate.rate_micro),
        ("exchange_units", rate.units),
        ("exchange_on", rate.on_date.isoformat()),
    )


def _rate(line: Line) -> Values:
    return () if line.rate_ppm is None else (("rate_ppm", line.rate_ppm),)


def _by_rate(line: Line) -> Values:
    rate, event = line.catch.terms.rate, line.catch.event
    if isinstance(rate, ByOrder):
        return (*_rate(line), ("last", int(event.order.order_number >= len(rate.rates_ppm))))
    if isinstance(rate, Fading):
        floor = int(line.rate_ppm == rate.floor_ppm)
        shape = (("start_ppm", rate.start_ppm), ("step_ppm", rate.step_ppm), ("floor_ppm", rate.floor_ppm))
        return (*_rate(line), *shape, ("at_floor", floor))
    if not isinstance(rate, Fixed):
        return _rate(line)
    if event.kind is not EventKind.PAYMENT_RECEIVED:
        return (("fixed_minor", rate.amount_minor),)
    before, _, after, whole = event.progress
    return (
        ("fixed_minor", rate.amount_minor),
        ("paid_minor", after),
        ("paid_before_minor", before),
        ("contract_net_minor", whole),
    )


def _tier_marginal(line: Line) -> Values:
    before, after = line.numbers
    rate = line.catch.terms.rate
    slices = Table(rate.bands).slices(before, after) if isinstance(rate, Tiers) else ()
    values: list[tuple[str, int | str]] = [
        ("month", line.catch.event.month.text),
        ("from_minor", before),
        ("to_minor", after),
        ("slices", len(slices)),
    ]
    for number, part in enumerate(slices, start=1):
        values += [(f"slice_{number}_minor", part.amount_minor), (f"slice_{number}_ppm", part.rate_ppm)]
    return tuple(values)


def _tier_whole(line: Line) -> Values:
    return (("month", line.catch.event.month.text), ("total_minor", line.numbers[0]), *_rate(line))


def _late(line: Line) -> Values:
    event = line.catch.event
    kept, full_minor = line.numbers
    return (
        ("kept_ppm", kept),
        ("days_late", event.days_late or 0),
        ("due_on", "" if event.invoice is None else event.invoice.due_on.isoformat()),
        ("full_minor", full_minor),
        *_rate(line),
    )


def _original(line: Line) -> Values:
    of = line.catch.of
    if of is None:
        return ()
    original = of.original.event
    return (("original_key", original.key), ("original_on", original.on.isoformat()))


def _reversed(line: Line, reversal: Reversal) -> Values:
    return (
        ("original_minor", line.numbers[0]),
        ("reversed_minor", reversal.after_minor),
        ("of_minor", reversal.whole_minor),
        ("part", line.part),
    )
