"""A form in a dialog: for new rows, and for what is done to a row beside its own form."""

from __future__ import annotations

from typing import Generic

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.kit.form_fields import FormPlan, Values
from ui.kit.form_sheet import FormSheet
from ui.runtime.context import UiContext
from ui.runtime.lanes import OfficeT

_WIDTH = 480
_MOST_OF_SCREEN = 90
_FOOT_AND_HEAD = 128


class FormDialog(QDialog, Generic[OfficeT]):
    """Frees itself when it is closed."""

    def __init__(self, context: UiContext[OfficeT], plan: FormPlan[OfficeT], parent: QWidget) -> None:
        """Modal to the window of ``parent``; ``start`` shows it."""
        super().__init__(parent.window())
        self.setWindowTitle(plan.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        most = self.screen().availableSize().width() * _MOST_OF_SCREEN // 100
        self.setMinimumWidth(max(_WIDTH, min(plan.wanted_width, most)))
        self.sheet: FormSheet[OfficeT] = FormSheet(context, plan, self)
        self.sheet.save_button.setDefault(True)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.sheet)
        self._left = False
        self.sheet.closed.connect(self._closed)
        self.sheet.ready.connect(self._fit)
        self.sheet.resized.connect(self._fit)

    def start(self, prefill: Values | None = None) -> None:
        """Show it and read its values."""
        self.sheet.open(prefill)
        self._fit()
        self.open()

    def reject(self) -> None:
        """Esc leaves, with the question where something is unsaved."""
        if not self._left:
            self.sheet.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        """So does the cross of the frame."""
        if self._left:
            super().closeEvent(event)
        else:
            event.ignore()
            self.sheet.cancel()

    def _closed(self) -> None:
        self._left = True
        self.accept()

    def _fit(self) -> None:
        inside = self.sheet.inside
        inside.activate()
        width = max(self.minimumWidth(), self.width())
        need = max(inside.totalHeightForWidth(width), inside.totalSizeHint().height()) + _FOOT_AND_HEAD
        if self.sheet.plan.live is not None:
            need += self.sheet.live.heightForWidth(width)
        most = self.screen().availableSize().height() * _MOST_OF_SCREEN // 100
        if need > self.height() or not self.isVisible():
            self.resize(width, min(need, most))
