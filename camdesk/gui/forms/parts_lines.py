"""Lines of parts under each other inside a form; what a line is, its kinds say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from camdesk.domain.errors import N_, KnownError
from camdesk.gui.forms.field_controls import WholeEdit, retype, typed
from camdesk.gui.kit.buttons import Button, IconButton
from camdesk.gui.kit.checked import trouble
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.text.i18n import tr


class PartsLine(QWidget):
    """One line: edits beside each other, and a button that takes the line away."""

    changed = Signal()
    left = Signal()

    def __init__(self, edits: Sequence[tuple[str, QWidget, int]]) -> None:
        """`edits` are what each is called, the edit, and its width (0: what is left)."""
        super().__init__()
        self.edits = [edit for _, edit, _ in edits]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        for name, edit, width in edits:
            edit.setAccessibleName(name)
            if width:
                edit.setFixedWidth(width)
            row.addWidget(edit, 0 if width else 1)
            edit.changed.connect(self.changed)  # type: ignore[attr-defined]
        self.remove = IconButton("close", tr("Remove this line"), self.left.emit)
        row.addWidget(self.remove)

    def begin(self) -> None:
        """Put the cursor into the line."""
        # A proxy of the line's own would be one stop of Tab more.
        self.edits[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [*self.edits, self.remove]

    def typed(self) -> tuple[object, ...]:
        """What stands in the line."""
        return tuple(typed(edit) for edit in self.edits)

    def retype(self, texts: Sequence[object]) -> None:
        """Let stand in the line what `typed` gave."""
        for edit, text in zip(self.edits, texts, strict=True):
            retype(edit, text)

    def how_many(self) -> int:
        """The quantity; KnownError where none is said."""
        quantity = cast("WholeEdit", self.edits[1]).value()
        if quantity is None:
            raise KnownError(N_("Say how many there are."))
        return quantity


class PartsEdit(QWidget):
    """Lines of parts under each other; a subclass says what a line is and means."""

    changed = Signal()
    resized = Signal()  # there is another line, or one less

    def __init__(self, heads: Sequence[tuple[str, int]], least_width: int) -> None:
        super().__init__()
        self.lines: list[PartsLine] = []
        self.setMinimumWidth(least_width)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addLayout(_heads(heads))
        self.more = Button(tr("One more part"), self.add_line, icon="plus", flat=True)
        self._column.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)
        self._put(self.make_line())

    def make_line(self) -> PartsLine:
        """An empty line."""
        raise NotImplementedError

    def is_empty(self, line: PartsLine) -> bool:
        """Whether nothing was said in `line`."""
        raise NotImplementedError

    def add_line(self) -> PartsLine:
        """Put an empty line at the end, and the cursor into it."""
        line = self.make_line()
        self._put(line)
        line.begin()
        self.resized.emit()
        return line

    def remove_line(self, line: PartsLine) -> None:
        """Take a line away; one is always left."""
        place = self.lines.index(line)
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        if not self.lines:
            self._put(self.make_line())
        self.setFocusProxy(self.lines[0].edits[0])
        self.lines[min(place, len(self.lines) - 1)].begin()
        self.changed.emit()
        self.resized.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._chain()

    def filled(self) -> list[PartsLine]:
        """The lines in which something was said."""
        return [line for line in self.lines if not self.is_empty(line)]

    def error(self) -> str:
        """Why the lines cannot be read; empty where they can."""
        return trouble(self.value)

    def value(self) -> object:
        """What the lines say; None where they say nothing."""
        raise NotImplementedError

    def set_value(self, value: None) -> None:
        """Empty the list, silently."""
        while len(self.lines) > 1:
            self._column.removeWidget(self.lines[-1])
            self.lines.pop().deleteLater()
        old = self.lines.pop()
        self._column.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._put(self.make_line())

    def typed(self) -> tuple[tuple[object, ...], ...]:
        """What stands in the lines, readable or not."""
        return tuple(line.typed() for line in self.filled())

    def retype(self, texts: Sequence[Sequence[object]]) -> None:
        """Let stand in the lines what `typed` gave."""
        self.set_value(None)
        for number, said in enumerate(texts):
            if number:
                self._put(self.make_line())
            self.lines[-1].retype(said)

    def _chain(self) -> None:
        """Tab goes line by line, then to the button that makes another."""
        stops = [stop for line in self.lines for stop in line.stops()]
        for one, other in pairwise((*stops, self.more)):
            QWidget.setTabOrder(one, other)

    def _put(self, line: PartsLine) -> None:
        line.changed.connect(self.changed)
        line.left.connect(lambda: self.remove_line(line))
        self._column.insertWidget(self._column.count() - 1, line)
        self.lines.append(line)
        self.setFocusProxy(self.lines[0].edits[0])
        if self.isVisible():
            line.show()  # at once, so that it can take the cursor
            self._chain()


def _heads(heads: Sequence[tuple[str, int]]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.S)
    for text, width in heads:
        label = Label(text, "muted")
        if width:
            label.setFixedWidth(width)
        row.addWidget(label, 0 if width else 1)
    return row
