"""The edits of a form's fields beyond those of the kit, and what stands in any of them.

Every edit has `value()` (None is unknown; KnownError for what cannot be read), `set_value()`
(silent) and the signal `changed` (the clerk changed it).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from camdesk.domain.errors import N_, KnownError
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.kit.edits import NumberEdit


class Edit(Protocol):
    """What a form asks of the widget of a field."""

    changed: SignalInstance

    def value(self) -> object:
        """What the clerk says."""

    def set_value(self, value: object) -> None:
        """Show a value, silently."""


class MeasureEdit(NumberEdit):
    """A number between two bounds; its value is a float."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__(at_least=least)
        self._least = least
        self._most = most

    def value(self) -> float | None:  # type: ignore[override]
        """The number."""
        text = super().value()
        if text is not None and float(text) > self._most:
            raise KnownError(
                N_("{text} lies outside {least} to {most}."),
                text=text,
                least=self._least,
                most=self._most,
            )
        return None if text is None else float(text)

    def set_value(self, value: float | str | None) -> None:  # type: ignore[override]
        """Show a number, as long as it needs to be."""
        super().set_value(f"{value:.10g}" if isinstance(value, float) else value)


class WholeEdit(NumberEdit):
    """A whole number of things; its value is an int."""

    def __init__(self) -> None:
        super().__init__(whole=True, at_least=1)

    def value(self) -> int | None:  # type: ignore[override]
        """The number."""
        text = super().value()
        return None if text is None else int(float(text))


class SuggestingBox(QComboBox):
    """A line of text with proposals to choose from; any other text may be typed."""

    changed = Signal()

    def __init__(self, proposals: Sequence[str], start: str = "") -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addItems(list(proposals))
        self.setEditText(start)
        self.activated.connect(lambda _: self.changed.emit())
        line = cast("QLineEdit", self.lineEdit())  # an editable box has one
        line.textEdited.connect(lambda _: self.changed.emit())
        line.setCursorPosition(0)

    def value(self) -> str | None:
        """The text without the white space around it."""
        return self.currentText().strip() or None

    def set_value(self, value: str | None) -> None:
        """Show a text, silently."""
        self.setEditText(value or "")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the form; it must not change an answer on its way."""
        event.ignore()


def typed(edit: QWidget) -> object:
    """What stands in an edit, readable or not: to tell whether it was touched."""
    if hasattr(edit, "typed"):
        return edit.typed()
    if isinstance(edit, PartialDateEdit):
        return edit.line.text()
    if isinstance(edit, QLineEdit):
        return edit.text()
    return edit.value()  # type: ignore[attr-defined]


def retype(edit: QWidget, text: object) -> None:
    """Let stand in an edit what `typed` gave of another one of its sort."""
    if hasattr(edit, "retype"):
        edit.retype(text)
    elif isinstance(edit, PartialDateEdit):
        # The edit reads along while one types; a text that is no date stays a text.
        edit.line.setText(str(text))
        edit.line.textEdited.emit(str(text))
    elif isinstance(edit, QLineEdit):
        edit.setText(str(text))
    else:
        edit.set_value(text)  # type: ignore[attr-defined]
