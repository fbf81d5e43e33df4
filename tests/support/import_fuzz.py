"""Books of an office, spoilt in every way that comes to mind, and what must hold of an import of them all the same.

No crash: every refusal is one of the program's own errors or a finding with a sentence. No partial import: the books
stand as before, or with everything that was announced.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from hypothesis import strategies as st

from app.bootstrap import Office
from app.db.connect import SqliteDb
from app.db.tables import KNOWN
from app.i18n.words import Words
from app.importing.plan import ImportPlan
from app.kernel.actor import Actor
from app.kernel.errors import Invalid, PremiaError
from app.wording.errors import error_sentence, finding_sentence
from tests.support.clock import FrozenClock
from tests.support.database import office_file
from tests.support.workbooks import ods_cell, ods_row, write_ods, write_zip, xlsx_parts

TABLES = {
    "rates": "currency_rate",
    "staff": "person",
    "groups": "client_group",
    "clients": "client",
    "contracts": "contract",
    "acts": "act",
    "amendments": "amendment",
    "invoices": "invoice",
    "credit_notes": "credit_note",
    "payments": "payment",
    "refunds": "refund",
}
"""Kind → the table that gets one row for each record."""

NASTY = (
    *("", " ", "0", "-1", "1e400", "9" * 40, "NaN", "1,234.56", "1 234,56", "(5)", "5-", "-0", "100%", "12.345"),
    *("31.12.9999", "00.00.0000", "0001-01-01", "2024-02-30", "9999-12-31", "01.01.2024", "42156", "1904"),
    *(
        '"',
        "'",
        ";",
        ",",
        "\t",
        "\n",
        "\r\n",
        "a\nb",
        '"a',
        "=1+1",
        "@x",
        "\u202e",
        "\x00",
        "\x1a",
        "🙂",
        "\ufeff",
        "І",
    ),
    *(
        "так",
        "ні",
        "1;2;3;1",
        ";;",
        "AKV",
        "P1",
        "7",
        "7/1",
        "USD",
        "uah",
        "XXX",
        "x" * 300,
        "y" * 40_000,
        "Total",
        "№",
    ),
)
TOKENS = (
    *(
        "",
        "1",
        "0",
        "-1",
        "99999999999999999999",
        "1e9999",
        "nan",
        "true",
        '""',
        '"A"',
        '"x"',
        '"../x"',
        "[]",
        "{}",
        "[[1]]",
    ),
    *(
        '"find"',
        "[1, 2]",
        "[9, 9]",
        '"B2:D9"',
        '"ZZZ1:A1"',
        "1979-05-27",
        "07:32:00",
        '"serial"',
        '"DD"',
        '"**"',
        "'''",
    ),
    *(
        '{ column = "No", empty = true }',
        "[{ empty_row = true }]",
        '[{ column = "No", starts = "1" }]',
        '"\\u0000"',
        "premia_import = 1",
    ),
)

_number = st.integers(0, 2**16)
_cell = st.sampled_from(NASTY) | st.text(max_size=8) | st.dates().map(str) | st.integers().map(str)
_bytes = st.binary(min_size=1, max_size=4) | st.sampled_from([
    b"\0",
    b"\xff\xfe",
    b'"',
    b"\n",
    b"\r",
    b"<",
    b"&a;",
    b"]]>",
])


class Change(NamedTuple):
    """One spoiling: what is done, where (counted round), with what."""

    what: str
    where: int
    other: int
    cell: str
    raw: bytes


ROW_CHANGES = (
    "cell",
    "cell",
    "cell",
    "drop row",
    "repeat row",
    "swap rows",
    "drop column",
    "repeat column",
    "blank row",
)
RAW_CHANGES = ("flip", "cut", "insert", "remove", "double")
MAPPING_CHANGES = ("token", "token", "token", "drop line", "repeat line", "swap lines", *RAW_CHANGES)


def changes(what: Sequence[str], most: int) -> st.SearchStrategy[list[Change]]:
    """Some spoilings of these kinds."""
    one = st.builds(Change, st.sampled_from(what), _number, _number, _cell | st.sampled_from(TOKENS), _bytes)
    return st.lists(one, max_size=most)


@dataclass(frozen=True)
class Spoilt:
    """How the books of an office are spoilt; ``form`` is what the file is saved as."""

    file: int
    form: str
    rows: list[Change]
    raw: list[Change]
    mapping: list[Change]


FORMS = ("utf-8", "utf-8-sig", "utf-16", "cp1251", "latin-1", "xlsx", "ods")

spoilt = st.builds(
    Spoilt,
    _number,
    st.sampled_from(FORMS),
    changes(ROW_CHANGES, 4),
    st.just([]) | changes(RAW_CHANGES, 3),
    st.just([]) | changes(MAPPING_CHANGES, 2),
)

Rows = list[list[str]]


def spoil_rows(rows: Rows, spoilings: Sequence[Change]) -> Rows:
    """The rows of a file with cells, rows and columns changed."""
    rows = [list(row) for row in rows]
    for change in spoilings:
        if not rows or not rows[0]:
            break
        at, other = change.where % len(rows), change.other % len(rows)
        column = change.other % max(1, len(rows[at]))
        match change.what:
            case "cell" if rows[at]:
                rows[at][column] = change.cell
            case "drop row":
                del rows[at]
            case "repeat row":
                rows.insert(other, list(rows[at]))
            case "swap rows":
                rows[at], rows[other] = rows[other], rows[at]
            case "drop column":
                rows = [row[:column] + row[column + 1 :] for row in rows]
            case "repeat column":
                rows = [[*row, *row[column : column + 1]] for row in rows]
            case "blank row":
                rows.insert(at, [])
    return rows


def spoil_bytes(content: bytes, spoilings: Sequence[Change]) -> bytes:
    """The bytes of a file with some flipped, lost or put in."""
    for change in spoilings:
        at = (change.where * 65537 + change.other) % (len(content) + 1)
        match change.what:
            case "flip" if at < len(content):
                content = content[:at] + bytes([content[at] ^ (1 << change.other % 8)]) + content[at + 1 :]
            case "cut":
                content = content[:at]
            case "insert":
                content = content[:at] + change.raw + content[at:]
            case "remove":
                content = content[:at] + content[at + 1 + change.other % 64 :]
            case "double":
                content = content[:at] + content[max(0, at - 1 - change.other % 256) :]
    return content


def spoil_mapping(text: str, spoilings: Sequence[Change]) -> bytes:
    """A mapping with values exchanged, lines lost or repeated, bytes changed."""
    lines = text.splitlines()
    for change in spoilings:
        if not lines:
            break
        at, other = change.where % len(lines), change.other % len(lines)
        match change.what:
            case "token":
                key, sign, _ = lines[at].partition("=")
                lines[at] = f"{key}{sign} {change.cell}" if sign else change.cell
            case "drop line":
                del lines[at]
            case "repeat line":
                lines.insert(other, lines[at])
            case "swap lines":
                lines[at], lines[other] = lines[other], lines[at]
    content = "\n".join(lines).encode("utf-8", "replace")
    return spoil_bytes(content, [change for change in spoilings if change.what in RAW_CHANGES])


def save(path: Path, rows: Rows, form: str) -> None:
    """Write the rows as this form."""
    if form == "xlsx":
        write_zip(path, xlsx_parts("".join(map(_xlsx_row, rows))))
    elif form == "ods":
        write_ods(path, "".join(ods_row(*(ods_cell(_xml(cell)) for cell in row)) for row in rows))
    else:
        text = "".join(";".join(_quoted(cell) for cell in row) + "\r\n" for row in rows)
        path.write_bytes(text.encode(form, "replace"))


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in ';"\r\n') else cell


def _xlsx_row(row: Sequence[str]) -> str:
    return f"<row>{''.join(map(_xlsx_cell, row))}</row>"


def _xlsx_cell(cell: str) -> str:
    if cell.lstrip("-").isdecimal() and cell.isascii():
        return f"<c><v>{cell}</v></c>"
    return f'<c t="inlineStr"><is><t>{_xml(cell)}</t></is></c>'


def _xml(cell: str) -> str:
    return escape("".join(sign for sign in cell if sign >= " " or sign in "\t\n\r"))


class Bench:
    """A folder with the sound files of an office, a company file to import them into, and its director."""

    def __init__(self, folder: Path, mapping: str, files: dict[str, Rows]) -> None:
        self.folder = folder
        self._mapping = mapping
        self._files = files
        self._names = sorted(files)
        self._books = office_file(folder / "office.premia")

    def attempt(self, how: Spoilt) -> str:
        """Spoil, plan and run; what happened in a word. Fails where something does not hold."""
        here = self.folder / "try"
        shutil.rmtree(here, ignore_errors=True)
        files = here / "files"
        files.mkdir(parents=True)
        wrong = self._names[how.file % len(self._names)]
        for name, rows in self._files.items():
            save(
                files / name,
                spoil_rows(rows, how.rows) if name == wrong else rows,
                how.form if name == wrong else "cp1251",
            )
        (files / wrong).write_bytes(spoil_bytes((files / wrong).read_bytes(), how.raw))
        mapping = here / "mapping.toml"
        mapping.write_bytes(spoil_mapping(self._mapping, how.mapping))
        books = here / "try.premia"
        shutil.copy(self._books, books)
        with Office.open(books, FrozenClock()) as office:
            actor = office.access.sole_user()
            assert actor is not None
            return _try(office, actor, mapping, files)


def _try(office: Office, actor: Actor, mapping: Path, files: Path) -> str:
    words = Words.of("en")
    before = _counts(office.path)
    try:
        plan = office.importing.plan(actor, mapping, files)
    except PremiaError as error:
        refused = error
    else:
        return _run(office, actor, (plan, before), mapping, files)
    assert error_sentence(words, refused)
    assert _counts(office.path) == before
    return "mapping refused"


def _run(office: Office, actor: Actor, planned: tuple[ImportPlan, dict[str, int]], mapping: Path, files: Path) -> str:
    words = Words.of("en")
    plan, before = planned
    assert _counts(office.path) == before, "a dry run changed the books"
    if plan.problems:
        for problem in plan.problems:
            assert not finding_sentence(words, problem).endswith(f"({problem.code})."), f"no sentence: {problem}"
        _refused(office, actor, plan)
        assert _counts(office.path) == before, "a refused import changed the books"
        return "problems"
    report = office.importing.run(actor, plan).value
    after = _counts(office.path)
    for count in report.counts:
        table = TABLES.get(count.kind.value)
        if table is not None:
            assert after[table] - before[table] == count.new, f"{count} announced, {table} has others"
    again = office.importing.plan(actor, mapping, files)
    assert (again.new, again.problems) == (0, ()), "the same files once more are not the same"
    return "imported" if plan.new else "nothing new"


def _refused(office: Office, actor: Actor, plan: ImportPlan) -> None:
    try:
        office.importing.run(actor, plan)
    except Invalid:
        return
    raise AssertionError("an import with problems went through")


def _counts(path: Path) -> dict[str, int]:
    db = SqliteDb(path)
    try:
        tables = sorted(KNOWN - {"journal", "journal_body"})
        return {name: int(str(db.rows(f"SELECT count(*) FROM {name}")[0][0])) for name in tables}  # ruff: ignore[hardcoded-sql-expression]
    finally:
        db.close()
