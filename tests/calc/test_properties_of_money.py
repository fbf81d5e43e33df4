"""What holds of every rule on money that comes, goes back, or would have come at a higher rate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.calc.facts import (
    ActFact,
    AllocationFact,
    AssignmentFact,
    ClientFact,
    ContractFact,
    Facts,
    Function,
    InvoiceFact,
    PersonFact,
    QuotaFact,
    RefundFact,
    RoleFact,
)
from app.calc.results import Accrual, AccrualKind
from app.calc.scheme import (
    Base,
    ByOrder,
    EventKind,
    Every,
    Fading,
    Fixed,
    HoldBack,
    Limits,
    Percent,
    PeriodLimits,
    PerUnit,
    Pool,
    Rate,
    Release,
    Rule,
    Scheme,
    SchemeVersion,
)
from app.calc.settle import evaluate
from app.calc.tables import COUNTS, Measure, TierMode, Tiers
from app.calc.tiers import Table
from app.kernel.ids import natural_key
from app.kernel.money import PPM, round_half_up
from app.kernel.period import Month
from tests.support.calc_firms import FIRST, PEOPLE, STAFF_NO
from tests.support.calc_schemes import BANDS, PREMIUMS, is_personal, rules

END = Month(2025, 12)
MONEY = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SHARES = (RoleFact(1, Function.SELLING, 1, 1), RoleFact(1, Function.SELLING, 2, 2))
PAYMENTS = st.lists(st.integers(1, 20_000_00), min_size=2, max_size=6)


def one_contract(
    paid: Sequence[tuple[int, date]], roles: Sequence[RoleFact], refunded: tuple[int, date] | None = None
) -> Facts:
    """Payments of one invoice each; one of them is refunded in full. Work is accepted in June."""
    order = ContractFact(
        id=1,
        number="C",
        number_key="c",
        client_id=1,
        signed_on=FIRST,
        net_minor=50_000_00,
        vat_ppm=0,
        currency="UAH",
        service_kind="standard",
        extends_id=None,
        direct_cost_minor=1_000_00,
        quantity=3,
        cancelled_on=None,
        order_number=1,
        paid_before_minor=0,
    )
    rows = [(number, amount, on) for number, (amount, on) in enumerate(paid, 1)]
    refunds = () if refunded is None else (RefundFact(1, refunded[0], *refunded, paid[refunded[0] - 1][0]),)
    functions = (Function.SELLING, Function.FINDING, Function.COLLECTING)
    return Facts(
        currency="UAH",
        books_from=Month(2024, 1),
        uses_acts=False,
        people=tuple(PersonFact(person, natural_key(STAFF_NO[person]), None, None) for person in PEOPLE),
        clients=(ClientFact(1, 0, None, None, ("key",)),),
        contracts=(order,),
        roles=tuple(role._replace(function=function) for role in roles for function in functions),
        acts=(ActFact(1, "1", 1, date(2024, 6, 15), 10_00, final=False),),
        invoices=tuple(
            InvoiceFact(n, f"{n}", f"{n:03d}", 1, FIRST, FIRST, amount, amount, None, None) for n, amount, _ in rows
        ),
        allocations=tuple(AllocationFact(n, n, f"{n}", f"{n:03d}", n, on, amount, None) for n, amount, on in rows),
        refunds=refunds,
        assignments=tuple(AssignmentFact(1, person, FIRST, None) for person in PEOPLE),
        quotas=tuple(QuotaFact(person, FIRST, date(2024, 12, 31), 30_000_00) for person in PEOPLE),
    )


def in_january(amounts: Sequence[int]) -> list[tuple[int, date]]:
    return [(amount, date(2024, 1, number)) for number, amount in enumerate(amounts, 1)]


def month_by_month(amounts: Sequence[int]) -> list[tuple[int, date]]:
    return [(amount, date(2024, number, 5)) for number, amount in enumerate(amounts, 1)]


def lines(facts: Facts, rule: Rule) -> tuple[Accrual, ...]:
    return evaluate(facts, (Scheme(1, "scheme", "S", (SchemeVersion(1, FIRST, (rule,)),)),), END).accruals


def totals(facts: Facts, rule: Rule) -> dict[int, int]:
    """Per person, without nothing."""
    found: dict[int, int] = defaultdict(int)
    for line in lines(facts, rule):
        found[line.person_id] += line.amount_minor
    return {person: amount for person, amount in found.items() if amount}


def money_rules() -> st.SearchStrategy[Rule]:
    """Rules on payments that are all released in the end."""
    return rules("a", EventKind.PAYMENT_RECEIVED).map(
        lambda rule: replace(
            rule,
            hold_back=None
            if rule.hold_back is None
            else HoldBack(rule.hold_back.share_ppm, Release.MONTHS, rule.hold_back.months),
        )
    )


def _refunded(rule: Rule, amounts: Sequence[int]) -> int:
    """The second payment; behind a gate the last one, as there a refund takes back the latest rise first."""
    return len(amounts) if rule.paid_and_accepted else 2


def _runs_on(rule: Rule) -> Rule:
    """The rule where what others paid before leaves no trace: by the net, in time, on a running total.

    A count leaves the rates of those who came later as they were, so only premiums, and those without limits, cancel.
    A limit of one invoice does not see what another invoice has added to a running total, so those have no limits.
    """
    rate = Percent(33_333) if isinstance(rule.rate, (Fixed, PerUnit)) else rule.rate
    counts = isinstance(rate, Tiers) and rate.measure in COUNTS
    if counts and isinstance(rate, Tiers) and rate.bands != PREMIUMS:
        rate = Tiers(Measure.QUARTER_TOTAL, TierMode.MARGINAL, BANDS)
    runs = is_personal(rate)
    return replace(rule, base=Base.NET, rate=rate, late=(), per_event=Limits() if counts or runs else rule.per_event)


@MONEY
@given(PAYMENTS, money_rules())
def test_a_payment_and_its_refund_in_one_period_are_as_if_neither_had_been(amounts: list[int], drawn: Rule) -> None:
    rule = _runs_on(drawn)
    number = _refunded(rule, amounts)
    both = one_contract(in_january(amounts), SHARES, (number, date(2024, 1, 31)))
    kept = [row for n, row in enumerate(in_january(amounts), 1) if n != number]
    assert totals(both, rule) == totals(one_contract(kept, SHARES), rule)


@MONEY
@given(PAYMENTS, money_rules())
def test_a_payment_and_its_refund_years_later_sum_to_nothing(amounts: list[int], drawn: Rule) -> None:
    """Whatever the payment gave, late, caught up, capped, held and released, goes back to the cent."""
    rule = replace(drawn, per_event=Limits()) if drawn.paid_and_accepted else drawn
    recipient = Function.SELLING if isinstance(rule.recipient, Pool) else rule.recipient
    number = _refunded(rule, amounts)
    facts = one_contract(in_january(amounts), SHARES, (number, date(2025, 2, 1)))
    sums: dict[int, int] = defaultdict(int)
    for line in lines(facts, replace(rule, recipient=recipient)):
        if line.invoice_id == number:
            sums[line.person_id] += line.amount_minor
    assert not any(sums.values())


def raised(rate: Rate, more: int) -> Rate:
    """Every percentage and every sum of the rate, so much higher."""
    match rate:
        case Percent(rate_ppm):
            return Percent(rate_ppm + more)
        case Fixed(amount_minor):
            return Fixed(amount_minor + more)
        case PerUnit(amount_minor):
            return PerUnit(amount_minor + more)
        case ByOrder(rates_ppm, by):
            return ByOrder(tuple(part + more for part in rates_ppm), by)
        case Fading():
            return replace(rate, start_ppm=rate.start_ppm + more, floor_ppm=rate.floor_ppm + more)
    higher = [
        replace(band, rate_ppm=band.rate_ppm + more)
        if band.premium_minor is None
        else replace(band, premium_minor=band.premium_minor + more)
        for band in rate.bands
    ]
    return replace(rate, bands=tuple(higher))


def by_month(facts: Facts, rule: Rule) -> dict[tuple[int, Month], tuple[int, int]]:
    """What a person has got up to and with a month, and in how many lines."""
    found: dict[tuple[int, Month], tuple[int, int]] = {}
    mine = lines(facts, rule)
    for person in PEOPLE:
        for number in range(24):
            month = Month(2024, 1).plus(number)
            so_far = [line.amount_minor for line in mine if line.person_id == person and line.month <= month]
            found[person, month] = (sum(so_far), len(so_far))
    return found


def without_minima(rule: Rule) -> Rule:
    """The rule with its caps only."""
    limits = rule.per_period
    capped = None if limits is None or limits.cap_minor is None else PeriodLimits(limits.every, None, limits.cap_minor)
    return replace(rule, per_event=Limits(None, rule.per_event.cap_minor), per_period=capped)


@MONEY
@given(PAYMENTS, money_rules(), st.integers(1, 100_000), st.booleans())
def test_a_higher_rate_never_pays_less(amounts: list[int], drawn: Rule, more: int, shared: bool) -> None:
    """Up to every month; where it is split, by no more than a cent a line. A sum that has no rate is left aside.

    So are minima of what is rounded as it runs on: a higher rate may earn its cent a month earlier, and a month that
    earns nothing has no minimum.
    """
    rule = replace(drawn, hold_back=None, late=() if drawn.per_event != Limits() else drawn.late)
    if not isinstance(rule.rate, (Percent, ByOrder, Fading)):
        rule = without_minima(rule)
    roles = SHARES if shared else SHARES[:1]
    facts = one_contract(month_by_month(amounts), roles)
    before, after = (by_month(facts, replace(rule, rate=rate)) for rate in (rule.rate, raised(rule.rate, more)))
    split = shared or not isinstance(rule.recipient, Function)
    for key, (amount, count) in before.items():
        assert after[key][0] >= amount - (max(count, after[key][1]) if split else 0)


@MONEY
@given(PAYMENTS, money_rules(), st.sampled_from(list(Every)), st.booleans())
def test_caps_hold(amounts: list[int], drawn: Rule, every: Every, refunded: bool) -> None:
    recipient = Function.SELLING if isinstance(drawn.recipient, Pool) else drawn.recipient
    long = is_personal(drawn.rate) and isinstance(drawn.rate, Tiers) and drawn.rate.mode is TierMode.WHOLE
    rate = Tiers(Measure.MONTH_TOTAL, TierMode.WHOLE, BANDS) if long else drawn.rate
    limits = PeriodLimits(every, None, 150_00)
    rule = replace(
        drawn, recipient=recipient, rate=rate, per_event=Limits(None, 100_00), per_period=limits, hold_back=None
    )
    facts = one_contract(month_by_month(amounts), SHARES, (2, date(2024, 2, 20)) if refunded else None)
    months = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}[every]
    per_event: dict[int | None, int] = defaultdict(int)
    per_period: dict[tuple[int, int], int] = defaultdict(int)
    for line in lines(facts, rule):
        assert line.kind is not AccrualKind.MINIMUM
        per_event[line.invoice_id] += line.amount_minor
        per_period[line.person_id, line.month.months_since(Month(2024, 1)) // months] += line.amount_minor
    assert all(amount <= 100_00 for amount in per_event.values())
    assert all(amount <= 150_00 for amount in per_period.values())


@given(st.lists(st.integers(-20_000_00, 20_000_00), max_size=8), st.integers(0, 60_000_00))
def test_marginal_lines_sum_to_the_table_of_the_total(parts: list[int], start: int) -> None:
    table, reached, given_minor = Table(BANDS), start, 0
    for part in parts:
        slices = table.slices(reached, reached + part)
        assert sum(piece.amount_minor for piece in slices) == part
        exact = table.exact(reached + part) - table.exact(reached)
        assert sum(piece.amount_minor * piece.rate_ppm for piece in slices) == exact
        one = {piece.rate_ppm for piece in slices}
        assert table.one_rate(reached, reached + part) == (one.pop() if len(one) == 1 else None) or not part
        given_minor += round_half_up(table.exact(reached + part), PPM) - round_half_up(table.exact(reached), PPM)
        reached += part
    assert given_minor == round_half_up(table.exact(reached), PPM) - round_half_up(table.exact(start), PPM)
