"""Grabs every page of the window, light and dark, in every language, at 100 % and 200 %, into a folder of pictures.

    python packaging/screens.py [FILE] [--into out/screens] [--languages en uk ru] [--themes light dark]
                                [--scales 100 200] [--roles director accountant office_manager staff]

Without FILE the sample firm is made. The window is drawn offscreen; nothing is needed but the installed program. The
pages of the first role are grabbed in all languages and themes, those of the others in the first language and theme.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from runpy import run_path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from ui.shell.main_window import MainWindow

DAY = date(2026, 11, 20)
"""The day of the pictures: inside the sample's last month."""
ROLES = ("director", "accountant", "office_manager", "staff")
_SCALED = "PREMIA_SCREENS_SCALE"
_MANY = 20
DEEDS = {
    "staff": (
        "terms.add", "opening", "days.add", "assignment.add", "quota.add", "held/5", "leave", "hand_on",
    ),
}  # fmt: skip
"""Deeds of the panel, by page, that open a dialog: by whoever may do them."""
RICH: dict[str, Callable[[Any], bool]] = {"staff": lambda row: row.left_on is None and row.contracts_sold >= _MANY}
"""The row on which they are done: the first of which there is much to show."""
TABLE = """№ договору;Клієнт;Дата підписання;Сума без ПДВ;Стан;Примітка
А-1;К-1;12.01.2026;120 000,50;діє;
А-2;К-2;13.01.2026;80 000,00;на паузі;чекаємо
А-3;К-1;14.01.2026;35 500,00;виконано;
"""
"""What is brought to the import in the pictures."""
WIDE, NARROW = (1280, 800), (1024, 700)


class StillClock:
    """A clock that stands at noon of ``DAY``, so that the same file always gives the same pictures."""

    def now(self) -> datetime:
        """Noon."""
        return datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)

    def today(self) -> date:
        """The day."""
        return DAY


def open_window(application: QApplication, file: Path, folder: Path) -> MainWindow:
    """The window over ``file``; everything is done at once, on this thread."""
    from app.bootstrap import Office
    from ui.kit.theme import Theme
    from ui.runtime.lanes import Lanes
    from ui.shell.desktop import Desktop
    from ui.shell.language import Speaker
    from ui.shell.main_window import MainWindow

    clock = StillClock()

    def open_office(path: Path) -> Office:
        return Office.open(path, clock)

    desktop = Desktop(clock, open_office, folder / "window.json", folder / "sample.premia", Lanes.synchronous)
    theme = application.findChild(Theme) or Theme(application)
    window = MainWindow(desktop, theme, Speaker(application))
    window.begin("en", "light")
    window.open_file(file)
    return window


def grab(window: QWidget, into: Path, name: str) -> Path:
    """One picture of a window or a dialog as it stands."""
    from PySide6.QtWidgets import QApplication

    for _ in range(3):
        QApplication.processEvents()
    path = into / f"{name}.png"
    window.grab().save(str(path))
    return path


def open_parts(window: MainWindow) -> Iterator[str]:
    """Open each part of the page in front, if it has parts; else the page itself, under no name."""
    from ui.kit.parts_page import PartsPage

    page = window.workspace.page if window.workspace else None
    if window.workspace is None or not isinstance(page, PartsPage):
        yield ""
        return
    for part in page.parts:
        page.open_part(part.key)
        yield f"{window.workspace.page_key}-{part.key}"


def screens(window: MainWindow, into: Path, languages: Sequence[str], themes: Sequence[str]) -> Iterator[Path]:
    """Every page in every language and theme, wide and (the first theme) narrow; then the first screen."""
    into.mkdir(parents=True, exist_ok=True)
    for language in languages:
        window.speak(language)
        for theme in themes:
            window.choose_theme(theme)
            for size in (WIDE, NARROW) if theme == themes[0] else (WIDE,):
                window.resize(*size)
                suffix = "" if size == WIDE else "-narrow"
                for name in open_pages(window):
                    yield grab(window, into, f"{name}-{theme}-{language}{suffix}")
            window.resize(*WIDE)
            for name, dialog in open_dialogs(window):
                yield grab(dialog, into, f"{name}-{theme}-{language}")
    window.close_file()
    for language in languages:
        window.speak(language)
        for theme in themes:
            window.choose_theme(theme)
            yield grab(window, into, f"welcome-{theme}-{language}")


def open_pages(window: MainWindow) -> Iterator[str]:
    """Open every page and every part of it; gives their names."""
    for key in window.workspace.page_keys if window.workspace else ():
        window.open_page(key)
        for part in open_parts(window):
            yield part or key
        yield from open_stories(window)
        yield from open_comparison(window)
        if key == "admin":
            yield from open_import(window)


