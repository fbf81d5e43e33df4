"""Users: who may sign in, as what, and by which password. The last director stays one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.access.model import NewUser, User
from app.access.rules import password_problems
from app.bootstrap import Office
from app.i18n.words import Words, mark
from app.kernel.actor import Role
from app.kernel.changes import Area, Done
from app.kernel.errors import raise_if_any
from app.overview.model import StaffRow
from app.wording.terms import ROLES
from ui.admin.asking import Values, Work, ask
from ui.kit.cards import Figure
from ui.kit.columns import NOTHING, Chip, Column, Kind
from ui.kit.detail import Deed, Detail, Fact, Facts
from ui.kit.dialog import Message, QuestionDialog
from ui.kit.entry_dialog import EntryDialog, NewPassword
from ui.kit.record_page import Books, RecordPage, RecordPlan, View
from ui.runtime.context import UiContext
from ui.runtime.jobs import Progress


@dataclass(frozen=True, slots=True)
class UserRow:
    """A login with the name of the person behind it; ``opens`` tells whether their password opens the file."""

    user: User
    person: str
    opens: bool


CHIPS = {
    "in": Chip(mark("May sign in"), "good"),
    "open": Chip(mark("No password"), "warn"),
    "no_key": Chip(mark("Needs a new password"), "warn"),
    "out": Chip(mark("Shut out"), "plain"),
}


def standing(row: UserRow) -> str:
    """The code of a user's chip."""
    if not row.user.active:
        return "out"
    if not row.user.has_password:
        return "open"
    return "in" if row.opens else "no_key"


def columns(words: Words) -> tuple[Column[UserRow], ...]:
    """Who, as what, whether they get in."""
    return (
        Column("login", mark("Login"), lambda row: row.user.login, width=140, stretch=True),
        Column("role", mark("Role"), lambda row: words.text(ROLES[row.user.role]), width=150, stretch=True),
        Column("person", mark("Person"), lambda row: row.person, width=150, stretch=True, muted=True, rank=1),
        Column("standing", mark("Status"), standing, Kind.CHIP, width=176, chips=CHIPS),
    )


VIEWS: tuple[View[UserRow], ...] = (
    View("all", mark("All")),
    View("in", mark("May sign in"), lambda row: row.user.active),
    View("out", mark("Shut out"), lambda row: not row.user.active),
)


def load(office: Office, context: UiContext[Office]) -> Books[UserRow]:
    """Every login of the file."""
    words, actor = context.words, context.actor
    names = {person.id: person.name for person in office.overview.staff(actor)}
    without = {user.id for user in office.access.without_key(actor)}
    rows = tuple(
        UserRow(user, names.get(user.person_id or 0, ""), user.active and user.id not in without)
        for user in office.access.users(actor)
    )
    active = [row for row in rows if row.user.active]
    directors = sum(1 for row in active if row.user.role is Role.DIRECTOR)
    waiting = sum(1 for row in active if standing(row) != "in")
    return Books(
        rows,
        (
            Figure(
                words.text("May sign in"),
                words.number(len(active)),
                words.plural("{n} is shut out", "{n} are shut out", len(rows) - len(active))
                if len(rows) > len(active)
                else "",
            ),
            Figure(
                words.text("Directors"),
                words.number(directors),
                words.text("the last one stays") if directors == 1 else "",
            ),
            Figure(
                words.text("Without a working password"),
                words.number(waiting),
                words.text("set one for them") if waiting else words.text("everybody gets in"),
                "warn" if waiting else "good",
            ),
        ),
    )


def detail(row: UserRow, context: UiContext[Office]) -> Detail:
    """What a login is and what can be done with it."""
    words, chip = context.words, CHIPS[standing(row)]
    yes, no = words.text("yes"), words.text("no")
    own = row.user.id == context.actor.user_id and row.user.has_password  # changed by the old one: My sign-in
    inside = (
        *(() if own else (Deed("password", words.text("Set a password…"), "lock"),)),
        Deed("role", words.text("Change the role…"), "pencil"),
        Deed("out", words.text("Shut out…"), "x"),
    )
    outside = (Deed("in", words.text("Let in again…"), "check"),)
    return Detail(
        row.user.login,
        words.text(ROLES[row.user.role]),
        (words.text(chip.text), chip.tone),
        (
            Facts(
                "",
                (
                    Fact(words.text("Person"), row.person or NOTHING),
                    Fact(words.text("Has a password"), yes if row.user.has_password else no),
                    Fact(words.text("Opens the file"), yes if row.opens else no),
                ),
            ),
        ),
        deeds=inside if row.user.active else outside,
    )


def _count_line(words: Words, n: int) -> str:
    return words.plural("{n} user shown", "{n} users shown", n)


def plan(words: Words) -> RecordPlan[Office, UserRow]:
    """The page as declared."""
    return RecordPlan(
        key="users",
        title=mark("Users"),
        search_hint=mark("Search users (Ctrl+F)"),
        icon="users",
        empty_title=mark("Nobody yet"),
        purpose=mark("Here stands who may sign in, and as what."),
        areas=frozenset({Area.USERS, Area.STAFF}),
        columns=columns(words),
        views=VIEWS,
        load=load,
        detail=detail,
        count_line=_count_line,
        identity=lambda row: row.user.id,
        sort=("login", False),
    )


