"""Sections on paper: every text, no title left alone at the foot of a page, a new page where the document wants one."""

from __future__ import annotations

import pytest

from app.export.document import Align, Column, Document, Heading, Paragraph, Row, Section, Signature, Table
from app.export.pdf import pdf_bytes
from tests.support.papers import missing, pages_of, squeezed

LINE = "Положення визначає порядок виплати премій працівникам фірми. "


def table(rows: int) -> Table:
    """Some accruals."""
    columns = (Column("Дата"), Column("За що", stretch=True), Column("Сума", Align.RIGHT))
    return Table(columns, tuple(Row((f"{n}.12.2026", LINE, "1,00")) for n in range(rows)))


def document(lines: int, rows: int = 3) -> Document:
    """A document whose second section begins after some lines."""
    rule = (Heading("Правило перше"), Paragraph(LINE), Paragraph("Приклад.", quiet=True), table(rows))
    return Document(
        language="uk", title="Положення", subtitle="", parties=(), blocks=(), page_line="{page} з {pages}",
        stamp=("ЗАТВЕРДЖЕНО", "Директорка"), signing="підпис", naming="ім’я",
        sections=(
            Section("Мета", tuple(Paragraph(LINE) for _ in range(lines))),
            Section("Правила", rule),
            Section("Аркуш ознайомлення", (Paragraph(LINE),), True, (Signature("", "", "", "О. Ґ."),)),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("rows", [0, 3, 60])
def test_the_text_of_the_file_is_that_of_the_document(rows: int) -> None:
    made = document(5, rows)
    assert list(missing(made, pdf_bytes(made))) == []


@pytest.mark.parametrize("lines", range(24, 40))
def test_titles_headings_and_what_leads_to_a_table_stay_with_it(lines: int) -> None:
    pages = [squeezed(page) for page in pages_of(pdf_bytes(document(lines)))]
    (begins,) = [number for number, page in enumerate(pages) if "Правилоперше" in page]
    assert "Правила" in pages[begins]
    assert "Приклад." in pages[begins]
    assert "0.12.2026" in pages[begins]


def test_a_long_table_begins_under_its_heading_and_repeats_its_titles() -> None:
    pages = [squeezed(page) for page in pages_of(pdf_bytes(document(10, 120)))]
    with_rows = [page for page in pages if ".12.2026" in page]
    assert len(with_rows) > 2
    assert "Правилоперше" in with_rows[0]
    assert all("Защо" in page for page in with_rows)


def test_a_section_that_is_signed_stands_on_a_page_of_its_own() -> None:
    last = squeezed(pages_of(pdf_bytes(document(1)))[-1])
    assert "Аркушознайомлення" in last
    assert "О.Ґ." in last
    assert "Правила" not in last
