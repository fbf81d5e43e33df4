"""The rule editor for tests, driven by the user's verbs: type, choose, add a row, open a part."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.calc.facts import Function
from app.calc.scheme import EventKind, Percent, Rule, Scheme, SchemeTerms, SchemeVersion
from app.i18n.words import Words
from tests.support.form_pages import type_into
from ui.motivation.rules.bench import Bench
from ui.motivation.rules.editor import RuleEditor
from ui.motivation.rules.rows import RowsInput
from ui.motivation.rules.tiers_input import TiersInput

PEOPLE = {"04": "Ольга Коваль", "05": "Петро Сич", "06": "Іван Дуб"}
TODAY = date(2026, 11, 20)
SOLD = Rule("sold", EventKind.PAYMENT_RECEIVED, Function.SELLING, Percent(100_000))


def bench(language: str = "en") -> Bench:
    """A firm of three people."""
    return Bench(Words.of(language), lambda: TODAY, "UAH", PEOPLE)


def scheme(*rules: Rule, terms: SchemeTerms | None = None) -> Scheme:
    """A scheme of one version."""
    return Scheme(0, "sales", "Sales", (SchemeVersion(1, date(2026, 1, 1), rules, terms or SchemeTerms()),))


class RuleScreen:
    """An editor over one rule, and what somebody does with it."""

    def __init__(self, editor: RuleEditor) -> None:
        self.editor = editor

    @property
    def rule(self) -> Any:
        """As it stands."""
        return self.editor.rule

    @property
    def right(self) -> Any:
        """Whether nothing is wrong."""
        return self.editor.right

    def type(self, key: str, text: str) -> None:
        """Type into a field, or choose what begins so."""
        type_into(self.editor.form_of(key).input(key).inner, text)

    def rows(self, key: str) -> Any:
        """A table, with whatever is chosen over it."""
        made = self.editor.form_of(key).input(key)
        assert isinstance(made, TiersInput | RowsInput)
        return made

    def add_row(self, key: str, *texts: str) -> None:
        """Add a row and type into its inputs."""
        table = self.rows(key).rows
        table.add_button.click()
        for column, text in zip(table.columns, texts, strict=True):
            self.type_row(key, len(table.rows) - 1, column.key, text)

    def type_row(self, key: str, at: int, column: str, text: str) -> None:
        """Type into an input of a row."""
        type_into(self.rows(key).rows.rows[at].cells[column].inner, text)

    def row_fault(self, key: str, at: int) -> str:
        """What is said at a row."""
        row = self.rows(key).rows.rows[at]
        return "" if row.fault.isHidden() else row.fault.text()

    def shows(self, key: str) -> bool:
        """Whether a field is there."""
        return key in self.editor.form_of(key).shown

    def tick(self, key: str) -> None:
        """Tick a field."""
        type_into(self.editor.form_of(key).input(key).inner, "yes")


def editor_of(rule: Rule, *others: Rule, parent: QWidget | None = None, language: str = "en") -> RuleEditor:
    """An editor of ``rule`` in a scheme with ``others`` behind it."""
    return RuleEditor(bench(language), scheme(rule, *others), 0, rule, parent)