class UsersPage(RecordPage[Office, UserRow]):
    """The list, and the forms around it."""

    def __init__(self, context: UiContext[Office]) -> None:
        """For those who may edit users."""
        super().__init__(context, plan(context.words))
        self.offer_new(context.words.text("Add a user"), self.ask_new, "user-plus")
        self.detail.deed_wished.connect(self._deed)
        self.table.activated_row.connect(self._activated)

    def ask_new(self) -> None:
        """The form of a new login; the people of the staff are fetched first."""
        self.context.lanes.read.ask(self, self._people, self._open_new, self.refused)

    def _people(self, office: Office, _progress: Progress) -> tuple[StaffRow, ...]:
        return tuple(person for person in office.overview.staff(self.context.actor) if person.left_on is None)

    def _open_new(self, people: tuple[StaffRow, ...]) -> None:
        words = self.context.words
        text = words.text("Give them the password by word of mouth; they change it after their first sign-in.")
        message = Message(words.text("Add a user"), text, icon="user-plus", tone="accent")
        dialog = EntryDialog(message, words.text("Add"), words, self)
        dialog.add_text("login", words.text("Login"))
        self._add_role(dialog, people, Role.OFFICE_MANAGER, None)
        twice = NewPassword(dialog, words, words.text("Password, at least eight characters"))

        def work_of(values: Values) -> Work | None:
            new = NewUser(values["login"], Role(values["role"]), values["password"], _number(values["person_id"]))
            return _adding(self.context, new) if twice.agree() else None

        ask(self, dialog, work_of, self._said(words.text("The new user may sign in.")))

    def _add_role(self, dialog: EntryDialog, people: tuple[StaffRow, ...], role: Role, person_id: int | None) -> None:
        words = self.context.words
        dialog.add_choice("role", words.text("Role"), {one.value: words.text(ROLES[one]) for one in Role}, role.value)
        names = {"": words.text("nobody on the staff")} | {
            str(one.id): f"{one.name} ({one.staff_no})" for one in people
        }
        dialog.add_choice("person_id", words.text("Person behind the login"), names, str(person_id or ""))

    def _deed(self, key: str) -> None:
        row = self.table.current()
        if row is None:
            return
        if key == "role":
            self.context.lanes.read.ask(self, self._people, lambda people: self._open_role(row, people), self.refused)
        elif key == "out":
            self._ask_out(row.user)
        else:
            self._ask_password(row.user, let_in=key == "in")

    def _activated(self, _row: object) -> None:
        self._deed("role")

    def _open_role(self, row: UserRow, people: tuple[StaffRow, ...]) -> None:
        words, user = self.context.words, row.user
        title = words.text("Role of {login}").format(login=user.login)
        text = words.text("It holds from their next sign-in. A member of staff needs the person behind the login.")
        dialog = EntryDialog(Message(title, text, icon="pencil", tone="accent"), words.text("Save"), words, self)
        self._add_role(dialog, people, user.role, user.person_id)

        def work_of(values: Values) -> Work:
            def work(office: Office, _progress: Progress) -> Done[None]:
                role, person_id = Role(values["role"]), _number(values["person_id"])
                return office.access.set_role(self.context.actor, user, role, person_id)

            return work

        ask(self, dialog, work_of, self._said(words.text("The role is saved.")))

    def _ask_password(self, user: User, *, let_in: bool) -> None:
        words = self.context.words
        title = words.text("Let {login} in again") if let_in else words.text("Password of {login}")
        text = words.text("Whoever has forgotten a password gets a new one here; the old one ends at once.")
        message = Message(title.format(login=user.login), text, icon="lock", tone="accent")
        deed = words.text("Let in") if let_in else words.text("Set the password")
        dialog = EntryDialog(message, deed, words, self)
        twice = NewPassword(dialog, words, words.text("Password, at least eight characters"))

        def work_of(values: Values) -> Work | None:
            return _letting_in(self.context, user, values["password"], let_in=let_in) if twice.agree() else None

        said = self._said(words.text("{login} may sign in by the new password.").format(login=user.login))

        def done(value: object) -> None:
            if user.id == self.context.actor.user_id:
                self.context.seat.keep_password(has_password=True)
            said(value)

        ask(self, dialog, work_of, done)

    def _ask_out(self, user: User) -> None:
        words = self.context.words
        text = words.text(
            "They can no longer sign in, and their password no longer opens the file. What they did stays in the books "
            "and in the journal. They can be let in again with a new password."
        )
        title = words.text("Shut {login} out?").format(login=user.login)
        message = Message(title, text, icon="triangle-alert", tone="warn")
        dialog = QuestionDialog(message, words.text("Shut this user out"), words, self)

        def work(office: Office, _progress: Progress) -> Done[None]:
            return office.access.set_active(self.context.actor, user, active=False)

        def accepted() -> None:
            said = self._said(words.text("{login} is shut out.").format(login=user.login))
            self.context.lanes.work.ask(self, work, said, self.refused)

        dialog.accepted.connect(accepted)
        dialog.open()

    def _said(self, sentence: str) -> Callable[[object], None]:
        return lambda _done: self.banner.say(sentence, "good")


def _number(text: str) -> int | None:
    return int(text) if text else None


def _adding(context: UiContext[Office], new: NewUser) -> Work:
    def work(office: Office, _progress: Progress) -> Done[int]:
        return office.access.add_user(context.actor, new)

    return work


def _letting_in(context: UiContext[Office], user: User, password: str, *, let_in: bool) -> Work:
    def work(office: Office, _progress: Progress) -> Done[None]:
        raise_if_any(password_problems(password))  # else they would be let in by the old one
        if let_in:
            office.access.set_active(context.actor, user, active=True)
        return office.access.set_password(context.actor, user.id, password)

    return work