def open_import(window: MainWindow) -> Iterator[str]:
    """Bring a table of three rows to the desk of the import, step by step as far as the check, and leave again."""
    from ui.importing.page import ImportPage
    from ui.kit.parts_page import PartsPage

    page = window.workspace.page if window.workspace else None
    part = page.built.get("import") if isinstance(page, PartsPage) else None
    if not isinstance(page, PartsPage) or not isinstance(part, ImportPage):
        return
    page.open_part("import")
    part.begin()
    yield "admin-import-begin"
    with tempfile.TemporaryDirectory(prefix="premia-screens-") as folder:
        table = Path(folder) / "договори.csv"
        table.write_text(TABLE, encoding="utf-8")
        if part.desk is not None:
            part.desk.add_tables([table])
            for step, name in enumerate(("files", "sheet", "check")):
                part.desk.go_to(step)
                yield f"admin-import-{name}"
    part.close_desk()


def open_comparison(window: MainWindow) -> Iterator[str]:
    """Put the scheme of most versions beside another version, and read it alone again."""
    from ui.motivation.books import scheme_place
    from ui.motivation.page import SchemesPage

    page = front(window)
    if isinstance(page, SchemesPage) and page.books.cards:
        richest = max(page.books.cards, key=lambda card: len(card.scheme.versions))
        page.list.pick(scheme_place(richest.scheme.key))
        page.reading.head.compare.click()
        yield "schemes-compare"
        page.reading.end_comparison()


def open_stories(window: MainWindow) -> Iterator[str]:
    """Open what the page of clients tells of the first one at length, and go back to its list."""
    from ui.clients.page import ClientsPage

    page = front(window)
    if isinstance(page, ClientsPage):
        for key in page.story_parts:
            page.open_story(key)
            yield f"clients-{key}"
        page.close_story()


