"""What a form is declared of: its fields, where its values come from, and how they are saved. No widget is made here.

A page writes ``FormPlan("clients.new", …, (TextField("name", mark("Name"), required=True), …), load, save)``; the kit
makes the inputs, says under each what is wrong, asks before anything typed is lost, and saves on the work lane.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic

from app.i18n.words import mark
from app.kernel.changes import Done
from app.kernel.errors import Finding
from app.kernel.money import CURRENCIES
from ui.runtime.lanes import OfficeT

Values = Mapping[str, Any]
"""What stands in a form by the keys of its fields: texts, dates, minor units, millionths, ids, None for nothing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a list: its id or code, how it is called, and what else is searched for (a code, a number)."""

    id: Any
    title: str
    note: str = ""


def currency_choices(own: str, rated: Iterable[str]) -> list[Choice]:
    """The firm's ``own`` first, then those that have a rate, then all others."""
    return [Choice(code, code) for code in dict.fromkeys((own, *sorted(rated), *sorted(CURRENCIES)))]


@dataclass(frozen=True, slots=True)
class Field:
    """An input with its label. ``title`` and ``hint`` are marked texts."""

    key: str
    title: str
    hint: str = ""
    required: bool = False
    missing: str = "field_missing"
    """The finding of a required field that is empty."""
    short: bool = False
    """Two short fields stand side by side."""
    check: Callable[[Any, Values], Finding | None] | None = None
    """What is wrong with the value, as it is typed; pure. ``Finding.place`` may stay empty."""
    when: Callable[[Values], bool] | None = None
    """The field is there only while this holds for what stands in the others."""


@dataclass(frozen=True, slots=True)
class TextField(Field):
    """A line of text; the value is a text, stripped."""


@dataclass(frozen=True, slots=True)
class LongTextField(Field):
    """Several lines of text."""


@dataclass(frozen=True, slots=True)
class ListField(Field):
    """Texts parted by commas; the value is a tuple."""


@dataclass(frozen=True, slots=True)
class ChoiceField(Field):
    """One of a few: ``choices`` are ids with marked titles, or they come with the Stand."""

    choices: tuple[tuple[Any, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DateField(Field):
    """A day; the value is a date or None."""


@dataclass(frozen=True, slots=True)
class MoneyField(Field):
    """An amount; the value is minor units or None. Its currency is fixed, or the value of another field."""

    currency: str = ""
    currency_key: str = ""
    currencies: Mapping[Any, str] = field(default_factory=dict)
    """By the values of that other field, where they are no currencies themselves."""


@dataclass(frozen=True, slots=True)
class PercentField(Field):
    """A percentage; the value is millionths or None."""


@dataclass(frozen=True, slots=True)
class ExchangeRateField(Field):
    """An exchange rate; the value is a whole number with six decimals, or None."""


@dataclass(frozen=True, slots=True)
class WholeField(Field):
    """A whole number or None."""


@dataclass(frozen=True, slots=True)
class YesNoField(Field):
    """A tick; the value is True or False."""


@dataclass(frozen=True, slots=True)
class PickField(Field):
    """One of thousands, found by typing; the value is its id or None. ``create`` makes the form of a new one."""

    create: Callable[[str], FormPlan[Any]] | None = None
    """Given what was typed; the new one's id is what its ``save`` gives back."""
    create_title: str = mark("Add a new one …")


@dataclass(frozen=True, slots=True)
class MadeField(Field):
    """A field whose input a feature makes itself: ``make`` is given the field and the words."""

    make: Callable[[Any, Any], Any] | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """How a row stands when its form opens, or when somebody else has changed it meanwhile."""

    values: Values
    version: int = 0
    choices: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    """What the pickers and lists of the form offer, by field."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence in a tone (``good``, ``warn``, ``bad``, or none)."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class LastChange:
    """Whose hand a row shows: the login, and when."""

    by: str
    at: datetime


def no_rules(_values: Values) -> Iterable[Finding]:
    """Nothing beyond what the fields check."""
    return ()


def above_zero(value: int | None, _values: Values) -> Finding | None:
    """A check of an amount."""
    return Finding("amount_not_positive", "", {"amount_minor": value}) if value is not None and value <= 0 else None


def not_below_zero(value: int | None, _values: Values) -> Finding | None:
    """A check of an amount."""
    return Finding("amount_negative", "", {"amount_minor": value}) if value is not None and value < 0 else None


@dataclass(frozen=True, slots=True)
class FormPlan(Generic[OfficeT]):
    """Everything that is particular to one form. ``title``, ``deed`` and ``saved`` are in the reader's language."""

    key: str
    """Names the form and its row, for drafts: ``clients.change/12``."""
    title: str
    fields: tuple[Field, ...]
    load: Callable[[OfficeT], Stand]
    """Runs on the read lane when the form opens and when its save was Stale."""
    save: Callable[[OfficeT, Values, int], Done[Any]]
    """Runs on the work lane with the values and the version they were read at."""
    deed: str = ""
    """The text of the button; ``Save`` when empty."""
    saved: str = ""
    """What is said when it is done."""
    rules: Callable[[Values], Iterable[Finding]] = no_rules
    """What is wrong with the values together, as they are typed; pure. A finding stands under the field of its place.
    Asked only while every field by itself is right."""
    live: Callable[[Values], Remark] | None = None
    """What comes of what stands in the fields (None for what cannot be read), told anew at every key; pure."""
    name_of: Callable[[Values], str] = lambda values: str(values.get("name", ""))
    """What a new row is called where a picker asked for it."""
    last_change: Callable[[OfficeT], LastChange | None] | None = None
    """Who changed the row last; asked on the read lane, only when two people met on it."""
    note: str = ""
    """A line under the title: what the form does that cannot be seen."""
    wanted_width: int = 0
    """Pixels that the dialog is to have where the screen has them: a table stands in the form."""
    places: Mapping[str, str] = field(default_factory=dict)
    """The fields under which findings of the service stand, by their places, where a place is no field itself."""
