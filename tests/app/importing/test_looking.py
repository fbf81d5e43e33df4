"""The first look at files: only first rows, whatever the file; what cannot be read is told and keeps nothing back."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.importing.looking import FIRST_ROWS, look, silent
from app.kernel.actor import Role
from app.kernel.errors import Denied, Invalid
from tests.support.database import actor
from tests.support.import_desk import Desk
from tests.support.import_pages import write_workbook
from tests.support.real_books import needs

STAFF = '[[table]]\nkind = "staff"\nfile = "staff.csv"\ncolumns = { staff_no = "No", name = "Name" }\n'


class Stopped(Exception):
    """Somebody pressed Cancel."""


def test_only_the_first_rows_are_kept(desk: Desk) -> None:
    desk.file("clients.csv", "Code,Name", *(f"C{n},Client {n}" for n in range(5000)))
    (draft,) = look([desk.folder / "clients.csv"], silent).drafts
    assert len(draft.rows) == FIRST_ROWS
    assert draft.records[0].cells == ("C0", "Client 0")


def test_every_sheet_of_a_workbook_is_a_table_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "Облік.xlsx"
    write_workbook(
        path, {"Клієнти": [["Код", "Назва"], ["A", "Оріон"]], "Порожній": [], "Курси": [["Валюта", "Дата", "Курс"]]}
    )
    found = look([path], silent)
    assert [(draft.sheet, draft.kind and draft.kind.value) for draft in found.drafts] == [
        ("Клієнти", "clients"), ("Курси", "rates"),
    ]  # fmt: skip


def test_files_of_several_folders_are_named_from_the_one_above(tmp_path: Path) -> None:
    for name in ("a/clients.csv", "b/c/staff.csv"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("No,Name\n1,Anna\n", encoding="utf-8")
    found = look([tmp_path / "a" / "clients.csv", tmp_path / "b" / "c" / "staff.csv"], silent)
    assert found.folder == tmp_path
    assert [draft.file for draft in found.drafts] == ["a/clients.csv", "b/c/staff.csv"]


@pytest.mark.real_books
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("encrypted_password.xlsx", "sheet_encrypted"),
        ("encrypted_xor_abc.xls", "sheet_encrypted"),
        ("fuzz_bad_crc.xlsx", "sheet_damaged"),
        ("xml_bomb_lol9.xlsx", "sheet_damaged"),
        ("shared_strings_bomb.xlsx", "sheet_damaged"),
    ],
)
def test_hostile_files_are_told_and_the_others_are_read(name: str, code: str, tmp_path: Path) -> None:
    sound = tmp_path / "clients.csv"
    sound.write_text("Code,Name\nA,Orion\n", encoding="utf-8")
    found = look([needs("spreadsheets") / "hostile" / name, sound], silent)
    assert [(finding.place, finding.code) for finding in found.unreadable] == [(name, code)]
    assert [Path(draft.file).name for draft in found.drafts] == ["clients.csv"]


def test_a_text_in_no_known_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "clients.csv"
    path.write_bytes(bytes(range(1, 32)) * 40)
    assert [finding.code for finding in look([path], silent).unreadable] == ["sheet_format_unknown"]


def test_whoever_may_not_import_sees_no_file(desk: Desk) -> None:
    with pytest.raises(Denied):
        desk.office.importing.look(actor(Role.STAFF), [desk.folder / "staff.csv"])


def test_a_dry_run_of_a_text_is_one_of_its_file_and_tells_its_steps(desk: Desk) -> None:
    desk.file("staff.csv", "No,Name", "1,Anna").mapping(STAFF)
    text = (desk.folder / "mapping.toml").read_text(encoding="utf-8")
    steps: list[tuple[int, int]] = []
    plan = desk.office.importing.plan(desk.actor, text, desk.folder, lambda done, total: steps.append((done, total)))
    assert plan.counts == desk.plan().counts
    assert steps == [(0, 2), (1, 2)]
    with pytest.raises(Invalid):
        desk.office.importing.plan(desk.actor, "premia_import = 2\n", desk.folder)


@pytest.mark.parametrize("step", [0, 1])
def test_a_cancelled_run_has_changed_nothing(desk: Desk, step: int) -> None:
    desk.file("staff.csv", "No,Name", "1,Anna").mapping(STAFF)

    def stop(done: int, _total: int) -> None:
        if done >= step:
            raise Stopped

    with pytest.raises(Stopped):
        desk.office.importing.plan(desk.actor, desk.folder / "mapping.toml", desk.folder, stop)
    with pytest.raises(Stopped):
        desk.office.importing.run(desk.actor, desk.plan(), tell=stop)
    assert desk.counts() == {"staff": (1, 0)}
    assert desk.office.importing.imports(desk.actor) == ()
