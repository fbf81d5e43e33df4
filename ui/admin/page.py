"""Administration: one page with its parts under tabs; a part that the role may not open is not there."""

from __future__ import annotations

from app.bootstrap import Office
from app.i18n.words import mark
from app.kernel.actor import Permission
from ui.kit.page import Page
from ui.kit.parts_page import Part, PartsPage
from ui.runtime.context import UiContext


def _users(context: UiContext[Office]) -> Page[Office]:
    from ui.admin.users import UsersPage

    return UsersPage(context)


def _account(context: UiContext[Office]) -> Page[Office]:
    from ui.admin.account import AccountPage

    return AccountPage(context)


def _encryption(context: UiContext[Office]) -> Page[Office]:
    from ui.admin.encryption import EncryptionPage

    return EncryptionPage(context)


def _backups(context: UiContext[Office]) -> Page[Office]:
    from ui.admin.backups import BackupsPage

    return BackupsPage(context)


def _imports(context: UiContext[Office]) -> Page[Office]:
    from ui.importing.page import ImportPage

    return ImportPage(context)


def _journal(context: UiContext[Office]) -> Page[Office]:
    from ui.admin.journal import JournalPage

    return JournalPage(context)


PARTS: tuple[Part[Office], ...] = (
    Part("users", mark("Users"), Permission.EDIT_USERS, _users),
    Part("account", mark("My sign-in"), Permission.SEE_OWN, _account),
    Part("encryption", mark("Encryption"), Permission.EDIT_USERS, _encryption),
    Part("backups", mark("Backups"), Permission.BACK_UP, _backups),
    Part("import", mark("Import"), Permission.IMPORT, _imports),
    Part("journal", mark("Journal"), Permission.SEE_JOURNAL, _journal),
)


class AdminPage(PartsPage[Office]):
    """The administration."""

    def __init__(self, context: UiContext[Office]) -> None:
        """Begin with the first part."""
        words = context.words
        super().__init__(context, words.text("Administration"), words.text("Parts of the administration"), PARTS)


def build(context: UiContext[Office]) -> AdminPage:
    """The page."""
    return AdminPage(context)
