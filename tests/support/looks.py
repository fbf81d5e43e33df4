"""What can be wrong with how a window looks, found at its widgets: each check gives a line for each fault."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollBar,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from ui.kit.cards import FittedLine
from ui.kit.rows_head import RowsHead

_INNER = frozenset({"qt_spinbox_lineedit", "qt_scrollarea_viewport", "ScrollLeftButton", "ScrollRightButton"})
_WORKED_WITH = (
    QLineEdit,
    QComboBox,
    QAbstractButton,
    QAbstractSpinBox,
    QAbstractItemView,
    QPlainTextEdit,
    QTabBar,
    RowsHead,
)
_LATIN = re.compile(r"[A-Za-z]{2,}")
READABLE = 4.5


def shown(root: QWidget) -> Iterator[QWidget]:
    """The widgets that somebody sees: Qt's own inner ones left out."""
    for widget in root.findChildren(QWidget):
        seen = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget  # which covers all of it
        if widget.objectName() not in _INNER and widget.isVisibleTo(root) and not seen.visibleRegion().isEmpty():
            yield widget


def clipped(root: QWidget) -> list[str]:
    """Texts with less room than they need; elided is right only where a tip has the whole text."""
    found = []
    for widget in shown(root):
        for text, need, room in _needs(widget):
            tipped = text.strip() in widget.toolTip() and not isinstance(widget, FittedLine)  # key figures stand whole
            if need > room + 1 and not tipped:
                found.append(f"{text!r} needs {need} px, has {room} ({type(widget).__name__})")
    return found


Need = tuple[str, int, int]
"""A text, the pixels that it needs, and those that it has."""


def _needs(widget: QWidget) -> Iterator[Need]:
    if isinstance(widget, FittedLine):
        whole = QFontMetrics(widget.fitted()[1]).horizontalAdvance(widget.text)
        yield widget.text, 0 if widget.is_whole() else whole, widget.width()
    elif isinstance(widget, QLabel):
        yield _need_of_label(widget)
    elif isinstance(widget, QAbstractButton):
        yield _need_of_button(widget)
    elif isinstance(widget, QTabBar):
        yield from _needs_of_tabs(widget)
    elif isinstance(widget, RowsHead):
        for at in widget.shown_columns():
            title = str(widget.model().headerData(at, Qt.Orientation.Horizontal))
            yield title, widget.least_width(at), widget.sectionSize(at)
    elif isinstance(widget, QComboBox):
        yield _need_of_choice(widget)
    elif isinstance(widget, QLineEdit) and not widget.text():
        margins = widget.textMargins()
        inner = widget.contentsRect().width() - margins.left() - margins.right()
        yield widget.placeholderText(), widget.fontMetrics().horizontalAdvance(widget.placeholderText()), inner


def _need_of_label(label: QLabel) -> Need:
    if label.wordWrap():
        return label.text(), label.heightForWidth(label.width()), label.height()
    return label.text(), label.fontMetrics().horizontalAdvance(label.text()), label.contentsRect().width()


def _need_of_button(button: QAbstractButton) -> Need:
    icon_only = isinstance(button, QToolButton) and button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    wordless = icon_only or not button.text().strip()
    return button.text(), 0 if wordless else button.sizeHint().width(), button.width()


def _needs_of_tabs(tabs: QTabBar) -> Iterator[Need]:
    for at in range(tabs.count()):
        rect, text = tabs.tabRect(at), tabs.tabText(at)
        yield text, rect.right(), tabs.width()
        yield text, tabs.fontMetrics().horizontalAdvance(text), rect.width()


def _need_of_choice(box: QComboBox) -> Need:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    area = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box)
    return box.currentText(), box.fontMetrics().horizontalAdvance(box.currentText()), area.width()


