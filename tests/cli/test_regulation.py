"""The regulation from the command line: as PDF, as HTML, in the language that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.support.html_pages import Page
from tests.support.papers import pages_of, squeezed
from tests.support.sample import sample_path


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return sample_path(tmp_path)


def test_both_forms_at_once_in_the_language_of_the_document(premia: Command, books: Path, tmp_path: Path) -> None:
    pdf, html = tmp_path / "a.pdf", tmp_path / "a.html"
    answer = premia("scheme", "regulation", books, "sales", "--pdf", pdf, "--html", html, "--in", "ru")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"The document: {pdf}\nThe document: {html}\n"
    assert squeezed("Положение о премировании") in squeezed("".join(pages_of(pdf.read_bytes())))
    assert Page(html.read_bytes()).attributes["html"] == {"lang": "ru"}


def test_without_a_language_that_of_the_output_is_taken(premia: Command, books: Path, tmp_path: Path) -> None:
    html = tmp_path / "a.html"
    assert premia("scheme", "regulation", books, "sales", "--html", html, "--language", "uk").code == 0
    assert "Положення про преміювання" in html.read_text(encoding="utf-8")


def test_a_version_is_asked_for_by_its_day(premia: Command, books: Path, tmp_path: Path) -> None:
    for day, number in (("2025-06-01", "sales/1"), ("2026-06-01", "sales/2")):
        html = tmp_path / f"{day}.html"
        assert premia("scheme", "regulation", books, "sales", "--html", html, "--on", day).code == 0
        assert number in html.read_text(encoding="utf-8")


def test_what_is_missing_is_said_and_nothing_is_written_over(premia: Command, books: Path, tmp_path: Path) -> None:
    answer = premia("scheme", "regulation", books, "sales")
    assert (answer.code, answer.out) == (2, "")
    assert "--pdf FILE, --html FILE" in answer.err
    html = tmp_path / "a.html"
    assert premia("scheme", "regulation", books, "nothing", "--html", html).code == 1
    assert not html.exists()
    html.write_text("mine", encoding="utf-8")
    assert premia("scheme", "regulation", books, "sales", "--html", html).code == 3
    assert html.read_text(encoding="utf-8") == "mine"
    assert premia("scheme", "regulation", books, "sales", "--html", html, "--replace").code == 0
    assert html.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
