"""The foot of the window: what is shown, what is being done (with cancel), the file, who is signed in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from app.i18n.words import Words
from ui.kit.labels import label, push_button
from ui.runtime.jobs import Job
from ui.runtime.lanes import Desk

_HEIGHT = 28


class StatusBar(QFrame):
    """Watches the desk where the lanes' answers arrive."""

    def __init__(self, words: Words, desk: Desk, file_name: str, who: str, parent: QWidget | None = None) -> None:
        """``who`` is signed in to ``file_name``."""
        super().__init__(parent)
        self.setObjectName("Status")
        self.setFixedHeight(_HEIGHT)
        self._words = words
        self._jobs: list[Job] = []
        self.line = label("")
        self.doing = label("")
        self.progress = QProgressBar()
        self.progress.setFixedWidth(140)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(words.text("Progress"))
        self.cancel = push_button(words.text("Cancel"), self._cancel)
        self.place = label(f"{file_name}  ·  {who}  ·")
        self.state = label(words.text("saved"))
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 0, 20, 0)
        line.setSpacing(10)
        line.addWidget(self.line)
        line.addStretch(1)
        for part in (self.doing, self.progress, self.cancel):
            part.hide()
            line.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.place)
        line.setSpacing(6)
        line.addWidget(self.state)
        desk.started.connect(self._started)
        desk.progressed.connect(self._progressed)
        desk.ended.connect(self._ended)

    def say(self, text: str) -> None:
        """Show the line of the page in front."""
        self.line.setText(text)

    @property
    def busy(self) -> bool:
        """Whether work with a title is running."""
        return bool(self._jobs)

    def _started(self, job: Job) -> None:
        if job.title:
            self._jobs.append(job)
            self._show()

    def _progressed(self, job: Job, done: int, total: int) -> None:
        if self._jobs and job is self._jobs[0]:
            self.progress.setRange(0, total)
            self.progress.setValue(done)

    def _ended(self, job: Job) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
            self._show()

    def _show(self) -> None:
        busy = self.busy
        for part in (self.doing, self.progress, self.cancel):
            part.setVisible(busy)
        self.state.setText(self._words.text("working") if busy else self._words.text("saved"))
        if busy:
            self.doing.setText(self._jobs[0].title)
            self.progress.setRange(0, 0)
            self.cancel.setEnabled(True)

    def _cancel(self) -> None:
        if self._jobs:
            self._jobs[0].cancel()
            self.cancel.setEnabled(False)
