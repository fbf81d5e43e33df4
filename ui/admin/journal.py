"""The journal: who did what and when, each row before and after; whether it stands as it was written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.journal.chain import Verdict
from app.journal.model import Entry, Question
from app.journal.readable import HIDDEN, Line, RowStory, line, rows_of
from app.kernel.changes import Area
from app.wording import journal as wording
from app.wording.terms import AREAS
from ui.kit.cards import Figure
from ui.kit.columns import NOTHING, Chip, Column, Kind
from ui.kit.detail import Detail, Fact, Facts
from ui.kit.labels import push_button
from ui.kit.moments import moment_of
from ui.kit.record_page import Books, RecordPage, RecordPlan, View
from ui.kit.save_dialog import ask_where
from ui.runtime.context import UiContext
from ui.runtime.jobs import Progress

PAGE_ENTRIES = 2_000
"""As many entries are shown, the newest; an earlier period shows earlier ones."""

_MOST_ROWS, _MOST_FIELDS = 12, 40
_BOX_PX, _DATE_PX, _LEAST_LETTERS = 184, 140, 12
ANY, TODAY, WEEK, MONTH, YEAR, BETWEEN = "any", "today", "week", "month", "year", "between"
PERIODS = {
    ANY: mark("Any day"),
    TODAY: mark("Today"),
    WEEK: mark("Last 7 days"),
    MONTH: mark("Last 30 days"),
    YEAR: mark("Last 12 months"),
    BETWEEN: mark("From … to …"),
}
_DAYS = {TODAY: 1, WEEK: 7, MONTH: 30, YEAR: 365}
KINDS = {
    wording.ADDED: Chip(wording.KINDS[wording.ADDED], "good"),
    wording.CHANGED: Chip(wording.KINDS[wording.CHANGED], "info"),
    wording.REMOVED: Chip(wording.KINDS[wording.REMOVED], "warn"),
    wording.REFUSED: Chip(wording.KINDS[wording.REFUSED], "bad"),
    HIDDEN: Chip(mark("Not for your role"), "plain"),
}


def columns(words: Words) -> tuple[Column[Line], ...]:
    """When, who, where, what."""
    return (
        Column("at", mark("When"), lambda row: moment_of(row.entry.at), width=132, sort=lambda row: row.entry.id),
        Column("who", mark("Who"), lambda row: row.entry.login, width=92, rank=1),
        Column("kind", mark("Kind"), lambda row: row.kind, Kind.CHIP, width=106, chips=KINDS),
        Column("what", mark("What"), lambda row: row.what, width=220, stretch=True),
        Column("area", mark("Area"), lambda row: _area(row.entry, words), width=100, muted=True, rank=2),
    )


def _area(entry: Entry, words: Words) -> str:
    return words.text(AREAS[entry.area.value]) if entry.area else ""


VIEWS: tuple[View[Line], ...] = (
    View("all", mark("All")),
    View("added", mark("Added"), lambda row: row.kind == wording.ADDED),
    View("changed", mark("Changed"), lambda row: row.kind == wording.CHANGED),
    View("removed", mark("Removed"), lambda row: row.kind == wording.REMOVED),
    View("refused", mark("Refused"), lambda row: row.kind == wording.REFUSED),
)


def detail(row: Line, context: UiContext[Office]) -> Detail:
    """Every row that was touched, before and after."""
    words, entry, chip = context.words, row.entry, KINDS[row.kind]
    groups = [
        Facts(
            "",
            (
                Fact(words.text("When"), moment_of(entry.at)),
                Fact(words.text("Who"), entry.login or NOTHING),
                Fact(words.text("Area"), _area(entry, words) or NOTHING),
                *_about(entry, words),
            ),
        )
    ]
    rows = rows_of(entry, words)
    groups += [_facts(one) for one in rows[:_MOST_ROWS] if one.differences]
    if len(rows) > _MOST_ROWS:
        more = words.plural("… and {n} more row", "… and {n} more rows", len(rows) - _MOST_ROWS)
        groups.append(Facts(more, ()))
    technical = (
        Fact(words.text("Entry"), str(entry.id)),
        Fact(words.text("Action"), entry.action),
        Fact(words.text("Seal"), entry.hash[:16]),
    )
    groups.append(Facts(words.text("For the curious"), technical))
    return Detail(row.what, "", (words.text(chip.text), chip.tone), tuple(groups))


def _about(entry: Entry, words: Words) -> tuple[Fact, ...]:
    first, last = (str(entry.about.get(name, "")) for name in ("first_at", "last_at"))
    if not first:
        return ()
    known = words.text("a login of the file") if entry.login else words.text("no login of the file")
    return (
        Fact(words.text("From"), moment_of(first)),
        Fact(words.text("To"), moment_of(last)),
        Fact(words.text("By"), known),
    )


def _facts(one: RowStory) -> Facts:
    facts = tuple(
        Fact(field, f"{before or NOTHING} → {after or NOTHING}" if one.changed else after or before)
        for field, before, after in one.differences[:_MOST_FIELDS]
    )
    return Facts(one.title, facts)


class FilterBar(QWidget):
    """Days, person, area."""

    def __init__(self, words: Words, today: Callable[[], date]) -> None:
        """Any day, everybody, everything; the days count from what ``today`` says when they are asked."""
        super().__init__()
        self._today, day = today, today()
        self.period = _box(words.text("Days"), {key: words.text(text) for key, text in PERIODS.items()})
        self.person = _box(words.text("Person"), {"": words.text("Everybody")})
        areas = {area.value: words.text(AREAS[area.value]) for area in Area}
        self.area = _box(words.text("Area"), {"": words.text("All areas"), **areas})
        self.first, self.last = QDateEdit(), QDateEdit()
        row = self.row = QHBoxLayout()
        below = QHBoxLayout()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for one in (row, below):
            one.setSpacing(8)
            rows.addLayout(one)
        for part, name in ((self.first, words.text("From")), (self.last, words.text("To"))):
            part.setCalendarPopup(True)
            part.setDisplayFormat("dd.MM.yyyy")
            part.setDate(QDate(day.year, day.month, day.day))
            part.setAccessibleName(name)
            part.setMinimumWidth(_DATE_PX)
            part.hide()
        for widget in (self.period, self.person, self.area):
            row.addWidget(widget, 1)
            widget.setMaximumWidth(_BOX_PX)
        row.addStretch(1)
        below.addWidget(self.first)
        below.addWidget(self.last)
        below.addStretch(1)

    def offer(self, people: dict[int, str]) -> None:
        """Let these be chosen; who is chosen stays."""
        for user_id, login in people.items():
            if self.person.findData(str(user_id)) < 0:
                self.person.addItem(login, str(user_id))

    def question(self) -> Question:
        """What is asked for."""
        first, last = self._days()
        area, person = self.area.currentData(), self.person.currentData()
        return Question(
            area=Area(area) if area else None,
            user_id=int(person) if person else None,
            since=_instant(first) if first else None,
            until=_instant(last + timedelta(days=1)) if last else None,
            limit=PAGE_ENTRIES,
        )

    def _days(self) -> tuple[date | None, date | None]:
        period = self.period.currentData()
        if period == BETWEEN:
            first, last = (_day(part) for part in (self.first, self.last))
            return min(first, last), max(first, last)
        if period in _DAYS:
            return self._today() - timedelta(days=_DAYS[period] - 1), None
        return None, None


def _box(name: str, choices: dict[str, str]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_LEAST_LETTERS)
    for code, text in choices.items():
        box.addItem(text, code)
    return box


def _day(part: QDateEdit) -> date:
    shown = part.date()
    return date(shown.year(), shown.month(), shown.day())


def _instant(day: date) -> str:
    """The beginning of a local day, as the journal writes instants."""
    begun = datetime.combine(day, time()).astimezone(UTC)
    return begun.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class JournalPage(RecordPage[Office, Line]):
    """The newest entries under the filters, the search and the kinds; export and proof."""

    def __init__(self, context: UiContext[Office]) -> None:
        """For those who see the journal."""
        words = context.words
        self.filters = FilterBar(words, context.clock.today)
        self._asked = self.filters.question()
        plan: RecordPlan[Office, Line] = RecordPlan(
            key="journal",
            title=mark("Journal"),
            search_hint=mark("Search the journal (Ctrl+F)"),
            icon="history",
            empty_title=mark("Nothing on these days"),
            purpose=mark("Here stands everything that was changed, by whom and when. Choose other days or people."),
            areas=frozenset(Area),
            columns=columns(words),
            views=VIEWS,
            load=self._fetch,
            detail=detail,
            count_line=_count_line,
            identity=lambda row: row.entry.id,
            sort=("at", True),
        )
        super().__init__(context, plan)
        self.primary = push_button(words.text("Prove the journal"), self.prove, "shield-check", primary=True)
        self.export = push_button(words.text("Export…"), self._ask_where, "download")
        self.filters.row.addWidget(self.export)
        self.add_above(self.filters)
        for box in (self.filters.period, self.filters.person, self.filters.area):
            box.activated.connect(self._filtered)
        for part in (self.filters.first, self.filters.last):
            part.dateChanged.connect(self._filtered)
        self.loaded.connect(self._offer_people)

    def load(self) -> None:
        """Ask for what the filters say now."""
        self._asked = self.filters.question()
        super().load()

    def _fetch(self, office: Office, context: UiContext[Office]) -> Books[Line]:
        words = context.words
        entries = office.journal.entries(context.actor, self._asked)
        rows = tuple(line(entry, words) for entry in entries)
        refused = sum(1 for row in rows if row.kind == wording.REFUSED)
        cut = len(rows) >= PAGE_ENTRIES
        note = words.text("the newest; narrow the days for more") if cut else words.text("on these days")
        return Books(
            rows,
            (
                Figure(words.text("Entries"), words.number(len(rows)), note, "warn" if cut else "muted"),
                Figure(
                    words.text("People"), words.number(len({row.entry.user_id for row in rows if row.entry.user_id}))
                ),
                Figure(
                    words.text("Refused"),
                    words.number(refused),
                    words.text("worth a look") if refused else words.text("nothing refused"),
                    "warn" if refused else "good",
                ),
            ),
        )

    def _filtered(self) -> None:
        between = self.filters.period.currentData() == BETWEEN
        for part in (self.filters.first, self.filters.last):
            part.setVisible(between)
        self.load()

    def _offer_people(self) -> None:
        people = {row.entry.user_id: row.entry.login for row in self.model.all_rows if row.entry.user_id}
        self.filters.offer(people)

    # doing

    def prove(self) -> None:
        """Follow the chain from the first entry to the last."""
        actor, title = self.context.actor, self.context.words.text("Proving the journal")

        def work(office: Office, _progress: Progress) -> Verdict:
            return office.journal.verify(actor)

        self.context.lanes.work.ask(self, work, self._proved, self.refused, title=title)

    def _proved(self, verdict: Verdict) -> None:
        words = self.context.words
        if verdict.broken is None:
            said = words.plural(
                "The journal stands as it was written: {n} entry, seal {seal}.",
                "The journal stands as it was written: {n} entries, seal {seal}.",
                verdict.rows,
            )
            self.banner.say(said.format(seal=verdict.head[:16]), "good")
            return
        said = words.text("The journal was changed from outside. Entry {id}: {why}. Restore a copy from before that.")
        why = words.text(wording.BROKEN.get(verdict.broken.why, verdict.broken.why))
        self.banner.say(said.format(id=verdict.broken.row_id, why=why))

    def _ask_where(self) -> None:
        words = self.context.words
        kinds = {"csv": words.text("Tables ({pattern})").format(pattern="*.csv"), "jsonl": "JSON (*.jsonl)"}
        ask_where(self, words.text("Export the journal"), words.text("Journal") + ".csv", kinds, self.export_to)

    def export_to(self, path: Path) -> None:
        """Write what the filters say, without a limit."""
        actor, asked = self.context.actor, replace(self.filters.question(), limit=0)

        def work(office: Office, _progress: Progress) -> int:
            return office.journal.export(actor, path, asked)

        def done(lines: int) -> None:
            said = self.context.words.plural("{n} line written: {path}", "{n} lines written: {path}", lines)
            self.banner.say(said.format(path=path), "good")

        title = self.context.words.text("Writing the journal")
        self.context.lanes.work.ask(self, work, done, self.refused, title=title)


def _count_line(words: Words, n: int) -> str:
    return words.plural("{n} entry shown", "{n} entries shown", n)