def texts(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Every text that is seen or read out, table cells left out: those are data, but for their states."""
    for widget in shown(root):
        for text in _texts_of(widget):
            if text:
                yield widget, text


def _texts_of(widget: QWidget) -> Iterable[str]:
    yield widget.accessibleName()
    yield widget.toolTip()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, FittedLine):
        yield widget.text
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(at) for at in range(widget.count()))
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    elif isinstance(widget, RowsHead):
        yield from (str(widget.model().headerData(at, Qt.Orientation.Horizontal)) for at in widget.shown_columns())
    if isinstance(widget, QToolButton) and widget.menu() is not None:
        yield from (action.text() for action in widget.menu().actions())


def untranslated(root: QWidget, data: Iterable[str], allowed: Iterable[str]) -> list[str]:
    """Texts with Latin words that stand neither in the ``data`` nor among the ``allowed``."""
    known = {word.casefold() for text in (*data, *allowed) for word in _LATIN.findall(text)}
    found = []
    for widget, text in texts(root):
        strange = [word for word in _LATIN.findall(text) if word.casefold() not in known]
        if strange:
            found.append(f"{' '.join(strange)} in {text!r} ({type(widget).__name__})")
    return sorted(set(found))


def tab_faults(root: QWidget) -> list[str]:
    """Steps of the Tab key that go back up or left, and widgets that it never reaches."""
    stops = [widget for widget in _chain(root) if _is_stop(widget)]
    found = []
    for before, after in pairwise(stops):
        first, second = _place(root, before), _place(root, after)
        above = second.bottom() <= first.top() and second.left() < first.right()
        left = second.right() <= first.left() and second.top() < first.bottom() and first.top() < second.bottom()
        if above or left:
            found.append(f"Tab goes back from {_name(before)} to {_name(after)}")
    for widget in shown(root):
        worked_with = isinstance(widget, _WORKED_WITH) and widget.isEnabled()
        if worked_with and widget not in stops and not _reached_otherwise(widget):
            found.append(f"Tab never reaches {_name(widget)}")
    return found


def _chain(root: QWidget) -> Iterator[QWidget]:
    """The widgets of ``root`` in the order of the focus."""
    kept = list(shown(root))  # a wrapper that nobody keeps comes back under another id
    inside = {id(widget) for widget in kept}
    widget = root.nextInFocusChain()
    while widget is not None and widget is not root:
        if id(widget) in inside:
            yield widget
        widget = widget.nextInFocusChain()


def _is_stop(widget: QWidget) -> bool:
    tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    scrolls_only = isinstance(widget, QAbstractScrollArea) and not isinstance(widget, _WORKED_WITH)
    return tab and widget.isEnabled() and widget.focusProxy() is None and not scrolls_only


def _reached_otherwise(widget: QWidget) -> bool:
    """Parts of others, and one of several that the arrows go through."""
    parent = widget.parentWidget()
    by_key = "(Esc)" in widget.toolTip()
    inner = isinstance(parent, QComboBox | QAbstractSpinBox | QLineEdit | QTabBar | QScrollBar)
    grouped = isinstance(widget, QAbstractButton) and widget.group() is not None
    picture = isinstance(widget, QListView) and widget.focusPolicy() == Qt.FocusPolicy.NoFocus
    names = isinstance(widget, QHeaderView) and not isinstance(widget, RowsHead) and isinstance(parent, QTableView)
    return by_key or inner or grouped or picture or names or widget.focusProxy() is not None


def _place(root: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()!r}"


def faint(root: QWidget) -> list[str]:
    """Labels, buttons and tabs whose text stands out from what is behind it by less than 4.5."""
    picture = QImage(root.size() * 2, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(2)
    painter = QPainter(picture)
    root.render(painter, QPoint(0, 0))
    painter.end()
    found = []
    for widget in shown(root):
        if not widget.isEnabled() or not isinstance(widget, QLabel | QAbstractButton | FittedLine):
            continue
        text = widget.text if isinstance(widget, FittedLine) else widget.text()
        if not text.strip() or (isinstance(widget, QLabel) and not widget.pixmap().isNull()):
            continue
        if widget.visibleRegion().boundingRect().height() < widget.height():
            continue  # scrolled away in part
        seen = widget.visibleRegion().boundingRect().translated(widget.mapTo(root, QPoint(0, 0)))
        ratio = _contrast_in(picture, QRect(seen.topLeft() * 2, seen.size() * 2))
        if ratio < READABLE:
            found.append(f"{text!r} stands out by {ratio:.1f}")
    return found


def _contrast_in(picture: QImage, part: QRect) -> float:
    """How the pixel that stands out most does so from the commonest one."""
    inside = part.intersected(picture.rect())
    colours = Counter(
        picture.pixel(x, y)
        for y in range(inside.top(), inside.bottom() + 1)
        for x in range(inside.left(), inside.right() + 1, 1)
    )
    if not colours:
        return READABLE
    behind = luminance(QColor(colours.most_common(1)[0][0]))
    return max(_ratio(behind, luminance(QColor(colour))) for colour in colours)


def luminance(colour: QColor) -> float:
    """How bright a colour is, as WCAG counts it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _ratio(one: float, other: float) -> float:
    high, low = max(one, other), min(one, other)
    return (high + 0.05) / (low + 0.05)
