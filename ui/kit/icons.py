"""Icons: Lucide drawings tinted when painted, so that a theme switch and any scale cost nothing."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel

from app.paths import resource
from ui.kit.theme import tokens

ICON_SIZE = QSize(18, 18)
NAV = "nav"
"""The role of icons on the navigation rail: bright when their page is open."""


@cache
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))


class _TintedEngine(QIconEngine):
    """Paints a drawing in the colour that ``role`` has at this moment."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        _renderer(self._name, self._colour(mode, state)).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, picture.rect(), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._role)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        theme = tokens()
        if mode == QIcon.Mode.Disabled:
            return theme.faint
        if self._role == NAV:
            return theme.nav_text if state == QIcon.State.On else theme.nav_muted
        return theme.color(self._role).name()


def icon(name: str, role: str = "muted") -> QIcon:
    """The drawing ``name`` of ``resources/icons`` in the colour of a token (``muted``, ``accent_text``, ``nav`` …)."""
    return QIcon(_TintedEngine(name, role))


def picture(name: str, pixels: int, role: str = "muted", *, ratio: float = 1.0) -> QPixmap:
    """The drawing as a picture of ``pixels`` for a label on a screen of ``ratio``."""
    made = icon(name, role).pixmap(QSize(round(pixels * ratio), round(pixels * ratio)))
    made.setDevicePixelRatio(ratio)
    return made


class IconLabel(QLabel):
    """An icon that stands by itself, in the colour that its role has in the theme on screen."""

    def __init__(self, name: str, pixels: int, role: str = "muted") -> None:
        """``pixels`` wide and high."""
        super().__init__()
        self._icon = icon(name, role)
        self.setFixedSize(pixels, pixels)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tint and paint."""
        self._icon.paint(QPainter(self), self.rect())
