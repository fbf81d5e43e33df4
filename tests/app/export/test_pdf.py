"""Documents as PDF: what stands in the file is what the document says, to the letter, on every page."""

from __future__ import annotations

import io
import string
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app.export.document import Align, Band, Column, Document, Fact, Facts, Paragraph, Party, Row, Signature, Table
from app.export.glyphs import GlyphMissing, printable
from app.export.pdf import pdf_bytes, write_pdf
from app.export.placing import ExportLocked
from app.i18n.words import LANGUAGES, Words
from app.wording.errors import error_sentence
from tests.support.papers import missing, pages_of, squeezed

LONG = "Північноукраїнська агропромислова інвестиційно-консультаційна компанія імені Володимира Вернадського " * 3


def table(rows: int = 1, text: str = "Консультації & «поради» <етап 2>") -> Table:
    """A table of services with its totals."""
    return Table(
        columns=(
            Column("№", Align.RIGHT),
            Column("Послуги", stretch=True),
            Column("Од.", Align.CENTRE),
            Column("Сума, грн", Align.RIGHT),
        ),
        rows=tuple(Row((str(n), f"{text} {n}", "год", f"{n} 117,40"), strong=n == rows) for n in range(1, rows + 1)),
        totals=(Fact("ПДВ 20 %", "2 490,00"), Fact("Усього, грн", "14 940,00", strong=True)),
        bands=(Band("", 2), Band("За даними обліку", 2)),
    )


def read(pdf: bytes) -> Any:
    """The file as its reader has it."""
    return PdfReader(io.BytesIO(pdf))


def document(rows: int = 1, name: str = "ТОВ «Їжак і Ґудзик»", text: str = "Консультації") -> Document:
    """An invoice-like document."""
    return Document(
        language="uk",
        title="Рахунок № 2026/117",
        subtitle="від 14 жовтня 2026 р.",
        facts=(Fact("Договір", "Д-17"), Fact("Оплатити до", "28 жовтня 2026 р.")),
        parties=(Party("Постачальник", name, (Fact("Банк:", "UA21 3223\nПриватБанк"),)), Party("Платник", name)),
        blocks=(
            Paragraph("Сторони склали цей документ."),
            table(rows, text),
            Paragraph("Сорок гривень 00 коп.", strong=True),
            Facts("Реквізити", (Fact("Сума", "40,00 грн"), Fact("Одержувач", name, strong=True))),
            Paragraph("Без ПДВ.", quiet=True),
        ),
        page_line="Сторінка {page} з {pages}",
        signatures=(Signature("Виконавець", name, "Директор", "О. Ґудзь"), Signature("Замовник", name)),
        signing="підпис",
        naming="посада, ім’я",
    )


@pytest.mark.parametrize("rows", [0, 1, 150])
def test_the_text_of_the_file_is_that_of_the_document(rows: int) -> None:
    made = document(rows)
    assert list(missing(made, pdf_bytes(made))) == []


def test_long_texts_wrap_and_lose_nothing() -> None:
    made = document(3, name=LONG.strip(), text=LONG.strip())
    assert list(missing(made, pdf_bytes(made))) == []


def test_a_word_wider_than_its_column_is_parted() -> None:
    made = document(1, text="Надзвичайно" * 40)
    assert list(missing(made, pdf_bytes(made))) == []


def test_a_row_higher_than_a_page_goes_on_with_the_next() -> None:
    made = document(1, text=LONG * 30)
    pages = pages_of(pdf_bytes(made))
    assert len(pages) > 2
    assert "".join(pages).split().count("Вернадського") == 90


def test_every_page_has_the_heads_of_the_table_its_number_and_what_it_is_a_page_of() -> None:
    pages = pages_of(pdf_bytes(document(150)))
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert squeezed(f"Сторінка {number} з {len(pages)}") in squeezed(page)
        assert squeezed("Рахунок № 2026/117 від 14 жовтня 2026 р.") in squeezed(page)
    assert all("Послуги" in page and squeezed("За даними обліку") in squeezed(page) for page in pages[:-1])