def open_dialogs(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Open what opens without an answer from somebody: the panels of a table, new entries, about, Help."""
    from ui.clients.page import ClientsPage
    from ui.kit.edit_page import EditPage
    from ui.kit.record_page import RecordPage
    from ui.shell.about import about_dialog

    for name in open_pages(window):
        page = front(window)
        if isinstance(page, ClientsPage) and page.told:
            continue  # its own dialogs have been opened from the list
        if isinstance(page, RecordPage) and page.bar.isVisible():
            for what, panel in zip(("filter", "columns"), page.bar.panels, strict=True):
                (page.bar.open_filter if what == "filter" else page.bar.open_columns)()
                yield f"{name}-{what}", panel
                panel.hide()
        if isinstance(page, EditPage) and page.primary is not None and page.primary_wanted:
            page.primary.click()
            yield from _opened(window, f"{name}-new")
        if isinstance(page, EditPage) and name in DEEDS:
            page.table.pick(RICH[name])
            for deed in DEEDS[name]:
                page.do(deed)
                yield from _opened(window, f"{name}-{deed.partition('/')[0]}")
        if name in OF_PAGES:
            yield from OF_PAGES[name](window)
    yield from open_trial(window)
    yield from run_path(str(ROOT / "packaging" / "screens_of_rules.py"))["open_rules"](window, _opened)
    dialog = about_dialog(window.words, window)
    dialog.open()
    yield "about", dialog
    dialog.close()
    window.help.open()
    if window.help.window is not None:
        yield "help", window.help.window
    window.help.close()


def open_scheme_dialogs(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """The check of the scheme in front, what a wrong file is told, and the question before a right one."""
    from app.motivation.templates import TEMPLATES, template_text
    from ui.motivation.page import SchemesPage

    page = front(window)
    if not isinstance(page, SchemesPage) or not page.books.cards:
        return
    page.reading.head.check.click()
    yield from _opened(window, "schemes-check")
    first, day = TEMPLATES[0], DAY.replace(month=12, day=1)
    right, wrong = (template_text(first, name, day) for name in ("Premia", ""))
    wrong = wrong.replace(f'key = "{first.key}"', 'key = "№ 1"', 1)
    with tempfile.TemporaryDirectory(prefix="premia-screens-") as folder:
        for name, text in (("findings", wrong), ("question", right)):
            path = Path(folder) / "scheme.toml"
            path.write_text(text, encoding="utf-8")
            page.files.read_from(path)
            yield from _opened(window, f"schemes-{name}")


def open_payment_forms(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """What is done with a payment, each on the newest that lets it be done."""
    from PySide6.QtWidgets import QApplication

    from ui.kit.form_dialog import FormDialog
    from ui.payments.page import DEEDS, OF_STATE, PaymentsPage

    page = front(window)
    if not isinstance(page, PaymentsPage) or page.primary is None:
        return
    for deed in DEEDS:
        for row in (row for row in page.model.all_rows if deed in OF_STATE.get(row.state, ())):
            page.select(row.id)
            page.do(deed)
            QApplication.processEvents()
            opened = [dialog for dialog in window.findChildren(FormDialog) if dialog.isVisible()]
            for dialog in opened:
                yield f"payments-{deed}", dialog
                dialog.close()
            if opened:
                break


def open_trial(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Schemes tried on history, four side by side, with everything open: from its top to its foot."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from app.kernel.actor import Permission
    from ui.motivation.trial.view import TrialView

    context = window.workspace.context if window.workspace else None
    if context is None or not context.actor.may(Permission.EDIT_SCHEMES):
        return
    view = TrialView(context)
    view.setParent(window, Qt.WindowType.Window)
    view.resize(window.size())
    view.show()
    for offer in (view.books.offers if view.books else ())[-3:]:
        view.add(offer)
    view.what_if.open()
    view.what_if.new_clients.put(20)
    view.what_if.ask()
    view.forecast.open()
    view.stack.settle()
    for at, part in enumerate((*view.stack.cards.values(), view.sides, view.gains, view.what_if, view.forecast)):
        QApplication.processEvents()
        inside = part.parentWidget() if part.parentWidget() is view.stack else None
        view.area.verticalScrollBar().setValue(part.y() + (inside.y() if inside is not None else 0))
        yield f"trial-{at}", view
    view.close()
    view.deleteLater()


OF_PAGES = {"payments": open_payment_forms, "schemes": open_scheme_dialogs}
"""What some pages open besides."""


def _opened(window: QWidget, name: str) -> Iterator[tuple[str, QWidget]]:
    """The dialogs that have just opened; each is closed again."""
    from PySide6.QtWidgets import QApplication, QDialog

    QApplication.processEvents()
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            yield name, dialog
        dialog.close()


def front(window: MainWindow) -> QWidget | None:
    """The page in front, or its part."""
    from ui.kit.parts_page import PartsPage

    page = window.workspace.page if window.workspace else None
    return page.part if isinstance(page, PartsPage) else page


def see_as(window: MainWindow, role: str) -> None:
    """Show the window as somebody of ``role`` sees it: for pictures, without a password."""
    from app.access.grants import GRANTS
    from app.kernel.actor import Role

    if window.file is not None:
        actor = replace(window.file.actor, login=role, role=Role(role), permissions=GRANTS[Role(role)])
        window.file = window.file._replace(actor=actor)
        window.speak("ru" if window.words.language != "ru" else "en")  # another language builds every page anew


def main() -> int:
    """Grab and name every picture."""
    parser = argparse.ArgumentParser(description="Grab every page of the window into a folder of pictures.")
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="a company file (the sample firm when left out)"
    )
    parser.add_argument("--into", type=Path, default=ROOT / "out" / "screens", metavar="FOLDER")
    parser.add_argument("--languages", nargs="+", default=["en", "uk", "ru"], choices=("en", "uk", "ru"))
    parser.add_argument("--themes", nargs="+", default=["light", "dark"], choices=("light", "dark"))
    parser.add_argument("--scales", nargs="+", default=["100", "200"], metavar="PERCENT")
    parser.add_argument("--roles", nargs="+", default=list(ROLES), choices=ROLES)
    asked = parser.parse_args()
    if os.environ.get(_SCALED) is None:
        return max(_at_scale(scale) for scale in asked.scales)
    return grab_all(asked)


def _at_scale(scale: str) -> int:
    """Qt takes its scale when it starts: each has a process of its own."""
    factor = str(int(scale) / 100)
    environment = {**os.environ, "QT_SCALE_FACTOR": factor, _SCALED: scale}
    return subprocess.call([sys.executable, __file__, *sys.argv[1:]], env=environment)


def grab_all(asked: argparse.Namespace) -> int:
    """Grab everything at the scale of this process."""
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    into = asked.into / f"{os.environ[_SCALED]}%"
    with tempfile.TemporaryDirectory(prefix="premia-screens-") as folder:
        file = asked.file
        if file is None:
            from app.sample.build import build_sample

            file = Path(folder) / "sample.premia"
            build_sample(file)
        window = open_window(application, file, Path(folder))
        if window.workspace is None:
            print(window.welcome.banner.text if window.welcome else "", file=sys.stderr)
            return 1
        for role in asked.roles:
            see_as(window, role)
            first = role == asked.roles[0]
            languages, themes = (asked.languages, asked.themes) if first else (asked.languages[:1], asked.themes[:1])
            for path in screens(window, into / role, languages, themes):
                print(path)
            window.open_file(file)
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
