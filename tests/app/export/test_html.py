"""Documents as one HTML file: every text stands there escaped, every tag is closed, nothing is fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.export.document import (
    Align,
    Band,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Party,
    Row,
    Section,
    Signature,
    Table,
)
from app.export.html import html_bytes, write_html
from app.export.paper_file import write_paper
from app.export.placing import ExportLocked
from tests.support.html_pages import Page, missing_in

NASTY = "<script>alert(\"1 & 2\")</script> «ТОВ» 'x' &amp;"


def document(text: str = "Консультації") -> Document:
    """A document with every part that there is."""
    table = Table(
        columns=(Column("№", Align.RIGHT), Column("Послуги", stretch=True), Column("Од.", Align.CENTRE)),
        rows=(Row(("1", text, "год")), Row(("2", text, "год"), strong=True)),
        totals=(Fact("Разом", "12,00"), Fact("Усього", "14,00", strong=True)),
        bands=(Band("", 1), Band("За даними обліку", 2)),
    )
    blocks = (Heading(text), Paragraph(text), Paragraph(text, quiet=True), Paragraph(text, strong=True), table)
    facts = Facts("Реквізити", (Fact("Сума", "40,00"), Fact("Одержувач", text, strong=True)))
    signatures = (Signature("Виконавець", text, "Директор", "О. Ґудзь"), Signature("Замовник", text))
    return Document(
        language="uk", title=text, subtitle="від 14 жовтня 2026 р.",
        parties=(Party("Фірма", text, (Fact("Б:", "a\nb"),)),),
        blocks=(*blocks, facts), page_line="{page} з {pages}", facts=(Fact("Договір", text),), signatures=signatures,
        signing="підпис", naming="посада, ім’я", stamp=("ЗАТВЕРДЖЕНО", text),
        sections=(Section(text, blocks), Section("Аркуш", (facts,), new_page=True, signatures=signatures[1:])),
    )  # fmt: skip


@pytest.mark.parametrize("text", ["Консультації", NASTY])
def test_every_text_of_the_document_stands_in_the_file(text: str) -> None:
    made = document(text)
    html = html_bytes(made)
    page = Page(html)
    assert list(missing_in(made, html)) == []
    assert page.unclosed == ()
    assert "script" not in page.tags
    assert page.attributes["html"] == {"lang": "uk"}
    assert page.attributes["meta"] == {"charset": "utf-8"}


def test_the_file_needs_nothing_else_and_a_new_page_begins_where_the_document_says_so() -> None:
    html = html_bytes(document()).decode()
    assert not {"link", "img", "script", "iframe"} & set(Page(html.encode()).tags)
    assert "http" not in html
    assert "url(" not in html
    assert html.count('<section class="page">') == 1
    assert html_bytes(document()) == html_bytes(document())


def test_it_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_html(document(), tmp_path / "a.html")
    assert (tmp_path / "a.html").read_bytes() == html_bytes(document())
    with pytest.raises(ExportLocked):
        write_html(document(), tmp_path / "no folder" / "a.html")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.parametrize(("name", "begins"), [("a.html", b"<!DOCTYPE"), ("a.HTM", b"<!DOCTYPE"), ("a.pdf", b"%PDF")])
def test_the_name_of_the_file_says_its_form(tmp_path: Path, name: str, begins: bytes) -> None:
    write_paper(document(), tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(begins)
