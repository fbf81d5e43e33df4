"""The reason of a line, as a code and the numbers that fill its sentence; ``app.wording.accruals`` makes the sentence.

Values that every code carries (names and meaning; amounts are whole minor units, rates ppm, dates ISO text)::

    event             the event's kind (EventKind); a reversal has the kind of what it takes back
    event_on          its date
    contract          the contract's number, "" where the event is of a month
    invoice           the invoice's number, "" where the event has none
    payment           the payment's number, "" where the event has none
    gross_minor       the event's amount with VAT, in ``currency``; negative for what takes back
    net_minor         the same without VAT
    currency          the document's currency
    firm_currency     the currency of base and amount
    base              net | gross | margin | increase
    base_minor        the whole base in the firm's currency, before it is shared
    order_number      0: the order has none
    order_kind        first | repeat | extension, "" for an order that does not count
    function          the recipient's part in the contract (Function), or named | pool | each
    sold              1: the recipient also sold this order, 0: did not

and where it applies::

    exchange_micro, exchange_units, exchange_on   the rate that converted the base: six decimals, per n units, its date
    firm_amount_minor                             instead of a rate: what came in the firm's currency (SEMANTICS 10)
    share_weight, share_total                     the recipient's weight, where the function is shared
    whole_minor                                   the amount before it was shared, where the amount is what is shared
    unlimited_minor, minimum_minor, cap_minor     the amount before a limit per event, and the limits
    uncapped_minor, period_cap_minor, cap_every   the amount before the cap of its month | quarter | year
    measure           of the events of a month: firm_receipts | firm_margin | own_receipts

The codes and the values that they add stand in ``app.calc.reasons``.
"""

from __future__ import annotations

from app.calc.facts import Function, RateFact
from app.calc.lines import Line, line_key
from app.calc.reasons import Reasons, Values, limited, shared
from app.calc.results import Accrual, AccrualKind, Why, earned_key, true_up_key
from app.calc.scheme import Base, Recipient
from app.calc.stream import World
from app.kernel.period import Month

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

    def __init__(self, world: World) -> None:
        """Keep what the reasons name."""
        self._bases = world.bases
        self._exchange = world.exchange
        self._recipients = world.recipients
        self._reasons = Reasons(world)

    def accrual(self, line: Line) -> Accrual:
        """The line as it is stored, printed and answered for; its reason is put together when somebody reads it."""
        catch = line.catch
        event, terms, invoice = catch.event, catch.terms, catch.event.invoice
        rule, order_id, month = terms.rule, event.order.id, line.month
        after = rule.pay_after_months
        return Accrual(
            line_key(line),
            line.kind,
            line.person_id,
            terms.scheme.id,
            terms.version,
            rule.key,
            event.key,
            str(event.kind),
            line.on,
            month,
            month.plus(after) if after else month,
            event.order.client_id if order_id else None,
            order_id or None,
            None if invoice is None else invoice.id,
            event.payment_id,
            terms.places.of(event.order).number,
            function_name(rule.recipient),
            line.base_minor,
            line.rate_ppm,
            line.amount_minor,
            LaterWhy(line.code, self, line),
        )

    def values(self, line: Line) -> Values:
        """The numbers that fill the sentence of a line."""
        return (
            *self._common(line), *self._exchanged(line), *shared(line), *limited(line), *self._reasons.of(line),
        )  # fmt: skip

    def _common(self, line: Line) -> Values:
        event, terms = line.catch.event, line.catch.terms
        order, measure = event.order, terms.rule.measure
        place = terms.places.of(order)
        values: Values = (
            ("event", event.kind.value),
            ("event_on", event.on.isoformat()),
            ("contract", order.number),
            ("invoice", "" if event.invoice is None else event.invoice.number),
            ("payment", event.payment_number),
            ("gross_minor", event.gross_minor),
            ("net_minor", event.net_minor),
            ("currency", order.currency),
            ("firm_currency", self._exchange.firm_currency),
            ("base", terms.rule.base.value),
            ("base_minor", self._bases.of(event, terms.rule.base)),
            ("order_number", place.number),
            ("order_kind", "" if place.kind is None else place.kind.value),
            ("function", function_name(terms.rule.recipient)),
            ("sold", int(line.person_id in self._recipients.sold(order)) if order.id else 0),
        )
        return values if measure is None else (*values, ("measure", measure.value))

    def _exchanged(self, line: Line) -> Values:
        event, base = line.catch.event, line.catch.terms.rule.base
        if event.order.currency == self._exchange.firm_currency or base is Base.INCREASE:
            return ()
        if event.firm is not None:
            return (("firm_amount_minor", event.firm[0]),)
        rate = self._exchange.rate_for(event.order.currency, event.rate_on)
        return () if rate is None else _exchange(rate)


def function_name(recipient: Recipient) -> str:
    """The recipient's part as a word: a function, or how people are named."""
    return recipient.value if isinstance(recipient, Function) else type(recipient).__name__.lower()


def _exchange(rate: RateFact) -> Values:
    return (
        ("exchange_micro", rate.rate_micro),
        ("exchange_units", rate.units),
        ("exchange_on", rate.on_date.isoformat()),
    )


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
