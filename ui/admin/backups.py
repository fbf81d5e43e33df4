"""Copies of the file: what each is worth, a new one, and the way back to one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.backup.copies import Examined, Preview, occasion
from app.backup.shelf import Copy
from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.changes import Area
from ui.kit.cards import Figure
from ui.kit.columns import Column, Kind
from ui.kit.copies import UNKNOWN, WORTH, loss_text, occasion_text, size
from ui.kit.detail import Deed, Detail, Fact, Facts
from ui.kit.dialog import Message, QuestionDialog
from ui.kit.labels import push_button
from ui.kit.moments import moment, moment_of
from ui.kit.record_page import Books, RecordPage, RecordPlan, View
from ui.kit.show_file import show_file
from ui.runtime.context import UiContext
from ui.runtime.intents import RestoreCopy
from ui.runtime.jobs import Cancelled, Progress


def _worth(row: Copy) -> str:
    return row.worth.problem if row.worth else UNKNOWN


def _why(row: Copy) -> str:
    return occasion(row.file.path, _origin(row.file.path))


def _origin(copy: Path) -> Path:
    """The file that a copy in its folder of copies was made of, by the folder's name."""
    return copy.parent.with_name(copy.parent.name.removesuffix(".backups"))


def _made(row: Copy) -> datetime:
    return row.file.made_at


def columns(words: Words) -> tuple[Column[Copy], ...]:
    """When, why, how large, what it is worth."""
    return (
        Column("made", mark("Made"), lambda row: moment(row.file.made_at), width=140, sort=_made),
        Column("why", mark("Occasion"), lambda row: occasion_text(words, _why(row)), width=170, stretch=True),
        Column(
            "size", mark("Size"), lambda row: size(words, row.file.size_bytes), width=90,
            sort=lambda row: row.file.size_bytes, rank=1,
        ),
        Column("worth", mark("State"), _worth, Kind.CHIP, width=190, chips=WORTH),
    )  # fmt: skip


VIEWS: tuple[View[Copy], ...] = (
    View("all", mark("All")),
    View("sound", mark("Sound"), lambda row: row.sound),
    View("unsound", mark("Not sound"), lambda row: row.worth is not None and not row.worth.sound),
)


def figures(rows: tuple[Copy, ...], words: Words, now_path: str) -> tuple[Figure, ...]:
    """How many, of when the newest sound one is, and where they lie."""
    sound = [row for row in rows if row.sound]
    looked = all(row.worth is not None for row in rows)
    bad = sum(1 for row in rows if row.worth is not None and not row.worth.sound)
    return (
        Figure(
            words.text("Copies"),
            words.number(len(rows)),
            words.plural("{n} is not sound", "{n} are not sound", bad)
            if bad
            else words.text("all sound")
            if looked
            else "",
            "bad" if bad else "good",
        ),
        Figure(
            words.text("Newest sound copy"),
            moment(sound[0].file.made_at) if sound else "—",
            "" if sound or not looked else words.text("make one now"),
            "warn",
        ),
        Figure(words.text("Folder"), now_path, words.text("beside the file")),
    )


def detail(row: Copy, context: UiContext[Office]) -> Detail:
    """What a copy is, and what can be done with it."""
    words, chip, worth = context.words, WORTH.get(_worth(row), WORTH["file_corrupt"]), row.worth
    deeds = (Deed("folder", words.text("Show in its folder"), "folder-open"),)
    restore = (Deed("restore", words.text("Restore this copy…"), "archive-restore"),) if row.sound else ()
    return Detail(
        moment(row.file.made_at),
        row.file.path.name,
        (words.text(chip.text), chip.tone),
        (
            Facts(
                "",
                (
                    Fact(words.text("Occasion"), occasion_text(words, _why(row))),
                    Fact(words.text("Size"), size(words, row.file.size_bytes)),
                    Fact(words.text("Entries of the journal"), words.number(worth.entries) if worth else "—"),
                    Fact(words.text("Last entry"), moment_of(worth.last_at) if worth and worth.last_at else "—"),
                ),
            ),
        ),
        deeds=(*restore, *deeds),
    )


def _count_line(words: Words, n: int) -> str:
    return words.plural("{n} copy shown", "{n} copies shown", n)


