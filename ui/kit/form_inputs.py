"""The inputs of a form: for each kind of field how it is typed, read, shown again and kept as text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.i18n import numbers
from app.i18n.dates import DayError, parse_day
from app.i18n.words import Words
from app.kernel.errors import Finding
from ui.kit.date_edit import DateEdit
from ui.kit.entity_picker import EntityPicker
from ui.kit.form_fields import (
    Choice,
    ChoiceField,
    DateField,
    ExchangeRateField,
    Field,
    ListField,
    LongTextField,
    MadeField,
    MoneyField,
    PercentField,
    PickField,
    TextField,
    WholeField,
    YesNoField,
)
from ui.kit.money_edit import MoneyEdit
from ui.kit.theme import figures_font

_LONG_PX = 76
_NOTHING = "—"


class WrongInput(ValueError):
    """What stands in an input is no value of its field; the finding says why."""

    def __init__(self, finding: Finding) -> None:
        """Keep the finding."""
        super().__init__(finding.code)
        self.finding = finding


class Input(QWidget):
    """Base: one widget that is typed into, and its value."""

    edited = Signal()
    """Something was typed or chosen."""

    def __init__(self, field: Field, words: Words, inner: QWidget) -> None:
        """Hold ``inner``, which has the focus for it."""
        super().__init__()
        self.field = field
        self.words = words
        self.inner = inner
        self.setFocusProxy(inner)
        line = QVBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(inner)

    def read(self) -> Any:
        """The value. Raises WrongInput."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show a value."""
        raise NotImplementedError

    def text(self) -> str:
        """What stands here, right or wrong, to be typed again by ``retype``."""
        raise NotImplementedError

    def retype(self, text: str) -> None:
        """Put back what ``text`` gave."""
        raise NotImplementedError

    def said(self, value: Any) -> str:
        """A value as people read it."""
        return str(value) if value not in {None, ""} else _NOTHING

    def offer(self, choices: Sequence[Choice]) -> None:
        """What there is to choose from, where the field is a choice."""

    def blame(self, *, wrong: bool) -> None:
        """Mark the input as wrong, or as right again."""
        if self.inner.property("wrong") != wrong:
            self.inner.setProperty("wrong", wrong)
            self.inner.style().unpolish(self.inner)
            self.inner.style().polish(self.inner)

    def _missing(self) -> WrongInput:
        return WrongInput(Finding(self.field.missing, self.field.key))


class _Line(Input):
    """Anything that is typed into one line: what it says is parsed."""

    def __init__(self, field: Field, words: Words, line: QLineEdit, empty: Any = None) -> None:
        super().__init__(field, words, line)
        self.line = line
        self._empty = empty
        if field.hint:
            line.setPlaceholderText(words.text(field.hint))
        line.textChanged.connect(self.edited)

    def read(self) -> Any:
        if not self.line.text().strip():
            if self.field.required:
                raise self._missing()
            return self._empty
        return self.parse(self.line.text().strip())

    def parse(self, text: str) -> Any:
        return text

    def shown(self, value: Any) -> str:
        return str(value)

    def show_value(self, value: Any) -> None:
        self.line.setText("" if value is None or value == self._empty else self.shown(value))
        self.line.setCursorPosition(0)

    def said(self, value: Any) -> str:
        return _NOTHING if value is None or value == self._empty else self.shown(value)

    def text(self) -> str:
        return self.line.text()

    def retype(self, text: str) -> None:
        self.line.setText(text)


class _List(_Line):
    def parse(self, text: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in text.split(",") if part.strip())

    def shown(self, value: Any) -> str:
        return ", ".join(value)


