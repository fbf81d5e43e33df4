"""First start: one form makes a company file with its firm, how it stands to VAT, and the director who signs in."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.access.model import NewUser
from app.access.rules import password_problems
from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.actor import Role
from app.kernel.errors import FileProblem, Finding, Invalid, PremiaError
from app.kernel.period import Month
from app.paths import SUFFIX, documents_folder
from app.settings.model import NewFirm
from app.settings.vat import VAT_RATES_PPM
from app.wording.errors import error_sentence
from ui.kit.banner import Banner
from ui.kit.form import Form
from ui.kit.form_fields import Field, Stand, TextField, Values
from ui.kit.labels import label, muted, push_button
from ui.kit.scrolling import scrolled
from ui.runtime.change_bus import ChangeBus
from ui.runtime.jobs import Progress
from ui.settings.firm_fields import (
    BOOKS,
    LANGUAGE,
    LEGAL,
    NAME,
    USES_ACTS,
    month_choices,
    rate_choices,
    vat_fields,
    vat_terms,
)

if TYPE_CHECKING:
    from ui.runtime.lanes import Lanes
    from ui.shell.desktop import Desktop

_WIDTH, _SIDE = 660, 24
_MOST_OF_SCREEN = 92
_FOOT_AND_HEAD = 150
_NO_NAME_FOR_A_FILE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class NewBooks(NamedTuple):
    """A company file to make."""

    path: Path
    firm: NewFirm
    user: NewUser


def _file_check(typed: Any, _values: Values) -> Finding | None:
    path = Path(typed).expanduser()
    if not path.is_absolute() or not path.parent.is_dir():
        return Finding("folder_missing", "file", {"path": str(path.parent)})
    return Finding("file_taken", "file", {"path": path.name}) if path.exists() else None


def _password_check(typed: Any, _values: Values) -> Finding | None:
    return next(iter(password_problems(typed or None)), None)


def _again_check(typed: Any, values: Values) -> Finding | None:
    return None if typed == (values["password"] or "") else Finding("passwords_differ", "again")


FIELDS: tuple[Field, ...] = (
    NAME,
    *LEGAL,
    *BOOKS,
    *vat_fields(),
    USES_ACTS,
    LANGUAGE,
    TextField("login", mark("Your login"), required=True, missing="login_missing", short=True),
    TextField("password", mark("Your password"), mark("Empty: the file just opens"), short=True, check=_password_check),
    TextField(
        "again",
        mark("The same password once more"),
        short=True,
        check=_again_check,
        when=lambda values: bool(values.get("password")),
    ),
    TextField("file", mark("The file of its books"), required=True, check=_file_check),
)


def file_name(firm: str) -> str:
    """What the file of a firm may be called."""
    return " ".join(_NO_NAME_FOR_A_FILE.sub(" ", firm).split()) or "Premia"


class CreateFirmDialog(QDialog):
    """The form; ``submitted`` says what is to be made, ``refuse`` what is wrong with it."""

    submitted = Signal(object)

    def __init__(self, desktop: Desktop, words: Words, parent: QWidget) -> None:
        """Begin with what is likely: this month, the language of the window, a file among the documents."""
        super().__init__(parent)
        self._words = words
        self._folder = documents_folder()
        self._suggested = ""
        self.setWindowTitle(words.text("Create a firm"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.banner = Banner(words)
        self.form = Form(FIELDS, words, desktop.clock.today)
        today = desktop.clock.today()
        begun = {
            "currency": "UAH",
            "books_from": Month.of(today).text,
            "language": words.language,
            "rate_ppm": VAT_RATES_PPM[0],
            "uses_acts": True,
            "login": "director",
        }
        self.form.show_stand(
            Stand(begun, choices={"books_from": month_choices(words, today), "rate_ppm": rate_choices(words)})
        )
        for key in ("password", "again"):
            line = self.form.input(key).inner
            if isinstance(line, QLineEdit):
                line.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.input("name").edited.connect(self._suggest_file)
        self.create_button = push_button(words.text("Create the firm"), self.submit, primary=True)
        self.create_button.setToolTip("Ctrl+S")
        self.cancel = push_button(words.text("Cancel"), self.reject)
        self.browse = push_button(words.text("Another folder…"), self._browse, "folder-open", link=True)
        self._build()
        for keys in (QKeySequence(QKeySequence.StandardKey.Save), QKeySequence("Ctrl+Return")):
            QShortcut(keys, self, self.submit)
        self._suggest_file()
        self.form.begin()

    def submit(self) -> None:
        """Say what is to be made, or what is wrong with what was typed."""
        if not self.create_button.isEnabled():
            return
        self.banner.hide()
        try:
            values = self.form.values()
        except Invalid as invalid:
            self.refuse(invalid)
            return
        self._wait(waiting=True)
        self.submitted.emit(_new_books(values))

    def refuse(self, error: Exception) -> None:
        """Say what is wrong: under its field, or over all of them."""
        self._wait(waiting=False)
        findings = error.findings if isinstance(error, Invalid) else ()
        other = self.form.refuse(findings)
        if other or not findings:
            self.banner.say(error_sentence(self._words, Invalid(other) if other else error))
        if isinstance(error, FileProblem):
            self.form.input("file").inner.setFocus()
        self._fit()

    def _build(self) -> None:
        words = self._words
        inside = QWidget()
        inside.setObjectName("DetailBody")
        column = self._inside = QVBoxLayout(inside)
        column.setContentsMargins(_SIDE, 4, _SIDE, 12)
        column.setSpacing(12)
        column.addWidget(self.banner)
        column.addWidget(self.form)
        column.addWidget(self.browse, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(_SIDE, 20, _SIDE, 8)
        head.setSpacing(4)
        head.addWidget(label(words.text("Create a firm"), "Title"))
        head.addWidget(muted(words.text("All of this can be changed later."), wrap=True))
        foot = QHBoxLayout()
        foot.setContentsMargins(_SIDE, 12, _SIDE, 20)
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.create_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(scrolled(inside), 1)
        outer.addLayout(foot)
        self.form.edited.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """As high as what is there and what is said of it, if the screen is."""
        column = self._inside
        column.activate()
        most = self.screen().availableSize().height() * _MOST_OF_SCREEN // 100
        need = max(column.totalHeightForWidth(_WIDTH), column.totalSizeHint().height()) + _FOOT_AND_HEAD
        if need > self.height() or not self.isVisible():
            self.resize(_WIDTH, min(need, most))

    def _suggest_file(self) -> None:
        """The file is called as the firm, until somebody calls it otherwise."""
        standing = self.form.input("file").text()
        if standing != self._suggested:
            return
        name = self.form.input("name").text().strip()
        suggested = str(self._folder / f"{file_name(name)}{SUFFIX}")
        if suggested != standing:
            self._suggested = suggested
            self.form.put({"file": suggested})

    def _browse(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self, self._words.text("Where should the file lie?"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX[1:])
        dialog.selectFile(self.form.input("file").text())
        dialog.fileSelected.connect(self._file_chosen)
        dialog.open()

    def _file_chosen(self, path: str) -> None:
        self.form.put({"file": path})

    def _wait(self, *, waiting: bool) -> None:
        self.form.setEnabled(not waiting)
        self.create_button.setEnabled(not waiting)


class Founding(QObject):
    """Makes the file off the window's thread; ends with ``made`` or is given up."""

    made = Signal(object)
    """The NewBooks that stand now."""
    ended = Signal()

    def __init__(self, desktop: Desktop, words: Words, window: QWidget) -> None:
        """``begin`` shows the form over ``window``."""
        super().__init__(window)
        self._desktop = desktop
        self._lanes: Lanes[Office] | None = None
        self.dialog = CreateFirmDialog(desktop, words, window)
        self.dialog.submitted.connect(self._make)
        self.dialog.finished.connect(self.ended)

    def begin(self) -> None:
        """Show the form."""
        self.dialog.open()

    def close(self) -> None:
        """Let what is being made end."""
        if self._lanes is not None:
            self._lanes.close()
            self._lanes = None

    def _make(self, new: NewBooks) -> None:
        create = partial(Office.create, new.path, new.firm, new.user, self._desktop.clock)
        self._lanes = self._desktop.make_lanes(create, ChangeBus())
        self._lanes.work.ask(self, _stands, partial(self._done, new), self._refused)

    def _done(self, new: NewBooks, _nothing: None) -> None:
        self.close()
        self.dialog.accept()
        self.made.emit(new)

    def _refused(self, error: Exception) -> None:
        self.close()
        if isinstance(error, PremiaError):
            self.dialog.refuse(error)


def _stands(_office: Office, _progress: Progress) -> None:
    """The file is made by opening the lane."""


def _new_books(values: Values) -> NewBooks:
    path = Path(values["file"]).expanduser()
    firm = NewFirm(
        name=values["name"],
        currency=values["currency"],
        books_from=Month.parse(values["books_from"]),
        language=values["language"],
        legal_name=values["legal_name"],
        tax_no=values["tax_no"],
        uses_acts=values["uses_acts"],
        vat=vat_terms(values),
    )
    user = NewUser(values["login"], Role.DIRECTOR, values["password"] or None)
    return NewBooks(path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX), firm, user)