class BackupsPage(RecordPage[Office, Copy]):
    """The list comes at once; what each copy is worth follows, one by one, on the work lane."""

    def __init__(self, context: UiContext[Office]) -> None:
        """For those who may back up."""
        self._known: dict[Path, Examined] = {}
        plan: RecordPlan[Office, Copy] = RecordPlan(
            key="backups",
            title=mark("Backups"),
            search_hint=mark("Search copies (Ctrl+F)"),
            icon="archive-restore",
            empty_title=mark("No copy yet"),
            purpose=mark("Premia makes a copy a day, and before every import and update. Make one now by hand."),
            areas=frozenset({Area.IMPORTS}),
            columns=columns(context.words),
            views=VIEWS,
            load=self._list,
            detail=detail,
            count_line=_count_line,
            identity=lambda row: hash(row.file.path),
            sort=("made", True),
        )
        super().__init__(context, plan)
        self.primary = push_button(context.words.text("Make a copy now"), self.make, "archive-restore", primary=True)
        self._looking = False
        self.detail.deed_wished.connect(self._deed)
        self.loaded.connect(self._look)

    def _list(self, office: Office, context: UiContext[Office]) -> Books[Copy]:
        files = office.backup.copies(context.actor)
        rows = tuple(Copy(file, self._known.get(file.path)) for file in files)
        return Books(rows, figures(rows, context.words, office.backup.folder.name))

    def _look(self) -> None:
        """Look into the next unknown copy; each is work of its own, so that a save may come between."""
        actor, words = self.context.actor, self.context.words
        path = next((row.file.path for row in self.rows if row.worth is None), None)
        if path is None or self._looking:
            return

        def work(office: Office, _progress: Progress) -> Examined:
            return office.backup.worth(actor, path)

        title = words.text("Looking into the copies")
        self._looking = True
        self.context.lanes.work.ask(self, work, self._looked, self._not_looked, title=title)

    @property
    def rows(self) -> tuple[Copy, ...]:
        """Every row, shown or not."""
        return self.model.all_rows

    def _looked(self, found: Examined) -> None:
        self._looking = False
        self._known[found.path] = found
        rows = tuple(replace(row, worth=self._known.get(row.file.path)) for row in self.rows)
        folder = rows[0].file.path.parent.name if rows else ""
        counts = tuple(sum(map(view.takes, rows)) if view.takes else len(rows) for view in self.plan.views)
        self.show_books(Books(rows, figures(rows, self.context.words, folder), counts))

    def _not_looked(self, error: Exception) -> None:
        self._looking = False
        if not isinstance(error, Cancelled):
            self.refused(error)

    # doing

    def make(self) -> None:
        """Copy the file now; the copy is proved before it counts."""
        actor, words = self.context.actor, self.context.words

        def work(office: Office, _progress: Progress) -> Path:
            return office.backup.back_up(actor)

        title = words.text("Copying the file")
        self._set_working(working=True)
        self.context.lanes.work.ask(self, work, self._made, self._failed, title=title)

    def _made(self, path: Path) -> None:
        self._set_working(working=False)
        self.banner.say(self.context.words.text("The copy is made and proved: {path}").format(path=path), "good")
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._set_working(working=False)
        self.refused(error)

    def _set_working(self, *, working: bool) -> None:
        if self.primary is not None:
            self.primary.setEnabled(not working)

    def _deed(self, key: str) -> None:
        row = self.table.current()
        if row is None:
            return
        if key == "folder":
            show_file(row.file.path.parent)
            return
        actor, path = self.context.actor, row.file.path

        def work(office: Office, _progress: Progress) -> Preview:
            return office.backup.preview(actor, path)

        title = self.context.words.text("Looking what the copy lacks")
        self.context.lanes.work.ask(self, work, self._ask_restore, self.refused, title=title)

    def _ask_restore(self, seen: Preview) -> None:
        words, path = self.context.words, seen.backup.path
        aside = words.text("The file is closed, put aside under another name, and the copy is opened in its place.")
        message = Message(
            words.text("Restore the copy {name}?").format(name=path.name),
            f"{loss_text(words, seen)}\n\n{aside}",
            icon="archive-restore",
            tone="accent" if seen.same_books and not seen.lost and not seen.bares else "warn",
        )
        dialog = QuestionDialog(message, words.text("Restore this copy"), words, self)
        dialog.accepted.connect(lambda: self.context.navigator.ask(RestoreCopy(path)))
        dialog.open()
