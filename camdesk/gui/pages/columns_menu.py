"""The checklist of a list's columns; it stays open while columns are ticked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from camdesk.gui.views.list_columns import ListColumns
from camdesk.text.i18n import tr


class ColumnsMenu(QMenu):
    """Shows and hides `columns`; `labels` are their names by their keys."""

    def __init__(
        self,
        columns: ListColumns,
        labels: Mapping[str, str],
        reset: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._columns = columns
        self._ticks: dict[str, QAction] = {}
        for name, label in labels.items():
            action = self._ticks[name] = self.addAction(label.replace("&", "&&"))
            action.setCheckable(True)
            action.toggled.connect(lambda on, name=name: self._tick(name, on))
        self.addSeparator()
        self.addAction(tr("As at first"), reset)
        self._show()

    def open_at(self, spot: QPoint) -> None:
        """Open at a spot of the screen, the first column ready for the keyboard."""
        self.popup(spot)
        self.setActiveAction(next(iter(self._ticks.values())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action in self._ticks.values() and action.isEnabled():
            action.toggle()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        space = event.key() == Qt.Key.Key_Space
        if space and action in self._ticks.values() and action.isEnabled():
            action.toggle()
        else:
            super().keyPressEvent(event)

    def _tick(self, name: str, on: bool) -> None:
        self._columns.set_shown(name, on)
        self._show()

    def _show(self) -> None:
        """Tick what is shown; the last column shown cannot be hidden."""
        shown = self._columns.shown()
        for name, action in self._ticks.items():
            action.blockSignals(True)
            action.setChecked(name in shown)
            action.blockSignals(False)
            action.setEnabled(shown != [name])