class _Number(_Line):
    """Whole numbers as people write them: ``places`` decimals make one unit."""

    def __init__(self, field: Field, words: Words, line: QLineEdit, places: int) -> None:
        super().__init__(field, words, line)
        self._places = places
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.setFont(figures_font())

    def parse(self, text: str) -> int:
        try:
            if isinstance(self.field, PercentField):
                return numbers.parse_percent(text, self.words.language)
            return numbers.parse_units(text, self._places, self.words.language)
        except numbers.NumberError as error:
            whole = Finding("whole_unreadable", self.field.key, {"text": text})
            raise WrongInput(error.finding(self.field.key) if self._places else whole) from None

    def shown(self, value: Any) -> str:
        return numbers.format_units(value, self._places, self.words.language, least_places=0)


class MoneyInput(_Number):
    """An amount; the currency may follow another field."""

    def __init__(self, field: MoneyField, words: Words) -> None:
        """Empty."""
        self.money = MoneyEdit(words, field.currency)
        super().__init__(field, words, self.money, numbers.MONEY_PLACES)

    def shown(self, value: Any) -> str:
        """With both decimals."""
        return self.words.amount(value)


class DateInput(_Line):
    """A day."""

    def __init__(self, field: Field, words: Words, today: Callable[[], date]) -> None:
        """Empty."""
        self.date = DateEdit(words, today)
        self._today = today
        super().__init__(field, words, self.date)

    def parse(self, text: str) -> date:
        """The day. Raises WrongInput."""
        try:
            return parse_day(text, self._today())
        except DayError as error:
            raise WrongInput(error.finding(self.field.key)) from None

    def shown(self, value: Any) -> str:
        """Day first."""
        return self.words.date(value)


class _Long(Input):
    def __init__(self, field: Field, words: Words) -> None:
        self.edit = QPlainTextEdit()
        super().__init__(field, words, self.edit)
        self.edit.setFixedHeight(_LONG_PX)
        self.edit.setTabChangesFocus(True)
        if field.hint:
            self.edit.setPlaceholderText(words.text(field.hint))
        self.edit.textChanged.connect(self.edited)

    def read(self) -> str:
        text = self.edit.toPlainText().strip()
        if not text and self.field.required:
            raise self._missing()
        return text

    def show_value(self, value: Any) -> None:
        self.edit.setPlainText(value or "")

    def text(self) -> str:
        return self.edit.toPlainText()

    def retype(self, text: str) -> None:
        self.edit.setPlainText(text)


class _Box(QComboBox):
    """A list that the wheel turns only where somebody is in it: scrolling a form must not change it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceInput(Input):
    """One of a few."""

    def __init__(self, field: ChoiceField, words: Words) -> None:
        """What the field declares; more may be offered."""
        self.box = _Box()  # its longest entry must not push what stands beside it out of a narrow panel
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        super().__init__(field, words, self.box)
        self._ids: list[Any] = []
        self.offer([Choice(code, words.text(title)) for code, title in field.choices])
        self.box.currentIndexChanged.connect(self.edited)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Replace what there is."""
        self.box.clear()
        self._ids = [] if self.field.required else [None]
        if not self.field.required:
            self.box.addItem(_NOTHING)
        for choice in choices:
            self._ids.append(choice.id)
            self.box.addItem(choice.title)
        self.box.setCurrentIndex(-1 if self.field.required else 0)

    def read(self) -> Any:
        """The id. Raises WrongInput."""
        at = self.box.currentIndex()
        if at < 0:
            raise self._missing()
        return self._ids[at]

    def show_value(self, value: Any) -> None:
        """Show the one with this id."""
        self.box.setCurrentIndex(self._ids.index(value) if value in self._ids else -1 if self.field.required else 0)

    def text(self) -> str:
        """The id as text."""
        at = self.box.currentIndex()
        return "" if at < 0 or self._ids[at] is None else str(self._ids[at])

    def retype(self, text: str) -> None:
        """The one whose id reads so."""
        self.show_value(next((known for known in self._ids if known is not None and str(known) == text), None))

    def said(self, value: Any) -> str:
        """Its title."""
        return self.box.itemText(self._ids.index(value)) if value in self._ids else _NOTHING


