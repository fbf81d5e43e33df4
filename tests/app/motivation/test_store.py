"""Definitions as they lie in the file: all that a scheme can say comes back, and so does what was stored long ago."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from app.calc.facts import Function
from app.calc.scheme import (
    Base,
    ByOrder,
    Conditions,
    Counter,
    Days,
    Deciding,
    Each,
    EventKind,
    Every,
    Extensions,
    Fading,
    Fixed,
    HoldBack,
    Leaving,
    Limits,
    Member,
    Named,
    OrderKind,
    Override,
    Percent,
    PeriodLimits,
    PeriodMeasure,
    PerUnit,
    Pool,
    Release,
    Rule,
    SchemeTerms,
    SchemeVersion,
    Source,
    Span,
    WonBy,
)
from app.calc.tables import Band, LateBand, Measure, TierMode, Tiers
from app.db.connect import SqliteDb
from app.motivation import canonical
from app.motivation.store import MotivationStore
from tests.support.database import empty_file, open_db

OF_THE_FIRST_RELEASE = Path(__file__).parent / "stored" / "rules-0001.json"

EVERYTHING = (
    Rule(
        "named",
        EventKind.PAYMENT_RECEIVED,
        Named((Member("07", 2), Member("12"))),
        PerUnit(5_000),
        when=Conditions(
            months_since_won=Span(1, 12),
            client_tag="VIP",
            amount_minor=Span(1_000, None),
            days_late=Span(None, 30),
            campaign=Days(date(2026, 1, 1), None),
            recipient_reminded=True,
        ),
        won_by=WonBy.MONEY,
        paid_and_accepted=True,
        per_event=Limits(100, 900),
        hold_back=HoldBack(200_000, Release.MONTHS, 3),
    ),
    Rule("pool", EventKind.PERIOD_END, Pool(), Percent(10_000), measure=PeriodMeasure.FIRM_MARGIN),
    Rule(
        "each",
        EventKind.PERIOD_END,
        Each(),
        Tiers(
            Measure.QUARTER_COUNT, TierMode.MARGINAL, (Band(1, 0, premium_minor=500), Band(None, 0, premium_minor=700))
        ),
        measure=PeriodMeasure.OWN_RECEIPTS,
        measured_by=Function.DELIVERING,
    ),
    Rule("fading", EventKind.CLIENT_ANNIVERSARY, Function.SELLING, Fading(9_000, 1_000, 500, Counter.MONTH)),
    Rule(
        "listed",
        EventKind.PAYMENT_RECEIVED,
        Function.UPSELLING,
        ByOrder((30_000, 10_000), Counter.MONTH),
        base=Base.INCREASE,
        full_payment=True,
        per_period=PeriodLimits(Every.YEAR, None, 10_000_00),
    ),
    Rule(
        "head",
        EventKind.PAYMENT_RECEIVED,
        Pool((Member("07"),)),
        Percent(100_000),
        override=Override((Source("", "*"), Source("*", "*")), ("09",)),
    ),
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[SqliteDb]:
    with closing(open_db(empty_file(tmp_path / "books.premia"))) as db:
        yield db


def test_every_form_of_a_rule_and_the_terms_come_back(db: SqliteDb) -> None:
    store = MotivationStore(db)
    terms = SchemeTerms(silence_months=12, leaving=Leaving.KEEP_MONTHS, leaving_months=6, floor_negative=True)
    versions = (
        SchemeVersion(1, date(2026, 1, 1), EVERYTHING, terms),
        SchemeVersion(2, date(2026, 7, 1), EVERYTHING[:1], SchemeTerms(leaving=Leaving.NEW_HOLDER)),
    )
    with db.write():
        scheme_id = store.add_scheme("whole", "All of it")
        for version in versions:
            store.add_version(scheme_id, version, named=())
    (scheme,) = store.schemes()
    assert scheme.versions == versions


def test_rules_of_the_first_release_mean_what_they_meant() -> None:
    """They know nothing of what came later: it has its usual value."""
    first, won, fading, tiers = canonical.loads(OF_THE_FIRST_RELEASE.read_text(encoding="utf-8"), tuple[Rule, ...])
    assert first == Rule(
        "a",
        EventKind.PAYMENT_RECEIVED,
        Function.FINDING,
        ByOrder((100_000, 10_000)),
        when=Conditions(
            order_number=Span(1, 3),
            order_kinds=frozenset({OrderKind.FIRST, OrderKind.REPEAT}),
            extensions=Extensions.SEPARATE_RATE,
            service_kind="complex",
            recipient_sold=False,
        ),
        extension_rate=Percent(30_000),
        late=(LateBand(30, 1_000_000), LateBand(None, 500_000)),
        deciding=Deciding.SIGNING,
        pay_after_months=2,
    )
    assert won == Rule("b", EventKind.CLIENT_WON, Function.SELLING, Fixed(20_000))
    assert fading == Rule(
        "c",
        EventKind.PAYMENT_RECEIVED,
        Function.DELIVERING,
        Fading(100_000, 20_000, 10_000),
        base=Base.MARGIN,
        when=Conditions(extensions=Extensions.AS_PARENT),
    )
    bands = (Band(1_000_000, 20_000), Band(None, 40_000, 1_000_000))
    rate = Tiers(Measure.MONTH_TOTAL, TierMode.WHOLE, bands)
    assert tiers == Rule("d", EventKind.INVOICE_SETTLED, Function.COLLECTING, rate)
