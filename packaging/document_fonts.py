"""Makes the faces of printed documents from the window's Inter: ``python packaging/document_fonts.py``.

The library that writes PDF takes every character as the font's table of characters has it and knows no features, so the
figures of these faces are the tabular ones for good, and what only features could reach is left out. Needs fontTools, a
tool of the workshop and not of the program. The licence allows it (OFL, no reserved name); the faces are named apart.
"""

from __future__ import annotations

import string
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FACES = ("Regular", "SemiBold")
FAMILY = "Inter Documents"
_NAMES_OF_FAMILY = {1: FAMILY, 16: FAMILY}
_FULL_NAME, _POSTSCRIPT_NAME, _UNIQUE_NAME = 4, 6, 3


def document_face(face: str) -> TTFont:
    """The face of documents made from the window's ``face``."""
    font = TTFont(FONTS / f"Inter-{face}.ttf", recalcTimestamp=False)
    tabular = tabular_glyphs(font)
    for table in font["cmap"].tables:
        for figure in string.digits:
            glyph = table.cmap.get(ord(figure), "")
            table.cmap[ord(figure)] = tabular.get(glyph, glyph)  # two tables may be one
    _rename(font, face)
    options = Options(layout_features=[], hinting=False, glyph_names=False, notdef_outline=True, recalc_timestamp=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT"]
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    return font


def tabular_glyphs(font: TTFont) -> dict[str, str]:
    """Which glyph stands for which where figures have one width."""
    layout = font["GSUB"].table
    lookups = next(one.Feature.LookupListIndex for one in layout.FeatureList.FeatureRecord if one.FeatureTag == "tnum")
    found: dict[str, str] = {}
    for index in lookups:
        for table in layout.LookupList.Lookup[index].SubTable:
            found.update(getattr(table, "ExtSubTable", table).mapping)
    return found


def _rename(font: TTFont, face: str) -> None:
    names = {
        **_NAMES_OF_FAMILY,
        _FULL_NAME: f"{FAMILY} {face}",
        _POSTSCRIPT_NAME: f"{FAMILY.replace(' ', '')}-{face}",
        _UNIQUE_NAME: f"{FAMILY} {face}",
    }
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]


def main() -> None:
    """Write the faces beside those that they are made from."""
    for face in FACES:
        document_face(face).save(FONTS / f"InterDocuments-{face}.ttf")


if __name__ == "__main__":
    main()
