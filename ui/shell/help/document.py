"""How a text of Help looks: Markdown as Qt reads it, set in the sizes, distances and colours of the window."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextTable,
)

from ui.kit.theme import text_font, tokens

TEXT_PX, _TITLE_PX, _HEADLINE_PX = 14, 20, 15
_MARGIN, _INDENT = 20, 26
_LINE_HEIGHT_PERCENT = 145
_CELL_PADDING = 5
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


def write(document: QTextDocument, markdown: str) -> None:
    """Put a text into ``document``, in the colours of the theme on screen."""
    document.setDefaultFont(text_font(TEXT_PX))
    document.setDocumentMargin(_MARGIN)
    document.setIndentWidth(_INDENT)
    document.setMarkdown(markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in _blocks(document):
        _set_block(block)
    for table in _tables(document):
        _set_table(table)
    cursor.endEditBlock()


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _tables(document: QTextDocument) -> Iterator[QTextTable]:
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            yield frame


def _set_block(block: QTextBlock) -> None:
    cursor = QTextCursor(block)
    level = block.blockFormat().headingLevel()
    in_table = cursor.currentTable() is not None
    goes_on = block.textList() is not None and block.next().textList() is not None
    shape = QTextBlockFormat()
    shape.setLineHeight(_LINE_HEIGHT_PERCENT, _PROPORTIONAL)
    shape.setTopMargin(0 if in_table or level != 2 else 12)  # ruff: ignore[magic-value-comparison] - second headlines
    shape.setBottomMargin(0 if in_table else 4 if goes_on or level else 9)
    cursor.mergeBlockFormat(shape)
    for start, length, look in _looks(block, level):
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(look)


def _looks(block: QTextBlock, level: int) -> list[tuple[int, int, QTextCharFormat]]:
    """Where each run of one format stands, how long it is, and how it looks: all read before any is set."""
    found = []
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        look = fragment.charFormat()
        if level:
            look.clearProperty(QTextFormat.Property.FontSizeAdjustment)  # it would win over the size in pixels
            look.setFont(text_font(_TITLE_PX if level == 1 else _HEADLINE_PX, QFont.Weight.DemiBold))
        elif look.fontWeight() > QFont.Weight.Normal:
            look.setFontWeight(QFont.Weight.DemiBold)
        if look.isAnchor():
            look.setForeground(tokens().color("accent"))
            look.setFontUnderline(True)
        found.append((fragment.position(), fragment.length(), look))
        at += 1
    return found


def _set_table(table: QTextTable) -> None:
    shape = table.format()
    shape.setBorder(0)
    shape.setCellSpacing(0)
    shape.setCellPadding(_CELL_PADDING)
    shape.setBottomMargin(8)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(shape)
