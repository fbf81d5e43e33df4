"""The smaller tables of a rule: what lateness keeps, who shares, on whose accruals it is paid, a list of rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.calc.scheme import Member, OrderKind, Source
from app.calc.tables import LateBand
from app.i18n import numbers
from app.i18n.words import mark
from app.kernel.errors import Finding
from app.kernel.money import PPM
from app.wording.errors import finding_text
from app.wording.terms import ORDER_KINDS
from ui.kit.form_fields import Choice, ChoiceField, Field, PercentField, PickField, WholeField
from ui.kit.form_inputs import ChoiceInput, Input, WrongInput
from ui.kit.labels import field_label
from ui.kit.theme import figures_font
from ui.motivation.rules.bench import Bench
from ui.motivation.rules.rows import Rows, RowsInput

ALL = "*"
_PARTS, _PERCENTS = "parts", "percents"


class LateInput(RowsInput):
    """What is kept by days late: up to and with so many days; the last row is for all later ones."""

    def __init__(self, field: Field, bench: Bench) -> None:
        """No rows: lateness costs nothing."""
        rows = Rows(bench.words, bench.today, bench.words.text("Add row"))
        rows.set_columns((
            WholeField("up_to_days", mark("Up to and with, days late")),
            PercentField("keep", mark("Kept, %"), required=True),
        ))
        super().__init__(field, bench.words, rows)
        rows.edited.connect(self._hint)

    def value_of(self, rows: list[dict[str, Any]]) -> tuple[LateBand, ...]:
        """The bands."""
        return tuple(LateBand(row["up_to_days"], row["keep"]) for row in rows)

    def show_value(self, value: Any) -> None:
        """Show them."""
        self.rows.show_rows([{"up_to_days": band.up_to_days, "keep": band.kept_ppm} for band in value or ()])
        self._hint()

    def say_rows(self, findings: Mapping[tuple[int, str], Finding]) -> None:
        """What is wrong, at its rows."""
        self.rows.say({place: finding_text(self.words, one) for place, one in findings.items()})

    def _hint(self) -> None:
        for at in range(len(self.rows.rows)):
            last = at == len(self.rows.rows) - 1
            self.rows.hint(at, "up_to_days", self.words.text("all later") if last else "")


class MembersInput(RowsInput):
    """People with their parts: whole ones, or percentages that make 100 %."""

    def __init__(self, field: Field, bench: Bench) -> None:
        """Nobody."""
        words = bench.words
        rows = Rows(words, bench.today, words.text("Add a person"))
        super().__init__(field, words, rows)
        self._known = bench.people_choices
        choices = ((_PARTS, mark("Whole parts, 1 : 1 : 2")), (_PERCENTS, mark("Percentages")))
        self.split = ChoiceInput(ChoiceField("split", mark("Shared by"), required=True, choices=choices), words)
        self.split.inner.setAccessibleName(words.text("Shared by"))
        over = QWidget(self)  # with a parent from the start: a layout that is inserted gives none that Python knows
        line = QHBoxLayout(over)
        line.setContentsMargins(0, 0, 0, 4)
        line.addWidget(field_label(words.text("Shared by"), self.split.inner))
        line.addWidget(self.split)
        line.addStretch(1)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, over)
        self.split.show_value(_PARTS)
        self._reshape()
        self.split.edited.connect(self._reshape)
        self.split.edited.connect(self.edited)

    def value_of(self, rows: list[dict[str, Any]]) -> tuple[Member, ...]:
        """The members. Raises WrongInput: percentages that do not make 100 %."""
        if self._percents and rows and sum(row["part"] for row in rows) != PPM:
            raise WrongInput(Finding("parts_wrong_sum", "", {"sum_ppm": sum(row["part"] for row in rows)}))
        return tuple(Member(row["staff_no"], row["part"]) for row in rows)

    def show_value(self, value: Any) -> None:
        """Show them; people who are no longer on the staff by their numbers."""
        members: Sequence[Member] = value or ()
        percents = bool(members[1:]) and sum(one.weight for one in members) == PPM
        self.split.show_value(_PERCENTS if percents else _PARTS)
        self._reshape()
        self._offer([one.staff_no for one in members])
        self.rows.show_rows([{"staff_no": one.staff_no, "part": one.weight} for one in members])

    @property
    def _percents(self) -> bool:
        return bool(self.split.read() == _PERCENTS)

    def _reshape(self) -> None:
        part: Field = WholeField("part", mark("Part"), required=True)
        if self._percents:
            part = PercentField("part", mark("Share, %"), required=True)
        if not self.rows.columns or type(self.rows.columns[1]) is not type(part):
            self.rows.set_columns((PickField("staff_no", mark("Person"), required=True), part))
            self._offer([])

    def _offer(self, also: Sequence[str]) -> None:
        known = {choice.id for choice in self._known}
        strangers = [Choice(staff_no, staff_no) for staff_no in also if staff_no not in known]
        self.rows.offer("staff_no", [*self._known, *strangers])


class TeamInput(RowsInput):
    """People by staff number."""

    def __init__(self, field: Field, bench: Bench) -> None:
        """Nobody: everybody counts."""
        rows = Rows(bench.words, bench.today, bench.words.text("Add a person"))
        rows.set_columns((PickField("staff_no", mark("Person"), required=True),))
        super().__init__(field, bench.words, rows)
        self._known = bench.people_choices
        rows.offer("staff_no", self._known)

    def value_of(self, rows: list[dict[str, Any]]) -> tuple[str, ...]:
        """The staff numbers."""
        return tuple(row["staff_no"] for row in rows)

    def show_value(self, value: Any) -> None:
        """Show them."""
        known = {choice.id for choice in self._known}
        strangers = [Choice(staff_no, staff_no) for staff_no in value or () if staff_no not in known]
        self.rows.offer("staff_no", [*self._known, *strangers])
        self.rows.show_rows([{"staff_no": staff_no} for staff_no in value or ()])

    def say_rows(self, findings: Mapping[tuple[int, str], Finding]) -> None:
        """What is wrong, at its rows."""
        self.rows.say({(at, "staff_no"): finding_text(self.words, one) for (at, _), one in findings.items()})


class SourcesInput(RowsInput):
    """The rules on whose accruals an override is paid: one of a scheme, or all."""

    def __init__(self, field: Field, bench: Bench, own_rules: Sequence[str]) -> None:
        """``own_rules``: keys of the other rules of this scheme."""
        words = bench.words
        rows = Rows(words, bench.today, words.text("Add rules"))
        rows.set_columns((
            PickField("scheme", mark("Scheme"), required=True),
            PickField("rule", mark("Rule"), required=True),
        ))
        super().__init__(field, words, rows)
        schemes = [Choice("", words.text("This scheme")), Choice(ALL, words.text("All schemes"))]
        self._schemes = [*schemes, *(Choice(one.key, one.name, one.key) for one in bench.schemes)]
        keys = {rule.key for one in bench.schemes for version in one.versions for rule in version.rules}
        self._rules = [Choice(ALL, words.text("All rules")), *map(_named, sorted({*own_rules, *keys}))]

    def value_of(self, rows: list[dict[str, Any]]) -> tuple[Source, ...]:
        """The sources."""
        return tuple(Source(row["scheme"], row["rule"]) for row in rows)

    def show_value(self, value: Any) -> None:
        """Show them."""
        sources: Sequence[Source] = value or ()
        schemes, rules = ({choice.id for choice in known} for known in (self._schemes, self._rules))
        strange_schemes = [_named(one.scheme_key) for one in sources if one.scheme_key not in schemes]
        strange_rules = [_named(one.rule_key) for one in sources if one.rule_key not in rules]
        self.rows.offer("scheme", [*self._schemes, *strange_schemes])
        self.rows.offer("rule", [*self._rules, *strange_rules])
        self.rows.show_rows([{"scheme": one.scheme_key, "rule": one.rule_key} for one in sources])

    def say_rows(self, findings: Mapping[tuple[int, str], Finding]) -> None:
        """What is wrong, at its rows."""
        self.rows.say({(at, column or "rule"): finding_text(self.words, one) for (at, column), one in findings.items()})


class RatesInput(Input):
    """Percentages one after the other in a line, parted by semicolons or spaces; the last one goes on."""

    def __init__(self, field: Field, bench: Bench) -> None:
        """Empty."""
        self.line = QLineEdit()
        self.line.setFont(figures_font())
        super().__init__(field, bench.words, self.line)
        if field.hint:
            self.line.setPlaceholderText(bench.words.text(field.hint))
        self.line.textChanged.connect(self.edited)

    def read(self) -> tuple[int, ...]:
        """Millionths. Raises WrongInput."""
        parts = self.line.text().replace(";", " ").replace("%", " ").split()
        if not parts and self.field.required:
            raise self._missing()
        try:
            return tuple(numbers.parse_percent(part, self.words.language) for part in parts)
        except numbers.NumberError as error:
            raise WrongInput(error.finding(self.field.key)) from None

    def show_value(self, value: Any) -> None:
        """Show them."""
        places, language = numbers.PERCENT_PLACES, self.words.language
        self.line.setText(
            "; ".join(numbers.format_units(rate_ppm, places, language, least_places=0) for rate_ppm in value or ())
        )
        self.line.setCursorPosition(0)

    def text(self) -> str:
        """The line."""
        return self.line.text()

    def retype(self, text: str) -> None:
        """The line."""
        self.line.setText(text)


class KindsInput(Input):
    """Kinds of orders, each with a tick; none ticked is any kind."""

    def __init__(self, field: Field, bench: Bench) -> None:
        """Any."""
        inside = QWidget()
        words = bench.words
        self.ticks = {kind: QCheckBox(words.text(ORDER_KINDS[kind])) for kind in OrderKind}
        super().__init__(field, words, inside)
        line = QHBoxLayout(inside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        for tick in self.ticks.values():
            line.addWidget(tick)
            tick.toggled.connect(self.edited)
        line.addStretch(1)
        inside.setFocusProxy(self.ticks[OrderKind.FIRST])

    def read(self) -> frozenset[OrderKind] | None:
        """The ticked ones; None for any."""
        return frozenset(kind for kind, tick in self.ticks.items() if tick.isChecked()) or None

    def show_value(self, value: Any) -> None:
        """Tick them."""
        for kind, tick in self.ticks.items():
            tick.setChecked(kind in (value or ()))

    def text(self) -> str:
        """Their codes."""
        return " ".join(sorted(self.read() or ()))

    def retype(self, text: str) -> None:
        """As ``text`` gave it."""
        self.show_value(frozenset(map(OrderKind, text.split())))


def _named(key: str) -> Choice:
    return Choice(key, key)
