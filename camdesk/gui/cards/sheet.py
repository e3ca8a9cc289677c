"""A text sheet: facts and timelines as one document that scrolls, wraps and can be copied.

What stands on it is drawn through `Pen` and never as markup; links lead where the card says.
A browser fetches nothing by itself.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeySequence,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QMenu, QTextBrowser, QToolTip, QWidget

from camdesk.gui.kit.theme import current
from camdesk.gui.kit.tokens import SMALL_PT, Space, Tokens
from camdesk.text.formats import NBSP
from camdesk.text.i18n import tr

# The column of labels, in pixels.
LABEL_LEAST = 72
LABEL_MOST = 124


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text of one look; with `href` it leads somewhere."""

    text: str
    look: str = "text"  # text, strong, muted, link, small link, badge, or the tone of a state
    href: str = ""


Line = Sequence[Run]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of two columns: what it is, and the lines that say it."""

    label: Line
    lines: Sequence[Line]


def badge(text: str) -> Run:
    """A tag on a ground of its own, which never breaks across two lines."""
    return Run(f"{NBSP}{text.replace(' ', NBSP)}{NBSP}", "badge")


class Pen:
    """Writes headings and rows at the end of a document."""

    def __init__(self, cursor: QTextCursor, tokens: Tokens) -> None:
        self._cursor = cursor
        self._tokens = tokens
        self._started = False

    def heading(self, text: str) -> None:
        """A line that opens a section."""
        block = QTextBlockFormat()
        block.setTopMargin(Space.L if self._started else 0)
        block.setBottomMargin(Space.S)
        self._block(block)
        self._cursor.insertText(text, self.look(Run(text, "strong")))

    def line(self, runs: Line) -> None:
        """A line over both columns."""
        block = QTextBlockFormat()
        block.setBottomMargin(Space.XS)
        self._block(block)
        self._runs(self._cursor, runs)

    def rows(self, rows: Sequence[Row], gap: int = Space.XS) -> None:
        """Rows of two columns, `gap` pixels apart."""
        if not rows:
            return
        layout = QTextTableFormat()
        layout.setBorder(0)
        layout.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        layout.setCellPadding(0)
        layout.setCellSpacing(0)
        layout.setMargin(0)
        fixed = QTextLength(QTextLength.Type.FixedLength, self._label_width(rows))
        rest = QTextLength(QTextLength.Type.VariableLength, 0)
        layout.setColumnWidthConstraints([fixed, rest])
        layout.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        # A table begins behind a block of its own, which takes no room.
        self._block(_flat())
        table = self._cursor.insertTable(len(rows), 2, layout)
        for number, row in enumerate(rows):
            self._row(table, number, row, gap)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._cursor.setBlockFormat(_flat())

    def look(self, run: Run) -> QTextCharFormat:
        """The character format of a run."""
        tokens = self._tokens
        made = QTextCharFormat()
        made.setForeground(QColor(_colour(tokens, run.look)))
        if run.look in ("muted", "badge", "small link"):
            made.setFontPointSize(SMALL_PT)
        if run.look == "strong":
            made.setFontWeight(QFont.Weight.DemiBold)
        if run.look == "badge":
            made.setBackground(QColor(tokens.hover))
        if run.href:
            made.setAnchor(True)
            made.setAnchorHref(run.href)
        return made

    def _label_width(self, rows: Sequence[Row]) -> int:
        """The room that the labels need; longer ones wrap."""
        font = QFont(self._cursor.document().defaultFont())
        font.setPointSizeF(SMALL_PT)
        metrics = QFontMetricsF(font)
        texts = ("".join(run.text for run in row.label) for row in rows)
        widest = max(metrics.horizontalAdvance(text) for text in texts)
        return ceil(min(max(widest, LABEL_LEAST), LABEL_MOST)) + 1 + Space.S

    def _row(self, table: QTextTable, number: int, row: Row, gap: int) -> None:
        for column, lines in enumerate(([row.label], row.lines)):
            cell = table.cellAt(number, column)
            layout = cell.format().toTableCellFormat()
            layout.setBottomPadding(gap)
            if column == 0:
                layout.setRightPadding(Space.S)
                # The smaller label stands on the first line of the value.
                layout.setTopPadding(1)
            cell.setFormat(layout)
            cursor = cell.firstCursorPosition()
            for index, line in enumerate(lines):
                if index:
                    cursor.insertBlock()
                self._runs(cursor, line)

    def _runs(self, cursor: QTextCursor, runs: Line) -> None:
        for run in runs:
            cursor.insertText(run.text, self.look(run))

    def _block(self, layout: QTextBlockFormat) -> None:
        if self._started:
            self._cursor.insertBlock(layout)
        else:
            self._cursor.setBlockFormat(layout)
        self._started = True


class Sheet(QTextBrowser):
    """The widget that shows a document drawn by a function, in the colours of the theme."""

    followed = Signal(str, str)  # what a link leads to: ("camera", "12")

    def __init__(self, *, plain: bool = False, parent: QWidget | None = None) -> None:
        """`plain`: on the ground of a dialog instead of a surface of its own."""
        super().__init__(parent)
        if plain:
            self.setStyleSheet("QTextBrowser { background: transparent; }")
        else:
            # Lines end where the buttons above them end; the scroll bar stands beyond.
            self.setViewportMargins(0, 0, Space.M, 0)
        self._draw: Callable[[Pen], None] = lambda _pen: None
        self._tips: dict[str, str] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(self._follow)
        self.highlighted.connect(self._say_tip_of_focus)

    def show_drawing(
        self, draw: Callable[[Pen], None], tips: dict[str, str], *, same: bool = False
    ) -> None:
        """Show what `draw` writes; `tips` says more about links; `same` keeps the place."""
        self._draw = draw
        self._tips = tips
        self._write(self.verticalScrollBar().value() if same else 0)

    def redraw(self) -> None:
        """Write the document anew, where it was scrolled to."""
        self._write(self.verticalScrollBar().value())

    def _write(self, place: int) -> None:
        document = self.document()
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        document.clear()
        self._draw(Pen(cursor, current()))
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(place)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.redraw()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing: text of the register must not make the program open files or addresses."""
        return None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy and select, in the program's own language."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = QAction(tr("Copy"), menu)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setEnabled(self.textCursor().hasSelection())
        copy.triggered.connect(self.copy)
        everything = QAction(tr("Select all"), menu)
        everything.triggered.connect(self.selectAll)
        menu.addActions([copy, everything])
        menu.popup(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """Say more about the link under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._say_tip(self.anchorAt(event.pos()), event.globalPos())
            return True
        return super().viewportEvent(event)

    def _follow(self, url: QUrl) -> None:
        # The scheme of an address has no underscore, and tables have.
        what, _, which = url.toString().partition(":")
        self.followed.emit(what, which)

    def _say_tip_of_focus(self, url: QUrl) -> None:
        if self.hasFocus() and not self.viewport().underMouse():
            below = self.cursorRect().bottomLeft() + QPoint(0, Space.XS)
            self._say_tip(url.toString(), self.viewport().mapToGlobal(below))

    def _say_tip(self, href: str, where: QPoint) -> None:
        tip = self._tips.get(href, "")
        # Escaped, because a tool tip takes for markup whatever looks like it.
        QToolTip.showText(where, f"<p>{html.escape(tip)}</p>" if tip else "", self)


def _colour(tokens: Tokens, look: str) -> str:
    match look:
        case "text" | "strong":
            return tokens.text
        case "link" | "small link":
            return tokens.accent
        case "muted" | "badge":
            return tokens.muted
    return tokens.state(look)


def _flat() -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    return made
