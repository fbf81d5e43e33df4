"""The window: the first screen, or an open file; theme, language and size as the user left them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from app.bootstrap import Office
from app.i18n.words import Words
from app.kernel.actor import Actor
from app.kernel.errors import CorruptFile, MissingFile, PremiaError
from app.paths import SUFFIX, documents_folder
from ui.kit.theme import Theme, ThemeChoice
from ui.runtime.intents import FileWish, LockWindow, Navigator
from ui.runtime.jobs import Progress
from ui.runtime.table_looks import TableLooks
from ui.runtime.window_state import SMALLEST, WindowState, load_state, save_state
from ui.shell.desktop import Desktop
from ui.shell.file_care import FileCare
from ui.shell.help.desk import HelpDesk
from ui.shell.language import Speaker, system_language
from ui.shell.lock import Watch
from ui.shell.office_context import context_of
from ui.shell.opening import OpenFile, Opening
from ui.shell.outside import OutsideChanges
from ui.shell.workspace import Workspace

if TYPE_CHECKING:
    from ui.runtime.crash import CrashReport
    from ui.shell.welcome import Welcome

_FIRST_PAGE = "home"
_PATIENCE_MS = 150
"""How long an empty window stands before it says that the file is being opened."""
_WARM_AFTER_MS = 300
"""The first page is on screen by then; Python does one thing at a time, so what warms up would keep it from there."""


class MainWindow(QMainWindow):
    """Holds at most one open file."""

    def __init__(self, desktop: Desktop, theme: Theme, speaker: Speaker) -> None:
        """Make the window; ``begin`` shows it."""
        super().__init__()
        self.desktop = desktop
        self.theme = theme
        self.state: WindowState = load_state(desktop.state_path)
        self._looks = TableLooks(self.state.tables)
        self.file: OpenFile | None = None
        self.words: Words = speaker.speak(self.state.language or system_language())
        self.welcome: Welcome | None = None
        self.workspace: Workspace | None = None
        self._speaker = speaker
        self._opening: Opening | None = None
        self._outside: OutsideChanges | None = None
        self._watch: Watch | None = None
        self.care = FileCare(self)
        self.help = HelpDesk(self)
        self._notice = ""
        self._leaving = False
        theme.choose(_choice(self.state.theme))
        self.setMinimumSize(*SMALLEST)
        room = self.screen().availableSize()
        self.resize(*self.state.size_within(room.width(), room.height()))

    def begin(self, language: str | None = None, theme: str | None = None, path: Path | None = None) -> None:
        """Show the first screen, or the file of ``path``; a language or a theme asked for counts as chosen."""
        if theme:
            self.choose_theme(theme)
        if language:
            self.speak(language)
        if path is None:
            self._show_welcome()
        else:
            self.open_file(path)
        if self.state.maximized:
            self.showMaximized()
        else:
            self.show()

    # files

    def open_file(self, path: Path, *, notice: str = "", sign_in: tuple[str, str] | None = None) -> None:
        """Open a company file; who must sign in is asked to, unless that is known. A ``notice`` says what was done."""
        if self._opening is not None or self.care.busy:
            return
        self._let_go()
        self._notice = notice
        making = path == self.desktop.sample_path and not path.exists()
        busy = (
            self.words.text("Making the sample firm: this takes a moment.")
            if making
            else self.words.text("Opening {name} …").format(name=path.name)
        )
        self._opening = Opening(self.desktop, path, self.words, self, self.state.lock_minutes, sign_in)
        if self.isVisible():
            self._wait(busy)
        else:  # most files are open before the first screen could be read
            QTimer.singleShot(_PATIENCE_MS, self._opening, partial(self._wait, busy))
        self._opening.opened.connect(self._opened)
        self._opening.failed.connect(self._not_opened)
        self._opening.given_up.connect(self._given_up)
        self._opening.asks.connect(partial(self._wait, busy))
        self._opening.start()

    def _wait(self, busy: str) -> None:
        """Show the first screen while the file is being opened."""
        welcome = self._first_screen()
        welcome.banner.hide()
        welcome.set_busy(busy)

    def open_sample(self) -> None:
        """Open the sample firm, made where there is none yet."""
        self.open_file(self.desktop.sample_path)

    def close_file(self) -> None:
        """End the lanes of the open file and go back to the first screen; what is being typed is kept as a draft."""
        self._let_go()
        self._show_welcome()

    def _leave_page(self, then: Callable[[], object]) -> None:
        if self.workspace is not None:
            self.workspace.leave(then)
        else:
            then()

    def _let_go(self) -> None:
        if self.file is None:
            return
        if self.workspace is not None:
            self.workspace.put_aside()
        if self._watch is not None:
            self._watch.give_up()
        for part in (self._outside, self._watch):
            if part is not None:
                part.deleteLater()
        self._outside = self._watch = None
        self.state = replace(self.state, lock_minutes=self.file.session.idle_minutes)
        self.file.lanes.close()
        self.file = None

    def _opened(self, file: OpenFile) -> None:
        self._end_opening()
        self.file = file
        self.state = self.state.opened(str(file.path))
        save_state(self.desktop.state_path, self.state)  # at once: whoever is cut off finds the file again
        if not self.state.language and file.firm.language != self.words.language:
            self.words = self._speaker.speak(file.firm.language)
        self._outside = OutsideChanges(file.lanes, file.changes, self)
        self._watch = Watch(self, file.session, file.lanes, lambda: self.words, self._is_busy, file.path.name)
        self._watch.switched.connect(self._switched)
        self._watch.lock_wished.connect(self.lock)
        self._watch.close_wished.connect(self.close_file)
        file.lanes.desk.failed.connect(self.care.heed)
        self._show_workspace(_FIRST_PAGE)
        if self.workspace is not None and self.workspace.page_key:
            self.workspace.page.loaded.connect(self._first_rows, Qt.ConnectionType.SingleShotConnection)
            if self._notice:
                self.workspace.page.banner.say(self._notice, "good")

    def _switched(self, actor: Actor) -> None:
        """Somebody else has signed in to the locked file: the pages are theirs."""
        if self.file is not None:
            self.file = self.file._replace(actor=actor)
            self._show_workspace(_FIRST_PAGE)

    def _whole_file_wished(self, wish: FileWish) -> None:
        if isinstance(wish, LockWindow):
            self.lock()
        else:
            self.care.do(wish)

    def _is_busy(self) -> bool:
        return self.workspace is not None and self.workspace.status.busy

    def _not_opened(self, error: Exception) -> None:
        path = self._opening.path if self._opening is not None else None
        key = self._opening.tried_key if self._opening is not None else None
        self._end_opening()
        welcome = self._first_screen()
        if not isinstance(error, PremiaError):
            return
        if isinstance(error, MissingFile):
            self.state = self.state.forgotten(str(error.values.get("path", "")))
        from app.wording.errors import error_sentence

        welcome.banner.say(error_sentence(self.words, error))
        if path is not None:
            self.care.help_against(error, path, key)

    def _given_up(self) -> None:
        self._end_opening()
        self._first_screen()

    def _end_opening(self) -> None:
        if self._opening is not None:
            self._opening.deleteLater()
            self._opening = None
        if self.welcome is not None:
            self.welcome.set_busy("")

    def _first_rows(self) -> None:
        QTimer.singleShot(_WARM_AFTER_MS, self, self._warm)

    def _warm(self) -> None:
        """What may wait for the first page: a check of the file, imports of the first write, the day's copy."""
        if self.file is not None:
            self.file.lanes.work.ask(self, partial(_warm_up, self.file.actor), _forget)

    # screens

    def _first_screen(self) -> Welcome:
        return self.welcome or self._show_welcome()

    def _show_welcome(self) -> Welcome:
        from ui.shell.welcome import Welcome

        self.setWindowTitle("Premia")
        self.workspace = None
        self.welcome = Welcome(self.words, self.state.recent)
        self.welcome.open_wished.connect(self.choose_file)
        self.welcome.create_wished.connect(self.care.create)
        self.welcome.sample_wished.connect(self.open_sample)
        self.welcome.restore_wished.connect(self.care.restore)
        self.welcome.recent_wished.connect(self._open_recent)
        self.welcome.language_chosen.connect(self.speak)
        self.setCentralWidget(self.welcome)
        self.welcome.help_wished.connect(self.help.open)
        (self.welcome.open_button if self.state.recent else self.welcome.create_button).setFocus()
        self.help.renew()
        return self.welcome

    def _show_workspace(self, page: str) -> None:
        if self.file is None:
            return
        file = self.file
        context = context_of(file, Navigator(self), self.words, self.desktop.clock, self._looks)
        context.navigator.file_wished.connect(self._whole_file_wished)
        before, self.welcome = self.workspace, None
        if before is not None:
            before.put_aside()
        self.workspace = Workspace(context, file.path.name, self.theme.choice)
        self.workspace.detail_width = self.state.detail_width
        self.workspace.searches = dict(before.searches) if before is not None else {}
        self.workspace.header.language_chosen.connect(self.speak)
        self.workspace.header.theme_chosen.connect(self.choose_theme)
        self.workspace.header.file_wished.connect(self._file_wished)
        self.workspace.detail_resized.connect(self._detail_resized)
        self.setWindowTitle(self.words.text("{firm}: Premia").format(firm=file.firm.name))
        self.setCentralWidget(self.workspace)
        keys = self.workspace.page_keys
        if keys:
            self.workspace.open_page(page if page in keys else keys[0])
        self.help.renew()

    def speak(self, language: str) -> None:
        """Switch to another language: everything on screen is built anew in it."""
        self.state = replace(self.state, language=language)
        if language == self.words.language:
            return
        self.words = self._speaker.speak(language)
        if self.workspace is not None:
            self._show_workspace(self.workspace.page_key)
        elif self.welcome is not None:
            self._show_welcome()

    def open_page(self, key: str) -> None:
        """Show a page of the open file."""
        if self.workspace is not None:
            self.workspace.open_page(key)

    def choose_file(self) -> None:
        """Let the user pick a company file."""
        self._leave_page(partial(self.pick_file, self.words.text("Open a company file"), self._open_recent))

    def pick_file(self, title: str, chosen: Callable[[str], None]) -> None:
        """Let the user pick a company file for something."""
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self, title, self.state.folder or str(documents_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.words.text("Premia files ({pattern})").format(pattern=f"*{SUFFIX}"))
        dialog.fileSelected.connect(chosen)
        dialog.open()

    def lock(self) -> None:
        """Lock the session now; without a password say why not."""
        if self._watch is None:
            return
        try:
            self._watch.lock()
        except PremiaError as error:
            self.refuse(error)

    def refuse(self, error: Exception) -> None:
        """Say an error in the banner of what is on screen."""
        if self.workspace is not None and self.workspace.page_key:
            self.workspace.page.refused(error)
        elif self.welcome is not None:
            from app.wording.errors import error_sentence

            self.welcome.banner.say(error_sentence(self.words, error))

    def show_crash(self, report: CrashReport) -> None:
        """Show a bug as a bug; the window goes on."""
        from ui.shell.bug import bug_dialog

        bug_dialog(report, self.words, self).open()

    def _open_recent(self, path: str) -> None:
        self.open_file(Path(path))

    def choose_theme(self, choice: str) -> None:
        """Switch to ``system``, ``light`` or ``dark``, while running."""
        self.state = replace(self.state, theme=choice)
        self.theme.choose(_choice(choice))

    def _file_wished(self, wish: str) -> None:
        if wish == "open":
            self.choose_file()
        elif wish == "restore":
            self.care.restore()
        elif wish == "lock":
            self.lock()
        elif wish == "close":
            self._leave_page(self.close_file)
        else:
            self.help.do(wish)

    def _detail_resized(self, width: int) -> None:
        self.state = replace(self.state, detail_width=width)

    # leaving

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask while work is running; then remember the window and end every lane."""
        if self.workspace is not None and self.workspace.status.busy and not self._leaving:
            event.ignore()
            self._ask_to_leave()
            return
        if self.workspace is not None and self.workspace.unsaved and not self._leaving:
            event.ignore()
            self.workspace.leave(self._leave)
            return
        self._let_go()
        self.help.close()
        maximized = self.isMaximized()
        size = self.normalGeometry() if maximized else self.geometry()
        self.state = replace(self.state, width=size.width(), height=size.height(), maximized=maximized)
        self.state = replace(self.state, tables=self._looks.saved)
        save_state(self.desktop.state_path, self.state)
        self.hide()
        if self._opening is not None:
            self._opening.abandon()
        self.care.wait()
        super().closeEvent(event)

    def _ask_to_leave(self) -> None:
        from ui.kit.dialog import Message, QuestionDialog

        words = self.words
        message = Message(
            words.text("Work is still running"),
            words.text("Leave now, and it is given up: the books stay as they were before it."),
            icon="triangle-alert",
            tone="warn",
        )
        dialog = QuestionDialog(message, words.text("Give up and leave"), words, self)
        dialog.accepted.connect(self._leave)
        if self._watch is not None:
            self._watch.spare(dialog)
        dialog.open()

    def _leave(self) -> None:
        self._leaving = True
        self.close()


def _choice(text: str) -> ThemeChoice:
    return ThemeChoice(text) if text in set(ThemeChoice) else ThemeChoice.SYSTEM


def _warm_up(actor: Actor, office: Office, _progress: Progress) -> Path | None:
    office.warm()
    if wrong := office.backup.check_file(actor):  # before the copy: one of a damaged file would push sound ones out
        raise CorruptFile(path=str(office.path), detail=wrong[0])
    return office.backup.auto_back_up(actor, once_a_day=True)


def _forget(_nothing: object) -> None:
    """Nothing to tell."""
