"""Accruals and a month's sheet built by hand, with names that try to be formulas."""

from __future__ import annotations

from datetime import date

from app.calc.results import Accrual, AccrualKind, PersonMonth, Why
from app.kernel.period import Month
from app.payroll.model import AccrualLine, AdjustmentLine, CheckLine, Run, RunState, Sheet, SheetLine, Step

OCTOBER = Month(2026, 10)


def reason(code: str = "percent", **values: int | str) -> Why:
    """A reason with the values that every code carries: invoice 31, 12,000.00 UAH with VAT, the 2nd order."""
    common: dict[str, int | str] = {
        "event": "payment_received",
        "event_on": "2026-10-14",
        "contract": "C-7",
        "invoice": "31",
        "payment": "P-5",
        "gross_minor": 1_200_000,
        "net_minor": 1_000_000,
        "currency": "UAH",
        "firm_currency": "UAH",
        "base": "net",
        "base_minor": 1_000_000,
        "order_number": 2,
        "order_kind": "repeat",
        "function": "finding",
        "sold": 0,
        "rate_ppm": 10_000,
    }
    return Why(code, tuple((common | values).items()))


def accrual(amount_minor: int = 10_000, why: Why | None = None, **changed: object) -> Accrual:
    """A line of the finder: 1 % of 10,000.00 of a payment of 14.10.2026."""
    line = Accrual(
        key="1|1.first|payment:5:31|main",
        kind=AccrualKind.ACCRUAL,
        person_id=1,
        scheme_id=1,
        scheme_version=1,
        rule_key="first",
        event_key="payment:5:31",
        event_kind="payment_received",
        event_on=date(2026, 10, 14),
        month=OCTOBER,
        pay_month=OCTOBER,
        client_id=1,
        contract_id=1,
        invoice_id=1,
        payment_id=1,
        order_number=2,
        function="finding",
        base_minor=1_000_000,
        rate_ppm=10_000,
        amount_minor=amount_minor,
        why=why or reason(),
    )
    return line._replace(**changed)  # type: ignore[arg-type]


def person_month(person_id: int, **amounts: int) -> PersonMonth:
    """A person's row; every amount that is not named is nothing."""
    zero = {name: 0 for name in PersonMonth._fields if name.endswith("_minor")}
    return PersonMonth(person_id=person_id, engagement="employee", **(zero | amounts))


def line(number: int, entry: Accrual, person: str, client: str) -> AccrualLine:
    """An accrual with its names."""
    return AccrualLine(
        id=number,
        accrual=entry._replace(key=f"{entry.key}|{number}"),
        person_name=person,
        client_name=client,
        contract_number="C-7",
        invoice_number="=31",
        payment_number="P-5",
        scheme_name="Залучення 10 / 1",
    )


def october() -> Sheet:
    """Three people: a finder with a late line, a reversal and a true-up; a seller below nothing; a salary alone."""
    ivan, olena, petro = "Іван Петренко", "Олена Ґрунт-Їжак", "=Петро +1"
    late = accrual(
        -4_000, reason("late", kept_ppm=600_000, days_late=45, full_minor=10_000), kind=AccrualKind.LATE, rate_ppm=None
    )
    true_up = accrual(
        50_000,
        reason("true_up", changed_month="2026-09", before_minor=0, after_minor=50_000, gone=0, inner="percent",
               event_on="2026-09-12", rate_ppm=50_000),
        kind=AccrualKind.TRUE_UP, before_minor=0, after_minor=50_000, month=Month(2026, 9), event_on=date(2026, 9, 12),
    )  # fmt: skip
    back = accrual(
        -30_000,
        reason("reversal", gross_minor=-600_000, net_minor=-500_000, base_minor=-500_000, original_key="e",
               original_on="2026-07-01", original_minor=60_000, reversed_minor=500_000, of_minor=1_000_000, part="main",
               function="selling"),
        kind=AccrualKind.REVERSAL, person_id=2, function="selling", base_minor=-500_000,
    )  # fmt: skip
    later = accrual(7_700, pay_month=Month(2026, 11))
    return Sheet(
        run=Run(1, 1, OCTOBER, 1, RunState.APPROVED, "UAH", 1, ""),
        firm_name="ТОВ «Оріон Консалтинг» & Co",
        lines=(
            SheetLine(
                ivan,
                "1",
                person_month(1, salary_minor=2_000_000, bonus_minor=6_033, true_ups_minor=50_000,
                             adjustments_minor=-1_500, gross_minor=2_054_533),
                0,
            ),
            SheetLine(
                olena,
                "A*",
                person_month(2, salary_minor=1_500_000, bonus_minor=-30_000, carry_in_minor=-500,
                             carry_out_minor=-30_500, gross_minor=1_500_000),
                0,
            ),
            SheetLine(petro, "=10", person_month(3, salary_minor=956_522, gross_minor=956_522), 0),
        ),
        accruals=(
            line(1, accrual(), ivan, "=cmd|' /C calc'!A0"),
            line(2, late, ivan, "+1"),
            line(3, accrual(33, rate_ppm=33, function="delivering"), ivan, "-2"),
            line(4, true_up, ivan, "@x"),
            line(5, back, olena, "Оріон"),
            line(6, later, ivan, "Оріон"),
        ),
        adjustments=(AdjustmentLine(1, 1, 1, ivan, -1_500, "=штраф", "olga"),),
        steps=(Step("2026-11-02T10:00:00Z", "olga", "draft", "submitted", ""),),
        checks=(CheckLine("bonus_is_lines", ivan, 6_033, 6_033), CheckLine("balance_carried", olena, 100, 90)),
        notes=(("nobody_holds_selling", "C-7"),),
    )  # fmt: skip
