"""Paints the rows of a list, each row in one go.

A delegate that Qt calls for every cell costs three times as much, and a thread that is busy in
Python could hold up the window at every one of those calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from camdesk.domain.lifecycle import STATES
from camdesk.gui.kit.theme import current, tabular
from camdesk.gui.kit.tokens import Tokens
from camdesk.gui.kit.tones import verdict_tone
from camdesk.gui.models.cell_text import NUMERIC
from camdesk.gui.models.listing_answer import ListingRow
from camdesk.gui.models.listing_model import ListingModel
from camdesk.store.tables import Value

PADDING = 10  # left and right of a cell's text, as in the header
ROOM = 16  # what a row is higher than its text
LEAST_HEIGHT = 33
DOT = 8
DOT_ROOM = 17  # from the left of the dot to the left of the word
BAR = 3  # the mark of the current row
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One column as it stands on the screen."""

    column: int
    left: int
    width: int


@dataclass(frozen=True, slots=True)
class RowLook:
    """What is to be seen of a row besides its values."""

    selected: bool = False
    current: bool = False  # and the list has the keyboard
    hovered: bool = False


class ListingDelegate:
    """Paints rows of `model`: a dot and a word for states, a muted dash for the unknown."""

    def __init__(self, model: ListingModel) -> None:
        self._model = model
        self._tones = {state.value: facts.tone for state, facts in STATES.items()}
        self._fitted: dict[tuple[str, int], tuple[str, int]] = {}
        self.set_font(QFont())
        self.set_tokens(current())

    def set_font(self, font: QFont) -> None:
        """Paint with `font`."""
        self.font = font
        self._figures = tabular(font)
        self._metrics = QFontMetrics(font)
        self._figure_metrics = QFontMetrics(self._figures)
        self._fitted.clear()

    def set_tokens(self, tokens: Tokens) -> None:
        """Paint in the colours of `tokens`."""
        self.surface = QColor(tokens.surface)
        self._line = QColor(tokens.line)
        self._text = QColor(tokens.text)
        self._muted = QColor(tokens.muted)
        self._muted_on_selection = QColor(tokens.muted_on_selection)
        self._selection = QColor(tokens.selection)
        self._hover = QColor(tokens.hover)
        self._accent = QColor(tokens.accent)
        self._states = {state: QColor(tokens.state(tone)) for state, tone in self._tones.items()}

    def row_height(self) -> int:
        """Height of a row in this font."""
        return max(LEAST_HEIGHT, self._metrics.height() + ROOM)

    def width_of(self, letters: int) -> int:
        """Width of a column that holds about that many letters."""
        return letters * self._metrics.averageCharWidth() + 2 * PADDING

    def paint_row(
        self,
        painter: QPainter,
        rect: QRect,
        values: ListingRow | None,
        cells: Sequence[Cell],
        look: RowLook,
    ) -> None:
        """Paint one row into `rect`; `values` None leaves it blank."""
        left, top, width, height = rect.x(), rect.y(), rect.width(), rect.height()
        if look.selected or look.hovered:
            painter.fillRect(rect, self._selection if look.selected else self._hover)
        painter.fillRect(left, top + height - 1, width, 1, self._line)
        if values is not None:
            middle = top + (height - 1) // 2
            baseline = top + (height - 1 - self._metrics.height()) // 2 + self._metrics.ascent()
            muted = self._muted_on_selection if look.selected else self._muted
            for cell in cells:
                self._paint_cell(painter, cell, values[cell.column], baseline, middle, muted)
        if look.current:
            painter.fillRect(left, top, BAR, height - 1, self._accent)

    def _colour_of_dot(self, kind: str, value: str) -> QColor:
        if kind == "state":
            return self._states.get(value, self._text)
        return QColor(current().state(verdict_tone(value)))

    def _paint_cell(
        self,
        painter: QPainter,
        cell: Cell,
        value: Value,
        baseline: int,
        middle: int,
        muted: QColor,
    ) -> None:
        kind = self._model.columns[cell.column].kind
        left, room = cell.left + PADDING, cell.width - 2 * PADDING
        if value is None or value == "":
            colour = muted
        elif kind in ("state", "verdict"):
            colour = self._colour_of_dot(kind, str(value))
            painter.setBrush(colour)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(left, middle - DOT // 2, DOT, DOT)
            left += DOT_ROOM
            room -= DOT_ROOM
        else:
            colour = self.colour(cell.column, value, muted)
        if room <= 0:
            return
        numeric = kind in NUMERIC
        text, width = self._fit(self._model.text(cell.column, value), room, numeric=numeric)
        painter.setPen(colour)
        if numeric:
            painter.setFont(self._figures)
            painter.drawText(left + room - width, baseline, text)
            painter.setFont(self.font)
        else:
            painter.drawText(left, baseline, text)

    def colour(self, column: int, value: Value, muted: QColor) -> QColor:
        """The colour of a known value that is no state; a table may say it otherwise."""
        return self._text

    def full_width(self, column: int, text: str) -> int:
        """Width of a cell that shows `text` whole."""
        kind = self._model.columns[column].kind
        metrics = self._figure_metrics if kind in NUMERIC else self._metrics
        dot = DOT_ROOM if kind == "state" else 0
        return metrics.horizontalAdvance(text) + dot + 2 * PADDING + 1

    def is_cut(self, column: int, value: Value, width: int) -> bool:
        """Whether the text of a cell `width` wide does not fit."""
        kind = self._model.columns[column].kind
        room = width - 2 * PADDING - (DOT_ROOM if kind == "state" and value is not None else 0)
        text = self._model.text(column, value)
        return self._fit(text, room, numeric=kind in NUMERIC)[0] != text

    def _fit(self, text: str, room: int, *, numeric: bool) -> tuple[str, int]:
        """`text`, with an ellipsis where it is wider than `room`, and its width."""
        key = (text, -room if numeric else room)
        fitted = self._fitted.get(key)
        if fitted is None:
            metrics = self._figure_metrics if numeric else self._metrics
            width = metrics.horizontalAdvance(text)
            if width > room:
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
                width = metrics.horizontalAdvance(text)
            if len(self._fitted) >= _REMEMBERED:
                self._fitted.clear()
            fitted = self._fitted[key] = (text, width)
        return fitted
