"""The faces of documents are those that the tool makes of the window's faces, and have every character of them."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging"))
from document_fonts import FACES, FONTS, document_face  # ruff: ignore[module-import-not-at-top-of-file]


@pytest.mark.parametrize("face", FACES)
def test_a_face_is_as_the_tool_makes_it(face: str) -> None:
    stream = io.BytesIO()
    document_face(face).save(stream)
    assert stream.getvalue() == (FONTS / f"InterDocuments-{face}.ttf").read_bytes()


@pytest.mark.parametrize("face", FACES)
def test_a_face_lacks_no_character_and_its_figures_have_one_width(face: str) -> None:
    window, paper = (TTFont(FONTS / f"{name}-{face}.ttf") for name in ("Inter", "InterDocuments"))
    assert set(paper.getBestCmap()) == set(window.getBestCmap())
    assert len({paper["hmtx"][paper.getBestCmap()[ord(figure)]][0] for figure in "0123456789"}) == 1
