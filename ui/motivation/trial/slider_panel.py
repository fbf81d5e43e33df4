"""The rates of the scheme that is looked at, each with its sliders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.calc.scheme import Rate, Rule
from app.i18n.words import Words
from app.motivation.candidates import AsNow, Candidate
from app.motivation.trial import Ground, Slider
from app.wording.scheme_people import Speech
from app.wording.schemes import rule_text
from app.wording.terms import function
from ui.kit.labels import label, muted, push_button
from ui.kit.scrolling import scrolled
from ui.motivation.trial.bench import Mark, Picture
from ui.motivation.trial.knobs import knobs, turned
from ui.motivation.trial.lineup import Entrant
from ui.motivation.trial.rate_slider import RateSlider

PANEL_PX = 264


class SliderPanel(QFrame):
    """Built anew when another scheme is looked at; while a hand moves nothing but the values changes."""

    rate_moved = Signal(object, object)
    """A Mark and its new Rate."""
    reset_wished = Signal()
    """All rates of the scheme as they were."""
    taken = Signal()
    """The moved rates are to stand in the draft."""

    def __init__(self, words: Words) -> None:
        """Empty until ``show_rates``."""
        super().__init__()
        self.setProperty("card", True)
        self.setFixedWidth(PANEL_PX)
        self._words = words
        self._key: object = None
        self._currency = ""
        self.rates: dict[Mark, Rate] = {}
        self.sliders: dict[tuple[Mark, int], RateSlider] = {}
        self._headline = label("", "ChartTitle")
        self._headline.setWordWrap(True)
        self._place = QWidget()
        self._lines = QVBoxLayout(self._place)
        self._lines.setContentsMargins(14, 4, 14, 8)
        self._lines.setSpacing(6)
        self._inside: QWidget | None = None
        self.back = push_button(words.text("Rates as they were"), self.reset_wished.emit, link=True)
        self.take = push_button(words.text("Take into the draft"), self.taken.emit)
        self.take.setToolTip(words.text("The moved rates become those of the draft."))
        self.take.hide()
        self._area = scrolled(self._place)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 12, 0, 10)
        lines.setSpacing(6)
        for part, room in ((self._headline, 14), (self._area, 0), (self.back, 8), (self.take, 14)):
            if room:
                part.setContentsMargins(0, 0, 0, 0)
                holder = QVBoxLayout()
                holder.setContentsMargins(room, 0, room, 0)
                holder.addWidget(part)
                lines.addLayout(holder)
            else:
                lines.addWidget(part, 1)

    def show_rates(self, picture: Picture, *, moved: bool, takeable: bool) -> None:
        """Sliders of the scheme in focus; ``takeable``: it is the draft that is being made."""
        focus = picture.asked.focus
        entrant, sliders = picture.asked.entrants[focus], picture.sliders[focus]
        key = entrant, tuple((one.scheme_key, one.rule_key) for one in sliders)
        if key != self._key:
            self._key = key
            self._build(entrant, sliders, picture)
        self.back.setEnabled(moved)
        self.take.setVisible(takeable)
        self.take.setEnabled(moved)

    def put(self, rates: Mapping[Mark, Rate]) -> None:
        """Set sliders and fields to these rates without a word."""
        for (mark, at), slider in self.sliders.items():
            if mark in rates:
                self.rates[mark] = rates[mark]
                value = knobs(rates[mark], self._words, "")[at].value
                if value != slider.value:
                    slider.show_value(value)

    def _build(self, entrant: Entrant, sliders: Sequence[Slider], picture: Picture) -> None:
        words, currency = self._words, picture.scene.currency
        self._currency = currency
        self._headline.setText(words.text("Rates: {scheme}").format(scheme=entrant.name))
        old, inside = self._inside, QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.sliders, self.rates = {}, {}
        rules, names = _rules(entrant.candidate, picture.asked.ground)
        several = len({one.scheme_key for one in sliders}) > 1
        said, speech = self._names(sliders, picture), Speech(words, currency)
        scheme_key = ""

        def rule_text_of(rule: Rule | None) -> str:
            return rule_text(speech, rule) if rule is not None else ""

        for one in sliders:
            if several and one.scheme_key != scheme_key:
                scheme_key = one.scheme_key
                column.addWidget(label(names.get(scheme_key, scheme_key), "ChartTitle"))
            rule = rules.get((one.scheme_key, one.rule_key))
            column.addWidget(self._rule(one, Mark(entrant.id, *one[:2]), said[one], rule_text_of(rule)))
        if not sliders:
            column.addWidget(muted(words.text("Nothing here can be moved."), wrap=True))
        column.addStretch(1)
        self._lines.addWidget(inside)
        self._inside = inside
        if old is not None:
            old.hide()
            old.deleteLater()
        self._area.verticalScrollBar().setValue(0)

    def _names(self, sliders: Sequence[Slider], picture: Picture) -> dict[Slider, str]:
        """What each rule pays for; with its own name where a scheme has several for the same."""
        words = self._words
        pays = {one: picture.functions.get(f"{one.scheme_key}.{one.rule_key}", "") for one in sliders}
        count = Counter((one.scheme_key, code) for one, code in pays.items())
        found = {}
        for one, code in pays.items():
            found[one] = function(words, code)
            if count[one.scheme_key, code] > 1:
                found[one] = words.text("{function} («{rule}»)").format(function=found[one], rule=one.rule_key)
        return found

    def _rule(self, one: Slider, mark: Mark, said: str, tip: str) -> QWidget:
        made = QWidget()
        lines = QVBoxLayout(made)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        head = label(said)
        head.setWordWrap(True)
        head.setToolTip(tip)
        lines.addWidget(head)
        self.rates[mark] = one.rate
        for at, knob in enumerate(knobs(one.rate, self._words, self._currency)):
            slider = RateSlider(knob, said, self._words, self._currency)
            slider.moved.connect(partial(self._moved, mark, at))
            self.sliders[mark, at] = slider
            lines.addWidget(slider)
        return made

    def _moved(self, mark: Mark, at: int, value: int) -> None:
        self.rates[mark] = turned(self.rates[mark], at, value)
        self.rate_moved.emit(mark, self.rates[mark])


def _rules(candidate: Candidate, ground: Ground) -> tuple[dict[tuple[str, str], Rule], dict[str, str]]:
    """The rules of a candidate by scheme and key, and the names of its schemes."""
    schemes = list(ground.standing)
    if not isinstance(candidate, AsNow):
        schemes.append(candidate.scheme)
    rules = {(one.key, rule.key): rule for one in schemes if one.versions for rule in one.versions[-1].rules}
    return rules, {one.key: one.name for one in schemes}