class YesNoInput(Input):
    """A tick with its label beside it."""

    def __init__(self, field: Field, words: Words) -> None:
        """Not ticked."""
        self.tick = QCheckBox(words.text(field.title))
        super().__init__(field, words, self.tick)
        self.tick.toggled.connect(self.edited)

    def read(self) -> bool:
        """Whether it is ticked."""
        return self.tick.isChecked()

    def show_value(self, value: Any) -> None:
        """Tick it or not."""
        self.tick.setChecked(bool(value))

    def text(self) -> str:
        """``1`` or nothing."""
        return "1" if self.tick.isChecked() else ""

    def retype(self, text: str) -> None:
        """As ``text`` gave it."""
        self.tick.setChecked(bool(text))

    def said(self, value: Any) -> str:
        """Yes or no."""
        return self.words.text("yes") if value else self.words.text("no")


class PickInput(Input):
    """One of thousands."""

    create_wished = Signal(str)

    def __init__(self, field: PickField, words: Words) -> None:
        """Empty until something is offered."""
        self.picker = EntityPicker(words.text(field.create_title) if field.create else "")
        super().__init__(field, words, self.picker)
        self._choices: dict[Any, Choice] = {}
        if field.hint:
            self.picker.setPlaceholderText(words.text(field.hint))
        self.picker.chosen.connect(self.edited)
        self.picker.left.connect(self._left)
        self.picker.create_wished.connect(self.create_wished)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Replace what there is."""
        self._choices = {choice.id: choice for choice in choices}
        self.picker.offer(choices)

    def take(self, choice: Choice) -> None:
        """One that was just made."""
        self._choices[choice.id] = choice
        self.picker.add(choice)

    def read(self) -> Any:
        """The id. Raises WrongInput."""
        if self.picker.current is not None:
            return self.picker.current.id
        if self.picker.text().strip():
            raise WrongInput(Finding("entry_unknown", self.field.key, {"text": self.picker.text().strip()}))
        if self.field.required:
            raise self._missing()
        return None

    def show_value(self, value: Any) -> None:
        """Show the one with this id."""
        self.picker.choose(value)

    def text(self) -> str:
        """Its id, or after a mark what was typed instead of one."""
        return str(self.picker.current.id) if self.picker.current else f"?{self.picker.text()}"

    def retype(self, text: str) -> None:
        """As ``text`` gave it."""
        if text.startswith("?"):
            self.picker.choose(None)
            self.picker.setText(text[1:])
        else:
            self.picker.choose(next((known for known in self._choices if str(known) == text), None))

    def _left(self) -> None:
        if self.picker.current is None and self.picker.text().strip():
            self.edited.emit()

    def said(self, value: Any) -> str:
        """Its title."""
        return self._choices[value].title if value in self._choices else _NOTHING


_MAKERS: dict[type[Field], Callable[..., Input]] = {
    TextField: lambda field, words: _Line(field, words, QLineEdit(), ""),
    ListField: lambda field, words: _List(field, words, QLineEdit(), ()),
    LongTextField: _Long,
    ChoiceField: ChoiceInput,
    MoneyField: MoneyInput,
    PercentField: lambda field, words: _Number(field, words, QLineEdit(), numbers.PERCENT_PLACES),
    ExchangeRateField: lambda field, words: _Number(field, words, QLineEdit(), numbers.RATE_PLACES),
    WholeField: lambda field, words: _Number(field, words, QLineEdit(), 0),
    YesNoField: YesNoInput,
    PickField: PickInput,
}


def make_input(field: Field, words: Words, today: Callable[[], date]) -> Input:
    """The input of a field."""
    if isinstance(field, DateField):
        return DateInput(field, words, today)
    if isinstance(field, MadeField) and field.make is not None:
        made: Input = field.make(field, words)
        return made
    return _MAKERS[type(field)](field, words)
