"""The journal in words: who did what to which rows, and each field before and after."""

from __future__ import annotations

import pytest

from app.db.connect import SqliteDb
from app.i18n.words import Words
from app.journal.areas import PLACES
from app.journal.model import Entry, Outcome
from app.journal.readable import HIDDEN, line, rows_of
from app.kernel.changes import Area
from app.kernel.database import BulkImage, Image, Row
from app.kernel.errors import Plain
from app.kernel.ids import OperationId
from app.wording.journal import ADDED, CHANGED, REFUSED, REMOVED, column, differences, value
from app.wording.journal_columns import TECHNICAL

EN, UK = Words.of("en"), Words.of("uk")
CLIENT: Row = {"id": 5, "version": 1, "name": "Orion", "name_key": "orion", "code": "C1"}


def entry(*images: Image | BulkImage, hidden: bool = False) -> Entry:
    told = None if hidden else images
    return Entry(1, "2026-11-20T12:00:00.000Z", 1, "olha", OperationId("o"), "x.y", Outcome.DONE, Area.CLIENTS, told)


def refused(permission: str = "", reason: str = "", **about: Plain) -> Entry:
    at, operation = "2026-11-20T12:00:00.000Z", OperationId("o")
    return Entry(
        1, at, 0, "", operation, "x.y", Outcome.REFUSED, None, None, permission=permission, reason=reason, about=about
    )


SAID = {
    "a row that came": (entry(Image("client", 5, None, CLIENT)), ADDED, "Client «Orion»: added"),
    "a row that went": (entry(Image("client", 5, CLIENT, None)), REMOVED, "Client «Orion»: removed"),
    "a row that changed": (entry(Image("client", 5, CLIENT, {**CLIENT, "name": "Orion 2"})), CHANGED,
                           "Client «Orion 2»: changed"),
    "several": (entry(Image("client", 5, None, CLIENT), Image("client", 6, None, CLIENT)), ADDED, "Client: 2 added"),
    "many at once": (entry(BulkImage("payment", 1200, "d", 1, ("id",), removed=False)), ADDED, "Payment: 1,200 added"),
    "a secret": (entry(Image("user_secret", 1, None, None)), CHANGED, "Password: changed"),
    "two tables": (entry(Image("client", 5, None, CLIENT), Image("client_tag", 1, {"id": 1}, None)), ADDED,
                   "Client «Orion»: added; Tag: removed"),
    "what is not for these eyes": (entry(hidden=True), HIDDEN, "Something that your role may not see"),
    "a lacking right": (refused("edit_users"), REFUSED, "Refused: lacks the right «Manage users»"),
    "a wrong password": (refused(reason="sign_in_failed"), REFUSED, "A sign-in failed"),
    "attempts at the shut file": (refused(reason="sign_in_failed", count=3), REFUSED,
                                  "3 attempts to open the encrypted file failed"),
}  # fmt: skip


@pytest.mark.parametrize("case", sorted(SAID))
def test_an_entry_is_one_sentence(case: str) -> None:
    told, kind, sentence = SAID[case]
    assert (line(told, EN).kind, line(told, EN).what) == (kind, sentence)


def test_a_changed_row_tells_only_what_differs() -> None:
    before = {"id": 1, "version": 1, "net_minor": 100_00, "vat_ppm": 200_000, "signed_on": "2026-11-01", "note": ""}
    after = {**before, "version": 2, "net_minor": 250_000_00, "signed_on": "2026-11-20", "note": "urgent"}
    assert differences(EN, before, after) == (
        ("Amount without VAT", "100.00", "250,000.00"),
        ("Signed on", "01.11.2026", "20.11.2026"),
        ("Note", "", "urgent"),
    )


def test_a_row_that_came_tells_everything_that_says_something() -> None:
    assert [one.field for one in differences(EN, None, {**CLIENT, "tax_no": ""})] == ["Title or name", "Code"]


def test_rows_that_came_at_once_stand_as_one() -> None:
    (story,) = rows_of(entry(BulkImage("payment", 1200, "d", 1, ("id",), removed=True)), UK)
    assert not story.changed
    assert [tuple(one) for one in story.differences] == [("Вилучено", "", "1\u00a0200")]


@pytest.mark.parametrize(
    ("name", "cell", "shown"),
    [
        ("active", 0, "no"),
        ("role", "office_manager", "Office manager"),
        ("rate_micro", 41_234_500, "41.2345"),
        ("vat_ppm", 200_000, "20 %"),
        ("quantity", 3, "3"),
        ("text", "2026-11", "2026-11"),
        ("note", None, ""),
        ("weight", 0, "0"),
    ],
)
def test_cells_are_shown_as_people_read_them(name: str, cell: object, shown: str) -> None:
    assert value(EN, name, cell).replace("\u00a0", " ") == shown


def test_a_column_without_a_name_keeps_its_own() -> None:
    assert (column(EN, "client_id"), column(EN, "strange_thing")) == ("Client", "strange thing")


def test_every_column_has_a_name_or_is_nobodys_reading(db: SqliteDb) -> None:
    """A column without a name would stand in the journal in the words of the database."""
    rows = db.rows("SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c", {})
    columns = [(str(table), str(name)) for table, name in rows]
    unnamed = {
        f"{table}.{name}"
        for table, name in columns
        if table in PLACES and name not in TECHNICAL and not name.endswith("_key")
        if column(EN, name) == name.replace("_", " ")
    }
    assert unnamed == set()


def test_what_is_nobodys_reading_is_left_out() -> None:
    before: Row = {"id": 1, "month": "2026-11", "facts_token": "1", "notes": "[]", "state": "draft"}
    (shown,) = differences(EN, before, {**before, "facts_token": "2", "notes": "[1]", "state": "submitted"})
    assert (shown.field, shown.before, shown.after) == ("State", "Draft", "Submitted")


def test_yes_no_and_codes_are_words() -> None:
    assert (value(EN, "final", 1), value(EN, "uses_acts", 0)) == ("yes", "no")
    assert value(UK, "channel", "call") == "Дзвінок"
