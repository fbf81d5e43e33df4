"""The matrix of step 1: functions down, people across; a tick says who does it, figures say who did."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.calc.facts import Function
from app.i18n.words import Words
from app.wording import terms
from ui.kit.cards import whole_money
from ui.motivation.wizard.who_does_what import FUNCTIONS, WhoDoesWhat

_ROW_PX, _HEAD_PX, _COLUMN_PX, _NAMES_PX, _EDGE_PX = 46, 48, 152, 168, 14
_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROLE = Qt.ItemDataRole


class WorkModel(QAbstractTableModel):
    """What the view shows."""

    ticked = Signal(object, int, bool)
    """A function, a person (id), and whether the person does it."""

    def __init__(self, words: Words) -> None:
        """Empty."""
        super().__init__()
        self._words = words
        self._work: WhoDoesWhat | None = None
        self.people: tuple[int, ...] = ()

    def show_work(self, work: WhoDoesWhat) -> None:
        """Show it; columns stay where they are while nobody comes or goes."""
        people = work.people()
        same = self._work is not None and people == self.people
        if not same:
            self.beginResetModel()
        self._work, self.people = work, people
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(len(FUNCTIONS) - 1, max(len(people) - 1, 0)))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(FUNCTIONS) - 1)
        else:
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """The functions."""
        return 0 if parent.isValid() or self._work is None else len(FUNCTIONS)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        """The people."""
        return 0 if parent.isValid() else len(self.people)

    def flags(self, _index: _Index) -> Qt.ItemFlag:
        """Each cell can be ticked."""
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsUserCheckable

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> Any:
        """Tick, figures, and the whole of it in words."""
        if self._work is None or not index.isValid():
            return None
        function, person_id = FUNCTIONS[index.row()], self.people[index.column()]
        if role == _ROLE.CheckStateRole:
            return Qt.CheckState.Checked if self._work.does(function, person_id) else Qt.CheckState.Unchecked
        if role == _ROLE.DisplayRole:
            return self._figures(function, person_id)
        if role in {_ROLE.ToolTipRole, _ROLE.AccessibleTextRole, _ROLE.AccessibleDescriptionRole}:
            return self._sentence(function, person_id)
        return None

    def setData(self, index: _Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """A tick comes or goes."""
        if role != _ROLE.CheckStateRole:
            return False
        checked = Qt.CheckState(value) is Qt.CheckState.Checked
        self.ticked.emit(FUNCTIONS[index.row()], self.people[index.column()], checked)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """Names; a function with how it stands."""
        if self._work is None or role not in {_ROLE.DisplayRole, _ROLE.ToolTipRole}:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._work.table.people.get(self.people[section], "")
        function = FUNCTIONS[section]
        name = terms.function(self._words, function.value)
        return f"{name}\n{self._standing(function)}"

    def _standing(self, function: Function) -> str:
        answer, words = (self._work.answers[function] if self._work else None), self._words
        if answer is None or answer.needed is None:
            return words.text("to be decided")
        if not answer.needed:
            return words.text("not needed")
        if answer.automated:
            return words.text("a machine")
        held = answer.people or answer.position
        return words.text("needed") if held else words.text("needed, held by nobody")

    def _figures(self, function: Function, person_id: int) -> str:
        done = self._work.done(function, person_id) if self._work else None
        if done is None or self._work is None:
            return ""
        if done.contracts:
            money = whole_money(self._words, done.net_minor, self._work.table.currency)
            return f"{self._words.plural('{n} order', '{n} orders', done.contracts)}\n{money}"
        return self._words.plural("{n} reminder", "{n} reminders", done.reminders)

    def _sentence(self, function: Function, person_id: int) -> str:
        work = self._work
        if work is None:
            return ""
        words, done = self._words, work.done(function, person_id)
        who = work.table.people.get(person_id, "")
        parts = [f"{terms.function(words, function.value)}, {who}"]
        if done is None:
            parts.append(words.text("nothing in these twelve months"))
        else:
            currency = work.table.currency
            if done.contracts:
                orders = words.plural("{n} order", "{n} orders", done.contracts)
                parts.append(f"{orders}, {words.money(done.net_minor, currency)}")
            if done.reminders:
                parts.append(words.plural("{n} reminder", "{n} reminders", done.reminders))
            parts.append(words.text("paid for it: {amount}").format(amount=words.money(done.pay_minor, currency)))
        return "\n".join(parts)


class WorkMatrix(QTableView):
    """Space or a click ticks; the function in front is told, so that more of it can be shown."""

    function_chosen = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        """Empty until ``model().show_work``."""
        super().__init__(parent)
        self.work = WorkModel(words)
        self._function = FUNCTIONS[0]
        self.setModel(self.work)
        self.setAccessibleName(words.text("Functions and people"))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across, down = self.horizontalHeader(), self.verticalHeader()
        for head in (across, down):
            head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            head.setHighlightSections(False)
        across.setDefaultSectionSize(_COLUMN_PX)
        across.setFixedHeight(_HEAD_PX)
        across.setDefaultAlignment(_LEFT | Qt.TextFlag.TextWordWrap)
        across.setSectionsClickable(False)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        down.setDefaultSectionSize(_ROW_PX)
        down.setFixedWidth(_NAMES_PX)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultAlignment(_LEFT)
        self.setFixedHeight(_HEAD_PX + len(FUNCTIONS) * _ROW_PX + _EDGE_PX)
        down.sectionClicked.connect(self.choose)
        self.selectionModel().currentChanged.connect(self._moved)
        self.work.modelReset.connect(self._begin)

    @property
    def function(self) -> Function:
        """The one in front."""
        return self._function

    def choose(self, row: int) -> None:
        """Put a function in front."""
        self.setCurrentIndex(self.work.index(row, max(self.currentIndex().column(), 0)))

    def show_function(self, function: Function) -> None:
        """The same by name, with the focus."""
        self.choose(FUNCTIONS.index(function))
        self.setFocus()

    def sizeHint(self) -> QSize:
        """As wide as it is given."""
        return QSize(400, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ticks as Space does."""
        at = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and at.isValid():
            checked = at.data(_ROLE.CheckStateRole) == Qt.CheckState.Checked
            self.work.setData(at, Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked, _ROLE.CheckStateRole)
            return
        super().keyPressEvent(event)

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid() and now.row() != before.row():
            self._function = FUNCTIONS[now.row()]
            self.function_chosen.emit(self._function)

    def _begin(self) -> None:
        if self.work.columnCount():
            self.setCurrentIndex(self.work.index(FUNCTIONS.index(self._function), 0))
