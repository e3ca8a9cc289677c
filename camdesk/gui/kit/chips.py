"""Filter chips: a button that says what is chosen, and a checklist below it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from camdesk.gui.kit.buttons import IconButton
from camdesk.gui.kit.checklist import CLEARERS, Checklist
from camdesk.gui.kit.flow import FlowLayout
from camdesk.gui.kit.labels import restyle, tip
from camdesk.text.i18n import tr

SHOWN_IN_CHIP = 2
_OPENERS = (
    Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_F4,
)  # fmt: skip


class Chip(QPushButton):
    """A filter by some of `values`, pairs of value and text; nothing chosen is no filter.

    Emits `changed` with the set of the chosen values.
    """

    changed = Signal(object)

    def __init__(
        self,
        label: str,
        values: Sequence[tuple[Any, str]] = (),
        counts: Mapping[Any, int] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label = label
        self._texts: dict[object, str] = {}
        self._counts: Mapping[Any, int] = {}
        self._chosen: set[object] = set()
        self._popup: Checklist | None = None
        self.setProperty("role", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._clear = IconButton("close", tr("Clear the filter"), self.clear, size=18, parent=self)
        self._clear.setProperty("role", "clear")
        self._clear.setIconSize(QSize(12, 12))
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has Delete
        self.clicked.connect(self.open)
        self.set_values(values, counts)

    def set_values(
        self, values: Sequence[tuple[Any, str]], counts: Mapping[Any, int] | None = None
    ) -> None:
        """Offer `values`; what is chosen and no longer offered stays chosen, at the end."""
        kept = {value: self._texts[value] for value in self._chosen if value in self._texts}
        self._texts = {**dict(values), **{v: t for v, t in kept.items() if v not in dict(values)}}
        self._counts = counts or {}
        if self._popup is not None:
            self._popup.fill(self._texts, self._counts, self._chosen)
        self._show()

    def value(self) -> set[object]:
        """The chosen values; empty where everything is let through."""
        return set(self._chosen)

    def set_value(self, chosen: Collection[Any]) -> None:
        """Choose exactly `chosen`, silently."""
        self._chosen = set(chosen)
        if self._popup is not None:
            self._popup.tick(self._chosen)
        self._show()

    def clear(self) -> None:
        """Choose nothing: no filter."""
        if self._chosen:
            self.set_value(())
            self.changed.emit(set())

    def open(self) -> None:
        """Show the checklist."""
        if self._popup is None:
            self._popup = Checklist(self)
            self._popup.fill(self._texts, self._counts, self._chosen)
            self._popup.ticked.connect(self._ticked)
            self._popup.cleared.connect(self.clear)
        self._popup.start()

    def popup(self) -> QWidget | None:
        """The checklist, where it was opened already."""
        return self._popup

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENERS:
            self.open()
        elif event.key() in CLEARERS:
            self.clear()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._clear.move(self.width() - 24, (self.height() - self._clear.height()) // 2)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(super().sizeHint().width(), 28)

    def _ticked(self, value: object, on: bool) -> None:
        if on:
            self._chosen.add(value)
        else:
            self._chosen.discard(value)
        self._show()
        self.changed.emit(set(self._chosen))

    def _show(self) -> None:
        active = bool(self._chosen)
        # In the order of the list, not in that of the clicks.
        texts = [text for value, text in self._texts.items() if value in self._chosen]
        whole = f"{self._label}: {', '.join(texts)}" if active else self._label
        shown = whole
        if len(texts) > SHOWN_IN_CHIP:
            more = len(texts) - SHOWN_IN_CHIP
            shown = f"{self._label}: {', '.join(texts[:SHOWN_IN_CHIP])} +{more}"
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(whole)
        tip(self, whole if shown != whole else "")
        restyle(self, "active", active)
        self._clear.setVisible(active)
        self.updateGeometry()


class ChipRow(QWidget):
    """Chips side by side, in as many lines as they need."""

    def __init__(self, chips: Sequence[Chip] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for chip in chips:
            self.add(chip)

    def add(self, widget: QWidget) -> None:
        """Put a chip, or another small control, at the end."""
        self._flow.addWidget(widget)
