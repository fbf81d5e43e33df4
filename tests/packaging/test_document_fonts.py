"""The faces of documents are those that the tool makes of the window's faces, and have every character of them."""

from __future__ import annotations

import importlib.util
import io
import string
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "resources" / "fonts"
FACES = ("Regular", "SemiBold")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The tool."""
    spec = importlib.util.spec_from_file_location("premia_fonts", ROOT / "packaging" / "document_fonts.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("face", FACES)
def test_a_face_is_as_the_tool_makes_it(tool: ModuleType, face: str) -> None:
    assert tool.FACES == FACES
    stream = io.BytesIO()
    tool.document_face(face).save(stream)
    assert stream.getvalue() == (FONTS / f"InterDocuments-{face}.ttf").read_bytes()


def test_what_one_face_can_print_the_other_can() -> None:
    regular, strong = (set(TTFont(FONTS / f"InterDocuments-{face}.ttf").getBestCmap()) for face in FACES)
    assert regular == strong


@pytest.mark.parametrize("face", FACES)
def test_a_face_lacks_no_character_and_its_figures_have_one_width(face: str) -> None:
    window, paper = (TTFont(FONTS / f"{name}-{face}.ttf") for name in ("Inter", "InterDocuments"))
    assert set(paper.getBestCmap()) == set(window.getBestCmap())
    assert len({paper["hmtx"][paper.getBestCmap()[ord(figure)]][0] for figure in string.digits}) == 1
