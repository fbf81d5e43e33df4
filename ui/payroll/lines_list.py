"""A person's accruals as a list: client and amount, date and function, and the reason as a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.i18n.words import Words
from app.payroll.model import AccrualLine
from app.wording.accruals import accrual_sentence
from app.wording.terms import accrual_kind, event_kind, function
from ui.kit.theme import LABEL_PX, figures_font, text_font, tokens

_SIDE, _RIGHT, _TOP, _GAP = 20, 16, 10, 3
"""At the right the scroll bar has its place, whether it is there or not: a sentence then always wraps the same."""
_LINE_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class Told(NamedTuple):
    """An accrual as it is told."""

    title: str
    amount: str
    about: str
    sentence: str
    negative: bool


def tell(line: AccrualLine, words: Words) -> Told:
    """``line`` in the language of ``words``."""
    accrual = line.accrual
    kind = accrual_kind(words, accrual.kind) if accrual.kind != "accrual" else function(words, accrual.function)
    return Told(
        line.client_name or line.contract_number or event_kind(words, accrual.event_kind),
        words.amount(accrual.amount_minor),
        f"{words.date(accrual.event_on)}  ·  {kind}",
        accrual_sentence(words, accrual, line.client_name, line.source_name),
        accrual.amount_minor < 0,
    )


class _Lines(QAbstractListModel):
    """The lines as they are told; a sentence is made when it is first looked at."""

    def __init__(self, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self._lines: Sequence[AccrualLine] = ()
        self._told: dict[int, Told] = {}

    def show_lines(self, lines: Sequence[AccrualLine]) -> None:
        """Replace the lines."""
        self.beginResetModel()
        self._lines = lines
        self._told.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The sentence as text, the whole line for the painter."""
        if not index.isValid() or role not in {Qt.ItemDataRole.DisplayRole, _LINE_ROLE}:
            return None
        at = index.row()
        if at not in self._told:
            self._told[at] = tell(self._lines[at], self._words)
        told = self._told[at]
        return told if role == _LINE_ROLE else f"{told.title}, {told.amount}, {told.about}. {told.sentence}"


class _Painter(QStyledItemDelegate):
    """Paints a line in the height that its sentence takes."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the sentence is at the list's width."""
        width = option.widget.width()
        told: Told = index.data(_LINE_ROLE)
        small, title = QFontMetrics(text_font(LABEL_PX)), QFontMetrics(text_font())
        wrapped = small.boundingRect(
            QRect(0, 0, max(80, width - _SIDE - _RIGHT), 10_000), int(Qt.TextFlag.TextWordWrap), told.sentence
        )
        return QSize(width - _RIGHT, title.height() + small.height() + wrapped.height() + 2 * _TOP + 2 * _GAP + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Background, amount at the right, texts, a thin line below."""
        theme = tokens()
        told: Told = index.data(_LINE_ROLE)
        rect = QRect(option.rect.left(), option.rect.top(), option.widget.width(), option.rect.height())
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("selection"))
        painter.setPen(theme.color("border"))
        painter.drawLine(rect.left() + _SIDE, rect.bottom(), rect.right() - _RIGHT, rect.bottom())
        box = rect.adjusted(_SIDE, _TOP, -_RIGHT, -_TOP)
        figures = figures_font(weight=QFont.Weight.DemiBold)
        painter.setFont(figures)
        painter.setPen(QColor(theme.bad if told.negative else theme.text))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), told.amount)
        amount_width = QFontMetrics(figures).horizontalAdvance(told.amount) + 12
        title_font = text_font(weight=QFont.Weight.Medium)
        metrics = QFontMetrics(title_font)
        painter.setFont(title_font)
        painter.setPen(theme.color("text"))
        title = metrics.elidedText(told.title, Qt.TextElideMode.ElideRight, box.width() - amount_width)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), title)
        small_font = text_font(LABEL_PX)
        painter.setFont(small_font)
        painter.setPen(theme.color("muted"))
        below = box.adjusted(0, metrics.height() + _GAP, 0, 0)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), told.about)
        painter.setPen(theme.color("text"))
        sentence = below.adjusted(0, QFontMetrics(small_font).height() + _GAP, 0, _TOP)
        painter.drawText(sentence, int(Qt.TextFlag.TextWordWrap), told.sentence)
        painter.restore()


class LinesList(QListView):
    """Shows accruals one under another."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._lines = _Lines(words, self)
        self.setModel(self._lines)
        self.setItemDelegate(_Painter(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(words.text("Lines of the person"))

    def show_lines(self, lines: Sequence[AccrualLine]) -> None:
        """Replace the lines; the first is at the top."""
        self._lines.show_lines(lines)
        self.scrollToTop()

    def texts(self) -> list[str]:
        """Every line as it is read out."""
        return [self._lines.index(at, 0).data() for at in range(self._lines.rowCount())]
