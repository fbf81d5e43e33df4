"""What stands where in the payroll workbook: the columns of ``Payroll``, and the figures that its formulas give."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from app.calc.facts import Function
from app.calc.results import Accrual, AccrualKind, PersonMonth
from app.export.workbook import Look, currency_format
from app.i18n.words import SIGNS_BEFORE_IN_ENGLISH, Words, mark
from app.payroll.model import Sheet, SheetLine
from app.wording import terms

TITLE_ROW, SUBTITLE_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 3, 4
"""The same on every sheet, counted from 0."""

ADJUSTMENT = mark("Manual adjustment")
"""The kind of a manual line, beside the kinds of accruals."""

ACCRUAL_COLUMNS: Mapping[str, tuple[str, int]] = {
    "number": (mark("No."), 5),
    "staff_no": (mark("Staff no."), 8),
    "person": (mark("Person"), 17),
    "date": (mark("Date"), 11),
    "paid_in": (mark("Paid in"), 8),
    "client": (mark("Client"), 18),
    "contract": (mark("Contract"), 11),
    "order": (mark("Order no."), 8),
    "invoice": (mark("Invoice"), 10),
    "function": (mark("Function"), 13),
    "kind": (mark("Kind of line"), 13),
    "rule": (mark("Rule"), 26),
    "base": (mark("Base"), 15),
    "rate": (mark("Rate"), 8),
    "amount": (mark("Amount"), 14),
    "explanation": (mark("Explanation"), 56),
}
"""The columns of ``Accruals``: title and width."""

TITLE = Look(bold=True, size=14)
HEAD = Look(bold=True, fill="#DCE6EE", wrap=True, align="center", line_below=True, size=9)
CELL = Look(wrap=True, hair_below=True)
MIDDLE = Look(align="center", hair_below=True)
SMALL = Look(size=9, colour="#5A6570")
STRONG = Look(bold=True, line_above=True)

PLACE = {name: column for column, name in enumerate(ACCRUAL_COLUMNS)}
"""Where a column of ``Accruals`` stands."""

_FIXED: tuple[tuple[str, Callable[[PersonMonth], int]], ...] = (
    (mark("Carried from the month before"), lambda pay: pay.carry_in_minor),
    (mark("Advance on bonuses (draw)"), lambda pay: pay.draw_top_up_minor),
    (mark("Draw repaid"), lambda pay: -pay.draw_repaid_minor),
    (mark("Top-up to the guarantee"), lambda pay: pay.guarantee_top_up_minor),
    (mark("Written off"), lambda pay: pay.floored_minor),
    (mark("Carried to the next month"), lambda pay: -pay.carry_out_minor),
)
"""Figures that no line of ``Accruals`` has; each stands on the sheet only when somebody has it. Signed: they add up."""


LINE = Look(wrap=True, top=True, size=9, hair_below=True)
"""A cell of ``Accruals``."""


@dataclass(frozen=True, slots=True)
class Component:
    """A money column of ``Payroll`` that adds to gross pay; columns of one group stand side by side.

    ``criteria`` are columns of ``Accruals`` and what they must hold; without criteria the figure is the file's own.
    """

    group: str
    title: str
    figure: Callable[[SheetLine], int]
    criteria: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Layout:
    """The sheet of a month with everything its workbook needs to know, in the document's language."""

    sheet: Sheet
    words: Words

    @cached_property
    def numbers(self) -> Mapping[int, int]:
        """The number of a person's row, from 1."""
        return {line.pay.person_id: number for number, line in enumerate(self.sheet.lines, start=1)}

    @cached_property
    def staff_nos(self) -> Mapping[int, str]:
        """Everybody's staff number."""
        return {line.pay.person_id: line.staff_no for line in self.sheet.lines}

    @cached_property
    def components(self) -> tuple[Component, ...]:
        """The money columns of ``Payroll`` that add up to gross pay, in order."""
        text = self.words.text
        return (
            Component("salary", text("Salary"), lambda line: line.pay.salary_minor),
            *(self._function(code) for code in Function if self._earns(code)),
            Component("adjustments", text("Manual adjustments"), self._adjustments, (("kind", text(ADJUSTMENT)),)),
            Component(
                "true_ups",
                text("True-ups of closed months"),
                lambda line: self._lines(line, lambda entry: entry.kind == AccrualKind.TRUE_UP),
                (("kind", self.true_up),),
            ),
            *(
                Component("rest", text(title), _of_pay(figure))
                for title, figure in _FIXED
                if any(figure(line.pay) for line in self.sheet.lines)
            ),
        )

    def places(self, group: str) -> tuple[int, ...]:
        """Which components are of a group, counted from 0."""
        return tuple(place for place, component in enumerate(self.components) if component.group == group)

    @property
    def true_up(self) -> str:
        """The kind of a true-up as ``Accruals`` says it."""
        return terms.accrual_kind(self.words, AccrualKind.TRUE_UP)

    @property
    def with_paid_before(self) -> bool:
        """Whether an earlier revision of the month has paid something."""
        return any(line.paid_before_minor for line in self.sheet.lines)

    def gross_minor(self, line: SheetLine) -> int:
        """What the formula of gross pay gives: the sum of the components."""
        return sum(part.figure(line) for part in self.components)

    def total_minor(self, component: Component) -> int:
        """What the formula under a column gives."""
        return sum(component.figure(line) for line in self.sheet.lines)

    @cached_property
    def line_amount(self) -> Look:
        """How an amount of a line is written."""
        return replace(LINE, number=self.money.number, wrap=False)

    @cached_property
    def money(self) -> Look:
        """How amounts look: with the sign of the run's currency, where the language puts it."""
        currency = self.sheet.run.currency
        sign_first = self.words.language == "en" and currency in SIGNS_BEFORE_IN_ENGLISH
        return Look(number=currency_format(currency, sign_first=sign_first), hair_below=True)

    @property
    def total(self) -> Look:
        """How totals look."""
        return replace(self.money, bold=True, line_above=True, hair_below=False)

    @property
    def title(self) -> str:
        """What the document is."""
        run, words = self.sheet.run, self.words
        said = words.text("Payroll: {month}").format(month=words.month(run.month))
        if run.revision > 1:
            said += words.text(", revision {n}").format(n=run.revision)
        return said

    @property
    def subtitle(self) -> str:
        """In which state it is, and in which currency."""
        run, words = self.sheet.run, self.words
        return words.text("{state}. Amounts in {currency}.").format(
            state=terms.run_state(words, run.state), currency=run.currency
        )

    def _function(self, code: Function) -> Component:
        name = terms.function(self.words, code)
        return Component(
            "bonus",
            name,
            lambda line: self._lines(line, lambda entry: entry.function == code and entry.kind != AccrualKind.TRUE_UP),
            (("function", name), ("kind", f"<>{self.true_up}")),
        )

    def _earns(self, code: Function) -> bool:
        return any(
            line.accrual.function == code and line.accrual.kind != AccrualKind.TRUE_UP for line in self.sheet.accruals
        )

    def _lines(self, line: SheetLine, holds: Callable[[Accrual], bool]) -> int:
        """The sum of a person's lines that are paid in this month."""
        return sum(entry.amount_minor for entry in self._paid_now.get(line.pay.person_id, ()) if holds(entry))

    @cached_property
    def _paid_now(self) -> Mapping[int, Sequence[Accrual]]:
        """The lines of each person that are paid in this month."""
        found: dict[int, list[Accrual]] = {}
        for line in self.sheet.accruals:
            if line.accrual.pay_month == self.sheet.run.month:
                found.setdefault(line.accrual.person_id, []).append(line.accrual)
        return found

    def _adjustments(self, line: SheetLine) -> int:
        return sum(a.amount_minor for a in self.sheet.adjustments if a.person_id == line.pay.person_id)


def _of_pay(figure: Callable[[PersonMonth], int]) -> Callable[[SheetLine], int]:
    return lambda line: figure(line.pay)
