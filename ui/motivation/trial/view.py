"""Schemes tried on the firm's own months: the page that stands alone, and the body of the wizard's step 8."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.calc.scheme import Rate
from app.calc.what_if import WhatIf
from app.kernel.changes import Area
from app.motivation.candidates import Candidate
from app.motivation.simulation import MONTHS
from app.motivation.trial import BarLine, Ground
from ui.kit.cards import FigureRow
from ui.kit.page import Page
from ui.kit.reading_order import tab_as_read
from ui.kit.scrolling import scrolled
from ui.motivation.trial.bar_title import bar_title
from ui.motivation.trial.behind_dialog import BehindDialog
from ui.motivation.trial.bench import FORECAST, HISTORY, Asked, Changed, Mark, On, Outlook, Picture
from ui.motivation.trial.chart_stack import ChartStack
from ui.motivation.trial.charts import Bar
from ui.motivation.trial.forecast_panel import ForecastPanel
from ui.motivation.trial.lineup import Entrant, Offer, as_now, joined, offers
from ui.motivation.trial.lineup_bar import LineupBar
from ui.motivation.trial.runner import Runner
from ui.motivation.trial.slider_panel import SliderPanel
from ui.motivation.trial.tables import GainTable, SideTable
from ui.motivation.trial.what_if_panel import WhatIfPanel
from ui.runtime.context import UiContext
from ui.runtime.jobs import Progress

_LEAST_HEIGHT = 280


class Books(NamedTuple):
    """What was read of the books: once, until they change."""

    ground: Ground
    offers: tuple[Offer, ...]
    limit_ppm: int


class TrialView(Page[Office]):
    """Shows the line-up at the rates of now; every change is asked for and shown as it comes."""

    areas = frozenset(Area) - {Area.USERS, Area.IMPORTS}

    rates_taken = Signal(object)
    """The moved rates of the draft by the keys of their rules: they are to stand in it."""
    pictured = Signal(object)
    """A Picture is on screen."""

    def __init__(self, context: UiContext[Office], *, side: int = 20) -> None:
        """As now alone, until a draft is tried or something is added; ``side`` is the room at the edges."""
        super().__init__(context, context.words.text("Try it on history"))
        words, currency = context.words, context.currency
        self.entrants: tuple[Entrant, ...] = (joined((), as_now(words)),)
        self.rates: dict[Mark, Rate] = {}
        self.picture: Picture | None = None
        self.books: Books | None = None
        self.months = MONTHS[0]
        self._focus_id = self._last_id = self.entrants[0].id
        self._draft_id = 0
        self._originals: dict[Mark, Rate] = {}
        self._asides_stale = False
        self.runner = Runner(context, self)
        self.lineup = LineupBar(words)
        self.figures = FigureRow()
        self.stack = ChartStack(words)
        self.sides = SideTable(words, currency)
        self.gains = GainTable(words, currency)
        self.what_if = WhatIfPanel(words, currency)
        self.forecast = ForecastPanel(words, currency)
        self.panel = SliderPanel(words)
        self._lay_out(side)
        self._connect()
        self.lineup.show_lineup(self.entrants, 0)

    # what is tried

    def try_draft(self, name: str, candidate: Candidate) -> None:
        """The draft that is being made stands in the line-up, beside as now, as it is."""
        standing = next((one for one in self.entrants if one.id == self._draft_id), None)
        if standing is not None and (standing.name, standing.candidate) == (name, candidate):
            return
        others = [one for one in self.entrants if one is not standing]
        new = replace(joined(others, Offer("", name, candidate)), id=self._next_id())
        self._draft_id = new.id
        entrants = [new if one is standing else one for one in self.entrants]
        self._stand(entrants if standing is not None else [*entrants, new], new.id)

    def add(self, offer: Offer) -> None:
        """One more scheme, and it is looked at."""
        new = replace(joined(self.entrants, offer), id=self._next_id())
        self._stand([*self.entrants, new], new.id)

    def remove(self, entrant_id: int) -> None:
        """One scheme less."""
        left = [one for one in self.entrants if one.id != entrant_id]
        if left:
            self._stand(left, left[-1].id)

    def focus_on(self, entrant_id: int) -> None:
        """Look at this one: its figures, its rates, who gains by it."""
        self._focus_id = entrant_id
        self._show_lineup()
        self._ask()

    def look_back(self, months: int) -> None:
        """12, 24 or 36 months."""
        self.months = months
        self.lineup.months.setCurrentIndex(MONTHS.index(months))
        self.load()

    def move_rate(self, mark: Mark, rate: Rate) -> None:
        """A slider has moved."""
        self.rates[mark] = rate
        self._asides_stale = True
        self._ask()

    def reset_rates(self) -> None:
        """All rates of the scheme that is looked at as they were."""
        for mark in list(self.rates):
            if mark.entrant_id == self._focus_id:
                self.rates[mark] = self._originals[mark]
        self._asides_stale = True
        self.panel.put(self.rates)
        self._ask()

    @property
    def focus(self) -> int:
        """The place of the one that is looked at."""
        return next((at for at, one in enumerate(self.entrants) if one.id == self._focus_id), 0)

    @property
    def moved(self) -> dict[Mark, Rate]:
        """The rates of the one that is looked at which are not as they were."""
        return {
            mark: rate
            for mark, rate in self.rates.items()
            if mark.entrant_id == self._focus_id and rate != self._originals.get(mark)
        }

    # reading and showing

    def load(self) -> None:
        """Read the books once; all that follows comes from what was read."""
        actor, words, months = self.context.actor, self.context.words, self.months
        today = self.context.clock.today()

        def read(office: Office, _progress: Progress) -> Books:
            ground = office.simulation.ground(actor, months)
            return Books(ground, offers(office, actor, words, today), office.scheme_drafts.limit(actor))

        title = words.text("Reading the books")
        self.context.lanes.read.ask(self, read, self.show_books, self.refused, title=title)

    def take_focus(self) -> None:
        """Into the first slider, else the line-up."""
        sliders = list(self.panel.sliders.values())
        (sliders[0].slider if sliders else self.lineup.buttons[0]).setFocus()

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still to come."""
        return self.books is None or self.runner.busy or self.stack.moving

    def show_books(self, books: Books) -> None:
        """Try the line-up on what was read."""
        self.books = books
        self._asides_stale = True
        self._show_lineup()
        self.what_if.offer(books.ground.people, books.ground.window)
        self._ask(self.context.words.text("Trying the schemes on history"))

    def _ask(self, title: str = "") -> None:
        if self.books is None:
            return
        ground, limit_ppm = self.books.ground, self.books.limit_ppm
        asked = Asked(ground, self.entrants, self.focus, dict(self.rates), limit_ppm, self.context.words)
        self.runner.show(asked, title)

    def _show(self, picture: Picture) -> None:
        if picture.asked.entrants != self.entrants:
            return  # of a line-up that is another one by now
        self.picture = picture
        for at, entrant in enumerate(picture.asked.entrants):
            for one in picture.sliders[at]:
                mark = Mark(entrant.id, one.scheme_key, one.rule_key)
                self._originals.setdefault(mark, picture.asked.rates.get(mark, one.rate))
        self.figures.show_figures(picture.figures)
        self.stack.show_charts(picture.charts)
        if picture.asked.focus == self.focus:
            takeable = self._focus_id == self._draft_id
            self.panel.show_rates(picture, moved=bool(self.moved), takeable=takeable)
        self.pictured.emit(picture)

    def _rested(self) -> None:
        """The hand rests: tables follow, and what was asked besides is asked again."""
        if self.picture is None:
            return
        self.sides.show_rows(self.picture.sides)
        self.gains.show_gains(self.picture)
        if self._asides_stale:
            self._asides_stale = False
            if self.what_if.is_open:
                self.what_if.ask()
            if self.forecast.is_open:
                self._ask_forecast()
        tab_as_read(self)
        self.say(self._line(self.picture))
        self.loaded.emit()

    def _line(self, picture: Picture) -> str:
        first, last = picture.asked.ground.window
        words = self.context.words
        return words.text("{first} to {last}").format(first=words.month(first), last=words.month(last))

    # besides

    def _ask_what_if(self, what: WhatIf) -> None:
        def answered(changed: Changed) -> None:
            self.what_if.show_changed(changed, self.focus)

        if self.picture is None:
            return
        title = self.context.words.text("Trying the schemes on another history")
        self.runner.ask("what_if", lambda bench: bench.what_if(what), answered, title)

    def _ask_forecast(self) -> None:
        def answered(outlook: Outlook) -> None:
            self.forecast.show_outlook(outlook)

        if self.picture is None:
            return
        title = self.context.words.text("Working out the forecast")
        self.runner.ask("forecast", lambda bench: bench.outlook(self.context.words), answered, title)

    def open_bar(self, on: On, bar: Bar) -> None:
        """The accruals behind a number."""

        def answered(lines: Sequence[BarLine]) -> None:
            title = bar_title(self.context.words, on, bar, self.entrants, self._people())
            BehindDialog(title, lines, self.context.currency, self).open()

        self.runner.ask("behind", lambda bench: bench.behind(on, bar), answered)

    def _people(self) -> dict[int, str]:
        return self.books.ground.people if self.books is not None else {}

    # the line-up

    def _stand(self, entrants: Sequence[Entrant], focus_id: int) -> None:
        self.entrants, self._focus_id = tuple(entrants), focus_id
        standing = {one.id for one in entrants}
        self.rates = {mark: rate for mark, rate in self.rates.items() if mark.entrant_id in standing}
        self._asides_stale = True
        self._show_lineup()
        self._ask(self.context.words.text("Trying the schemes on history"))

    def _show_lineup(self) -> None:
        self.lineup.show_lineup(self.entrants, self.focus)
        if self.books is not None:
            self.lineup.offer(self.entrants, self.books.offers)

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _take(self) -> None:
        self.rates_taken.emit({(mark.scheme_key, mark.rule_key): rate for mark, rate in self.moved.items()})

    # building

    def _lay_out(self, side: int) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 12)
        column.setSpacing(12)
        below: tuple[QWidget, ...] = (self.stack, self.sides, self.gains, self.what_if, self.forecast)
        for part in below:
            column.addWidget(part)
        column.addStretch(1)
        self.area = scrolled(inside)
        self.area.setMinimumHeight(_LEAST_HEIGHT)
        for part in (
            self.area,
            self.panel,
        ):  # what lies around is scrolled for the least height, not for the wished one
            part.setSizePolicy(part.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Ignored)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.area, 1)
        middle.addWidget(self.panel)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(side, 16 if side else 0, side, 12 if side else 0)
        lines.setSpacing(12)
        above: tuple[QWidget, ...] = (self.banner, self.lineup, self.figures)
        for part in above:
            lines.addWidget(part)
        lines.addLayout(middle, 1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _connect(self) -> None:
        self.runner.shown.connect(self._show)
        self.runner.refused.connect(self.refused)
        self.lineup.focused.connect(self.focus_on)
        self.lineup.added.connect(self.add)
        self.lineup.removed.connect(self.remove)
        self.lineup.months_wished.connect(self.look_back)
        self.panel.rate_moved.connect(self.move_rate)
        self.panel.reset_wished.connect(self.reset_rates)
        self.panel.taken.connect(self._take)
        self.stack.opened.connect(lambda bar: self.open_bar(HISTORY, bar))
        self.stack.rested.connect(self._rested)
        self.area.verticalScrollBar().valueChanged.connect(self.stack.come_into_sight)
        self.sides.focused.connect(self.focus_on)
        self.gains.opened.connect(lambda person_id: self.open_bar(HISTORY, Bar(self._after_id(), person_id=person_id)))
        self.what_if.asked.connect(self._ask_what_if)
        self.what_if.opened_bar.connect(self.open_bar)
        self.forecast.asked.connect(self._ask_forecast)
        self.forecast.opened_bar.connect(lambda bar: self.open_bar(FORECAST, bar))

    def _after_id(self) -> int:
        scene = self.picture.scene if self.picture is not None else None
        return scene.entrants[scene.after].id if scene is not None else self._focus_id


def build(context: UiContext[Office]) -> Page[Office]:
    """The part of the page of schemes."""
    return TrialView(context)
