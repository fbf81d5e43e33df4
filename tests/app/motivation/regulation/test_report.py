"""The regulation as a document: in three languages, on paper and as HTML, with a page for everybody who signs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.export.document import Document, Heading, Paragraph, Table
from app.export.glyphs import GlyphMissing
from app.export.html import html_bytes
from app.export.pdf import pdf_bytes
from app.i18n.words import LANGUAGES, Words
from app.motivation.regulation.model import RegulationPaper
from app.motivation.regulation.report import regulation_document
from app.motivation.regulation.rule_section import examples_of
from app.motivation.templates import TEMPLATES, Template, template_text
from app.wording.accruals import accrual_sentence
from tests.app.motivation.regulation.papers import LONG_NAME, NEXT_MONTH, large_paper, paper_of, person, read
from tests.support.html_pages import missing_in
from tests.support.papers import missing, pages_of, squeezed

TITLES = {
    "en": "Regulation on incentive pay",
    "uk": "Положення про преміювання",
    "ru": "Положение о премировании",
}
HEAD = 'premia_scheme = 1\nkey = "own"\nname = "Own"\n[[version]]\nvalid_from = 2026-12-01\n'
SIMPLE = (
    f'{HEAD}{{terms}}\n[[version.rule]]\nkey = "r"\nevent = "payment_received"\npays = "collecting"\n'
    "rate = {{ percent = 10 }}\n"
)  # fmt: skip


def paper(terms: str = "", more: str = "") -> RegulationPaper:
    """A regulation of one rule."""
    return paper_of(read(SIMPLE.format(terms=terms) + more))


def said(document: Document) -> str:
    """Everything that stands in it."""
    return "\n".join(document.texts())


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_and_html_say_what_the_document_says_and_each_person_signs_a_page(language: str) -> None:
    document = regulation_document(large_paper(), Words.of(language))
    assert document.title == TITLES[language]
    pdf = pdf_bytes(document)
    assert list(missing(document, pdf)) == []
    assert list(missing_in(document, html_bytes(document))) == []
    signed = [section for section in document.sections if section.signatures]
    assert signed[0].signatures[0].name == LONG_NAME
    assert len(signed) == 60
    pages = [squeezed(page) for page in pages_of(pdf)]
    title = squeezed(signed[0].title)
    assert sum(page.count(title) for page in pages) == 60
    assert all(squeezed(section.signatures[0].name) in page for section, page in zip(signed, pages[-60:], strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES, ids=[template.key for template in TEMPLATES])
def test_every_template_is_written_with_an_example_for_every_rule(template: Template, language: str) -> None:
    words = Words.of(language)
    scheme = read(template_text(template, words.text(template.title), NEXT_MONTH))
    made = paper_of(scheme)
    document = regulation_document(made, words)
    assert list(missing(document, pdf_bytes(document))) == []
    rules = next(
        section for section in document.sections if any(isinstance(block, Heading) for block in section.blocks)
    )
    assert sum(isinstance(block, Heading) for block in rules.blocks) == len(scheme.versions[-1].rules)
    for found in examples_of(made).values():
        assert found is not None
        for accrual in found.accruals:
            amount = words.amount(accrual.amount_minor)
            rows = [row.cells for block in rules.blocks if isinstance(block, Table) for row in block.rows]
            assert (words.date(accrual.event_on), amount) in {(cells[0], cells[-1]) for cells in rows}


def test_an_example_is_told_by_the_sentence_of_its_accrual() -> None:
    words = Words.of("en")
    made = paper()
    (found,) = examples_of(made).values()
    assert found is not None
    sentence = accrual_sentence(words, found.accruals[0], "Client A")
    assert sentence == (
        "Payment 120,000.00\xa0UAH of 10.12.2026 (invoice 201, 1st order of Client A), without VAT 100,000.00; "
        "you collected the money: 10\xa0% = 10,000.00."
    )
    assert sentence in list(regulation_document(made, words).texts())


def test_a_firm_without_vat_has_examples_without_it() -> None:
    (found,) = examples_of(replace(paper(), vat_ppm=0)).values()
    assert found is not None
    assert found.facts.invoices[0].gross_minor == found.facts.invoices[0].net_minor


def test_the_head_says_whose_it_is_since_when_and_who_approves_it() -> None:
    document = regulation_document(paper(), Words.of("uk"))
    assert document.parties[0].name == "ТОВ «Орієнтир & <Партнери>»"
    assert document.stamp == (
        "ЗАТВЕРДЖЕНО", "Директорка", "ТОВ «Орієнтир & <Партнери>»", "____________________ Олена Мельник",
        "«____» ____________________ 20___ р.",
    )  # fmt: skip
    assert [fact.value for fact in document.facts] == ["own/1", "1", "1\xa0грудня\xa02026\xa0р.", "грн"]


def test_tables_of_tiers_and_of_days_late_stand_as_tables_and_the_sentence_points_to_them() -> None:
    late = "late = [{ up_to_days = 30, keep = 100 }, { keep = 50 }]\n"
    bands = "[{ up_to = 1000, percent = 2 }, { percent = 4 }]"
    tiers = f'rate = {{ tiers = "marginal", over = "month_total", bands = {bands} }}\n'
    scheme = read(SIMPLE.format(terms="").replace("rate = { percent = 10 }\n", tiers) + late)
    document = regulation_document(paper_of(scheme), Words.of("en"))
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    rows = [tuple(row.cells for row in table.rows) for table in tables]
    assert (("up to 1,000.00\xa0UAH", "2\xa0%"), ("above 1,000.00\xa0UAH", "4\xa0%")) in rows
    assert (("0–30", "100\xa0%"), ("31 and more", "50\xa0%")) in rows
    assert said(document).count("see the table below") == 2


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ("", "and still earns"),
        ('terms = { leaving = "keep_months", leaving_months = 0 }', "nothing is accrued"),
        ('terms = { leaving = "new_holder" }', "It is the colleague who earns"),
    ],
)
def test_money_that_goes_back_and_people_who_leave_have_an_example(terms: str, sentence: str) -> None:
    text = said(regulation_document(paper(terms), Words.of("en")))
    assert "a month after the payment a half of it is returned to Client A" in text
    assert "−5,000.00" in text
    assert sentence in text


def test_what_cannot_be_exampled_is_said() -> None:
    nothing = SIMPLE.format(terms="").replace("percent = 10", "percent = 0")
    assert "the rule pays nothing" in said(regulation_document(paper_of(read(nothing)), Words.of("en")))
    head = (
        '[[version.rule]]\nkey = "head"\nevent = "payment_received"\npays = { named = "01" }\nrate = { percent = 1 }\n'
        'override = { of = [{ scheme = "elsewhere", rule = "*" }] }\n'
    )
    assert "what others earn" in said(regulation_document(paper("", head), Words.of("en")))


def test_without_people_it_says_so_and_nobody_signs() -> None:
    document = regulation_document(replace(paper(), people=()), Words.of("en"))
    assert "pays nobody yet" in said(document)
    assert [section for section in document.sections if section.signatures] == []


def test_a_character_that_the_font_lacks_is_named_on_paper_and_stands_in_html() -> None:
    document = regulation_document(paper_of(paper().scheme, (person(1, "李明"),)), Words.of("en"))
    with pytest.raises(GlyphMissing):
        pdf_bytes(document)
    assert "李明" in html_bytes(document).decode()


def test_paragraphs_are_sentences() -> None:
    for language in LANGUAGES:
        document = regulation_document(large_paper(), Words.of(language))
        texts = [b.text for s in document.sections[:6] for b in s.blocks if isinstance(b, Paragraph)]
        assert [text for text in texts if not text.endswith((".", ":"))] == []
        assert [text for text in texts if ".." in text or "  " in text] == []
