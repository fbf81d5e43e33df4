"""What the names of the columns do not tell of a sheet: how dates and sums are written, values for every row, words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.calc.facts import Function
from app.i18n.words import Words, mark
from app.importing.drafting import TableDraft
from app.importing.fields import Kind, Reads, fields_of
from app.importing.mapping import ClientsBy, FoundBy, PeopleBy
from app.importing.proposing import DATE_FORMS
from app.wording.imports import choice_title, field_title
from ui.importing.preview import Choice
from ui.kit.labels import field_label, label

_DAY = date(2026, 12, 31)
_NAMED_MONTHS = {
    "DD-MMM-YY": mark("31-Dec-26"),
    "DD-MMM-YYYY": mark("31-Dec-2026"),
    "D MMM YYYY": mark("31 Dec 2026"),
    "serial": mark("number of the day, as Excel counts"),
}
_SIGNS = {(",", ""): "1234,56", (".", ""): "1234.56", (",", "."): "1.234,56", (".", ","): "1,234.56"}
_OFFERED: Mapping[Kind, tuple[str, ...]] = {
    Kind.CONTRACTS: ("vat", "currency", "service_kind"),
    Kind.INVOICES: ("vat", "currency"),
    Kind.ACTS: ("vat",),
    Kind.PAYMENTS: ("currency",),
}
"""Fields that often are the same in every row."""
_PEOPLE = frozenset((*Function, "person", "found_by"))
_COLUMNS = 3

Change = Callable[[TableDraft], TableDraft]


def form_example(words: Words, form: str) -> str:
    """How the last day of 2026 is written in a form of dates."""
    if form in _NAMED_MONTHS:
        return words.text(_NAMED_MONTHS[form])
    text = form.replace(" *", " 09:30")
    for token, value in (
        ("YYYY", f"{_DAY:%Y}"),
        ("YY", f"{_DAY:%y}"),
        ("MM", "12"),
        ("DD", "31"),
        ("M", "12"),
        ("D", "31"),
    ):
        text = text.replace(token, value)
    return text


def shape(draft: TableDraft) -> object:
    """What decides which settings there are: with another one they are built anew."""
    words = {name: tuple(words) for name, words in draft.meanings.items()}
    return draft.kind, frozenset(draft.fields.values()), tuple(sorted(words.items())), draft.header_row


class Settings(QWidget):
    """Inputs in a grid; each change is told as what it makes of the draft."""

    changed = Signal(object)

    def __init__(self, draft: TableDraft, words: Words) -> None:
        """Only what matters for the draft is there."""
        super().__init__()
        self.inputs: dict[str, QWidget] = {}
        self._words, self._draft = words, draft
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._count = 0
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(self._grid)
        for at in range(_COLUMNS):
            self._grid.setColumnStretch(at, 1)
        self._formats()
        self._names()
        self._fixed()
        for name, meanings in draft.meanings.items():
            if draft.column_of(name) is not None:
                self._meanings(lines, name, meanings)
        self._checks(lines)

    def _formats(self) -> None:
        words, draft = self._words, self._draft
        fields = fields_of(draft.kind) if draft.kind else {}
        reads = {fields[name].reads for name in draft.fields.values()}
        if Reads.DATE in reads:
            standing = draft.formats.dates
            many = {standing: " · ".join(form_example(words, form) for form in standing)}
            forms = many | {(form,): form_example(words, form) for form in (*DATE_FORMS, "serial")}
            self._choose("dates", words.text("Dates are written"), forms, standing, _with_dates)
        if reads & {Reads.MONEY, Reads.RATE, Reads.PERCENT}:
            signs = (draft.formats.decimal, draft.formats.thousands)
            self._choose("numbers", words.text("Sums are written"), _SIGNS, signs, _with_signs)

    def _names(self) -> None:
        words, draft = self._words, self._draft
        if set(draft.fields.values()) & _PEOPLE:
            people = {
                PeopleBy.STAFF_NO: words.text("by their staff number"),
                PeopleBy.NAME: words.text("by their name"),
            }
            made = words.text("People are named")
            self._choose("people_by", made, people, draft.people_by, lambda one, by: replace(one, people_by=by))
        if draft.column_of("client") is not None:
            clients = {ClientsBy.CODE: words.text("by their code"), ClientsBy.NAME: words.text("by their name")}
            made = words.text("Clients are named")
            self._choose("clients_by", made, clients, draft.clients_by, lambda one, by: replace(one, clients_by=by))
        if draft.kind is Kind.CLIENTS:
            finders = {
                FoundBy.NOBODY: words.text("nobody"),
                FoundBy.FIRST_SELLER: words.text("whoever sold the first contract"),
            }
            made = words.text("Where no finder is named, it is")
            self._choose("found_by", made, finders, draft.found_by, lambda one, by: replace(one, found_by=by))
        if draft.kind is Kind.INVOICES:
            self._type("due_days", words.text("Where no date is given, due after days"), draft.due_days, _with_due)

    def _fixed(self) -> None:
        """Values for every row: of what must be there and has no column, and of what often is the same."""
        words, draft, kind = self._words, self._draft, self._draft.kind
        if kind is None:
            return
        offered = [one.name for one in fields_of(kind).values() if one.required]
        if draft.column_of("status") is not None:
            offered.append("cancel_reason")
        for name in dict.fromkeys((*offered, *_OFFERED.get(kind, ()))):
            if draft.column_of(name) is not None:
                continue
            title = words.text("{field}, in every row").format(field=field_title(words, kind.value, name))
            standing, choices = draft.fixed.get(name, ""), fields_of(kind)[name].choices
            change = partial(_with_fixed, name)
            if choices:
                named = {"": words.text("not given")} | {
                    one: choice_title(words, kind.value, name, one) for one in choices
                }
                self._choose(f"fixed.{name}", title, named, standing, change)
            else:
                self._type(f"fixed.{name}", title, standing, change)

    def _meanings(self, lines: QVBoxLayout, name: str, meanings: Mapping[str, str]) -> None:
        words, kind = self._words, self._draft.kind
        if kind is None or not meanings:
            return
        title = words.text("What the words in the column of «{field}» mean")
        lines.addSpacing(4)
        lines.addWidget(label(title.format(field=field_title(words, kind.value, name)), "Section"))
        self._grid, self._count = QGridLayout(), 0
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        for at in range(_COLUMNS):
            self._grid.setColumnStretch(at, 1)
        lines.addLayout(self._grid)
        choices = {"": words.text("not known yet")} | {
            choice: choice_title(words, kind.value, name, choice) for choice in fields_of(kind)[name].choices
        }
        for word, meaning in meanings.items():
            self._choose(f"values.{name}.{word}", word, choices, meaning, partial(_with_meaning, name, word))

    def _checks(self, lines: QVBoxLayout) -> None:
        words, draft = self._words, self._draft
        self._check(
            lines, "totals", words.text("Rows of totals (Total, Разом, Итого) are left out"), on=draft.skip_totals,
            change=lambda one, on: replace(one, skip_totals=on),
        )  # fmt: skip
        if draft.column_of("status") is not None and draft.column_of("cancelled_on") is None:
            text = words.text("What is cancelled was cancelled on the day it was made: no column has the day")
            self._check(
                lines, "cancelled", text, on=draft.cancelled_when_made,
                change=lambda one, on: replace(one, cancelled_when_made=on),
            )  # fmt: skip

    # making inputs

    def _choose(
        self, key: str, title: str, choices: Mapping[Any, str], standing: object, change: Callable[..., TableDraft]
    ) -> None:
        box = Choice()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        values = list(choices)
        box.addItems([choices[value] for value in values])
        box.setCurrentIndex(next((at for at, value in enumerate(values) if value == standing), 0))
        box.setToolTip(box.currentText())

        def activated(at: int) -> None:
            box.setToolTip(box.currentText())
            self.changed.emit(lambda draft: change(draft, values[at]))

        box.activated.connect(activated)
        self._add(key, title, box)

    def _type(self, key: str, title: str, standing: str, change: Callable[..., TableDraft]) -> None:
        line = QLineEdit(standing)
        line.textEdited.connect(lambda text: self.changed.emit(lambda draft: change(draft, text.strip())))
        self._add(key, title, line)

    def _check(self, lines: QVBoxLayout, key: str, text: str, *, on: bool, change: Callable[..., TableDraft]) -> None:
        box = QCheckBox(text)
        box.setAccessibleName(text)
        box.setChecked(on)
        box.toggled.connect(lambda checked: self.changed.emit(lambda draft: change(draft, checked)))
        self.inputs[key] = box
        lines.addWidget(box)

    def _add(self, key: str, title: str, field: QWidget) -> None:
        self.inputs[key] = field
        field.setAccessibleName(title)
        above = field_label(title, field)
        above.setWordWrap(True)
        pair = QVBoxLayout()
        pair.setSpacing(4)
        pair.addStretch(1)
        pair.addWidget(above)
        pair.addWidget(field)
        self._grid.addLayout(pair, self._count // _COLUMNS, self._count % _COLUMNS)
        self._count += 1

    def titles(self) -> Iterator[str]:
        """What every input is called."""
        return (field.accessibleName() for field in self.inputs.values())


def _with_dates(draft: TableDraft, forms: tuple[str, ...]) -> TableDraft:
    return replace(draft, formats=replace(draft.formats, dates=forms))


def _with_signs(draft: TableDraft, signs: tuple[str, str]) -> TableDraft:
    return replace(draft, formats=replace(draft.formats, decimal=signs[0], thousands=signs[1]))


def _with_due(draft: TableDraft, text: str) -> TableDraft:
    return replace(draft, due_days=text)


def _with_fixed(name: str, draft: TableDraft, text: str) -> TableDraft:
    return replace(draft, fixed={**draft.fixed, name: text})


def _with_meaning(name: str, word: str, draft: TableDraft, meaning: str) -> TableDraft:
    return replace(draft, meanings={**draft.meanings, name: {**draft.meanings.get(name, {}), word: meaning}})
