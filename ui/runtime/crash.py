"""What happens with a bug: it is written to a log file with the version, and shown as a bug. The window stays."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion

from app.kernel.use_cases import Clock

_KEEP_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class CrashReport:
    """A bug as it is shown: its last line, the whole traceback, the file it was written to (None: it could not be)."""

    summary: str
    details: str
    log_path: Path | None


class CrashDesk(QObject):
    """Takes every exception that nobody caught, from any thread; ``crashed`` comes on the window's thread."""

    crashed = Signal(object)

    _caught = Signal(object)

    def __init__(self, log_path: Path, version: Callable[[], str], clock: Clock) -> None:
        """Write to ``log_path``; ``version`` is asked when there is a bug."""
        super().__init__()
        self._log_path = log_path
        self._version = version
        self._clock = clock
        self._caught.connect(self.crashed)

    def install(self) -> Callable[[], None]:
        """Take over the interpreter's hooks; the answer gives them back."""
        before = sys.excepthook, threading.excepthook
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread

        def restore() -> None:
            sys.excepthook, threading.excepthook = before

        return restore

    def report(self, error: BaseException) -> CrashReport:
        """Write the bug down; give what to show."""
        details = "".join(traceback.format_exception(error))
        return CrashReport(traceback.format_exception_only(error)[-1].strip(), details, self._write(details))

    def _take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        sys.__excepthook__(kind, error, trace)
        self._caught.emit(self.report(error))

    def _take_from_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._take(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def _write(self, details: str) -> Path | None:
        head = (
            f"--- {self._clock.now().isoformat()} Premia {self._version()}, Qt {qVersion()}, "
            f"Python {platform.python_version()}, {platform.platform()}\n"
        )
        try:
            self._log_path.parent.mkdir(parents=True, exist_ok=True)
            grown = self._log_path.is_file() and self._log_path.stat().st_size > _KEEP_BYTES
            with self._log_path.open("w" if grown else "a", encoding="utf-8") as log:
                log.write(f"{head}{details}\n")
        except OSError:
            return None
        return self._log_path
