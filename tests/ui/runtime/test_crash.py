"""A bug is written down with the version and shown; the window goes on."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.clock import FrozenClock
from tests.support.pages import Desk
from ui.kit.dialog import MessageDialog
from ui.runtime.crash import CrashDesk, CrashReport


@pytest.fixture
def crashes(qapp: object, tmp_path: Path) -> CrashDesk:
    assert qapp
    return CrashDesk(tmp_path / "logs" / "premia.log", lambda: "1.2.3", FrozenClock())


def bug() -> ZeroDivisionError:
    try:
        return ZeroDivisionError(str(1 // 0))
    except ZeroDivisionError as error:
        return error


def test_a_bug_is_written_down_with_the_version(crashes: CrashDesk) -> None:
    report = crashes.report(bug())
    assert report.log_path is not None
    log = report.log_path.read_text()
    assert "2026-11-20T12:00:00+00:00 Premia 1.2.3, Qt 6" in log
    assert "ZeroDivisionError" in log
    assert "in bug" in log
    assert report.summary.startswith("ZeroDivisionError")


def test_a_log_that_cannot_be_written_is_said(tmp_path: Path, qapp: object) -> None:
    assert qapp
    (tmp_path / "file").write_text("")
    assert CrashDesk(tmp_path / "file" / "premia.log", lambda: "1", FrozenClock()).report(bug()).log_path is None


def test_a_log_that_has_grown_begins_anew(crashes: CrashDesk, tmp_path: Path) -> None:
    log = tmp_path / "logs" / "premia.log"
    log.parent.mkdir()
    log.write_text("x" * 1_100_000)
    crashes.report(bug())
    assert log.stat().st_size < 10_000


def test_a_bug_on_another_thread_is_shown_on_the_windows(
    crashes: CrashDesk, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[tuple[str, threading.Thread]] = []
    crashes.crashed.connect(lambda report: shown.append((report.summary, threading.current_thread())))
    restore = crashes.install()
    try:
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: bool(shown))
    finally:
        restore()
    assert shown == [("ZeroDivisionError: integer division or modulo by zero", threading.main_thread())]
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_bug_is_shown_as_a_bug_and_the_window_goes_on(desk: Desk, tmp_path: Path) -> None:
    desk.window.show_crash(CrashReport("KeyError: 'x'", "Traceback …", tmp_path / "premia.log"))
    dialog = desk.dialog(MessageDialog)
    assert "not yours" in dialog.message.text
    assert str(tmp_path / "premia.log") in dialog.message.text
    assert "KeyError" in dialog.message.details
    dialog.accept()
    assert desk.records("clients").table.column("Client")