def test_the_foot_of_a_page_takes_a_line_however_long_the_title_is() -> None:
    page = pages_of(pdf_bytes(replace(document(60), title="Рахунок № " + "7" * 300)))[1]
    foot = next(line for line in page.splitlines() if "Рахунок" in line)
    assert foot.endswith("…")
    assert 60 < len(foot) < 150


def test_nobody_signs_a_page_with_nothing_else_on_it() -> None:
    for rows in range(10, 30):
        page = next(page for page in pages_of(pdf_bytes(document(rows))) if "підпис" in page)
        assert "Реквізити" in page


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf_bytes(document(40)) == pdf_bytes(document(40))
    assert pdf_bytes(document(40)) != pdf_bytes(document(41))


def test_the_file_says_what_it_is_and_in_which_language() -> None:
    reader = read(pdf_bytes(document()))
    assert (reader.metadata.title, reader.metadata.author) == ("Рахунок № 2026/117", "ТОВ «Їжак і Ґудзик»")
    assert reader.trailer["/Root"]["/Lang"] == "uk"
    width, height = reader.pages[0].mediabox[2:]
    assert (round(width), round(height)) == (595, 842)


def test_fonts_are_embedded_and_figures_have_one_width() -> None:
    from app.export.pdf import fonts

    embedded = [
        font.get_object()["/FontDescriptor"]["/FontFile2"].get_object()
        for font in read(pdf_bytes(document())).pages[0]["/Resources"]["/Font"].values()
        if "/FontDescriptor" in font.get_object()
    ]
    assert embedded
    for font in fonts():
        assert len({font.face.charWidths[ord(figure)] for figure in string.digits}) == 1


@pytest.mark.parametrize(
    ("name", "character", "code"),
    [("Beijing 中文 Ltd", "中", "U+4E2D"), ("Happy 🙂", "🙂", "U+1F642"), ("مكتب", "م", "U+0645")],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_character_that_the_font_lacks_is_named(name: str, character: str, code: str, language: str) -> None:
    with pytest.raises(GlyphMissing) as caught:
        pdf_bytes(document(name=name))
    said = error_sentence(Words.of(language), caught.value)
    assert character in said
    assert code in said
    assert name in said


@pytest.mark.parametrize("sign", "ҐґЄєІіЇїЁё№₴€£$₽«»„“”’ʼ–—−…·½ÄöŁżčŽéñ")
def test_the_letters_of_our_clients_can_be_printed(sign: str) -> None:
    made = document(name=f"Фірма {sign}")
    assert list(missing(made, pdf_bytes(made))) == []


def test_invisible_characters_are_not_printed_and_letters_join_their_marks() -> None:
    assert printable("И\u0306жак\u200b \ufeffі\u00ad\tє\r\n") == "Йжак і є\n"


def test_what_looks_like_markup_is_text() -> None:
    made = document(text="<b>A & B</b> &amp; <br/>")
    assert list(missing(made, pdf_bytes(made))) == []


def test_a_document_without_sides_and_signatures_is_one_too() -> None:
    made = replace(document(), parties=(), signatures=(), facts=())
    assert list(missing(replace(made, signing="", naming=""), pdf_bytes(made))) == []


def test_the_file_stands_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "invoice.pdf"
    path.write_bytes(b"the old one")
    with pytest.raises(GlyphMissing):
        write_pdf(document(name="中"), path)
    assert path.read_bytes() == b"the old one"
    write_pdf(document(), path)
    assert path.read_bytes() == pdf_bytes(document())
    assert [file.name for file in tmp_path.iterdir()] == ["invoice.pdf"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExportLocked):
        write_pdf(document(), tmp_path / "nowhere" / "invoice.pdf")
