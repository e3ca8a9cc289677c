"""Lists of spare parts inside a form: parts recovered from a camera, parts fitted into one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.parts import FittedPart, PartLine
from camdesk.gui.asking import ask
from camdesk.gui.forms.field_controls import SuggestingBox, WholeEdit, retype, typed
from camdesk.gui.forms.part_picker import PartPicker
from camdesk.gui.kit.buttons import Button, IconButton
from camdesk.gui.kit.checked import trouble
from camdesk.gui.kit.edits import MoneyEdit
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import CONTROL_HEIGHT, Space
from camdesk.gui.session import Session
from camdesk.store import part_list
from camdesk.store.connection import Connection
from camdesk.store.part_list import Offer
from camdesk.store.parts import PartsShort
from camdesk.text.i18n import tr

# Pixels; the rest of a line is for what the part is called.
_QUANTITY, _VALUE, _STORAGE = 76, 104, 150
_LEAST_WIDTH = 560


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


class RecoveredEdit(PartsEdit):
    """What a camera gave: name, quantity, value of one, and where it lies."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._words: dict[str, list[str]] = {"name": [], "storage": []}
        heads = ((tr("Part"), 0), (tr("Quantity"), _QUANTITY), (tr("Value of one"), _VALUE))
        super().__init__(
            (*heads, (tr("Where it lies"), _STORAGE), ("", CONTROL_HEIGHT)), _LEAST_WIDTH
        )
        ask(self, session, "words of parts", _words, self._suggest)

    def make_line(self) -> PartsLine:
        """An empty line, at the place of the line above it: parts of a camera lie together."""
        quantity = WholeEdit()
        quantity.set_value("1")
        value = MoneyEdit()
        value.setPlaceholderText("")
        storage = SuggestingBox(self._words["storage"], self._storage_above())
        return PartsLine(
            (
                (tr("Part"), SuggestingBox(self._words["name"]), 0),
                (tr("Quantity"), quantity, _QUANTITY),
                (tr("Value of one"), value, _VALUE),
                (tr("Where it lies"), storage, _STORAGE),
            )
        )

    def is_empty(self, line: PartsLine) -> bool:
        """Whether `line` names no part and no value."""
        name, _, value, _ = line.typed()
        return not str(name or "").strip() and not str(value or "").strip()

    def value(self) -> tuple[PartLine, ...] | None:
        """The parts; KnownError for a line that cannot be so."""
        return tuple(map(self._said, self.filled())) or None

    def _said(self, line: PartsLine) -> PartLine:
        name, _, value, storage = line.edits
        return PartLine(
            cast("SuggestingBox", name).value() or "",
            line.how_many(),
            cast("MoneyEdit", value).value(),
            cast("SuggestingBox", storage).value(),
        )

    def _storage_above(self) -> str:
        return "" if not self.lines else str(self.lines[-1].typed()[3] or "")

    def _suggest(self, words: dict[str, list[str]]) -> None:
        self._words = words
        for line in self.lines:
            for place, name in ((0, "name"), (3, "storage")):
                box = cast("SuggestingBox", line.edits[place])
                stood = box.currentText()
                box.addItems(words[name])
                box.setEditText(stood)


class FittedEdit(PartsEdit):
    """What goes into a camera: parts in stock, and how many of each."""

    def __init__(self, session: Session) -> None:
        self._session = session
        super().__init__(
            ((tr("Part in stock"), 0), (tr("Quantity"), _QUANTITY), ("", CONTROL_HEIGHT)), 0
        )

    def make_line(self) -> PartsLine:
        """An empty line."""
        quantity = WholeEdit()
        quantity.set_value("1")
        return PartsLine(
            (
                (tr("Part in stock"), PartPicker(self._session), 0),
                (tr("Quantity"), quantity, _QUANTITY),
            )
        )

    def is_empty(self, line: PartsLine) -> bool:
        """Whether no part was looked for in `line`."""
        return not _picker(line).text().strip()

    def take(self, offer: Offer, quantity: int) -> None:
        """Begin with so many of that part."""
        picker, count = self.lines[0].edits
        cast("PartPicker", picker).take(offer)
        cast("WholeEdit", count).set_value(quantity)

    def value(self) -> tuple[FittedPart, ...] | None:
        """The parts; KnownError for a line that cannot be so, or for more than there are."""
        fitted = []
        used: Counter[int] = Counter()
        for line in self.filled():
            picker, quantity = _picker(line), line.how_many()
            part = picker.value()
            assert part is not None  # an empty line is not filled
            used[part] += quantity
            offer = picker.offer()
            if offer is not None and used[part] > offer.in_stock:
                raise PartsShort(offer.name, offer.in_stock, used[part])
            fitted.append(FittedPart(part, quantity))
        return tuple(fitted) or None


def _picker(line: PartsLine) -> PartPicker:
    return cast("PartPicker", line.edits[0])


def _heads(heads: Sequence[tuple[str, int]]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.S)
    for text, width in heads:
        label = Label(text, "muted")
        if width:
            label.setFixedWidth(width)
        row.addWidget(label, 0 if width else 1)
    return row


def _words(connection: Connection) -> dict[str, list[str]]:
    return {name: part_list.words_used(connection, name) for name in ("name", "storage")}
