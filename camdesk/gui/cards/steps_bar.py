"""The next steps on a card: the likeliest as the primary button, one more, the rest in a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from camdesk.domain.lifecycle import Kind
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.labels import tip
from camdesk.gui.kit.tokens import Space
from camdesk.text.i18n import tr


class StepsBar(QWidget):
    """Two buttons and a menu; where the card is narrow, the second button goes into the menu."""

    chosen = Signal(str)  # the name of a kind

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds: tuple[Kind, ...] = ()
        self._first = Button("", lambda: self._choose(0), primary=True)
        self._second = Button("", lambda: self._choose(1))
        self._more = Button(tr("More"))
        self._menu = QMenu(self._more)
        self._menu.aboutToShow.connect(self._fill)
        self._more.set_menu(self._menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        for button in (self._first, self._second, self._more):
            layout.addWidget(button)
        layout.addStretch(1)
        self._first.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_steps(self, kinds: Sequence[Kind], why_not: str = "") -> None:
        """Offer `kinds`, the likeliest first; `why_not` says why none can be recorded."""
        self._kinds = tuple(kinds)
        for button, number in ((self._first, 0), (self._second, 1)):
            if number < len(self._kinds):
                button.setText(tr(self._kinds[number].step))
                button.setAccessibleName(button.text())
        for button in (self._first, self._second, self._more):
            button.setEnabled(not why_not)
            tip(button, why_not)
        self._arrange()

    def open_menu(self) -> None:
        """Open a menu of all steps under the keyboard, the likeliest marked."""
        if not self._kinds or not self._first.isEnabled():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_steps(menu, 0)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any card: the buttons adapt."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew for the width at hand."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        count = len(self._kinds)
        wanted = self._first.sizeHint().width() + self._second.sizeHint().width() + Space.S
        if count > 2:
            wanted += self._more.sizeHint().width() + Space.S
        second = count > 1 and (wanted <= self.width() or count == 2)
        self._first.setVisible(count > 0)
        self._second.setVisible(second)
        self._more.setVisible(count > 1 + second)

    def _fill(self) -> None:
        self._menu.clear()
        self._add_steps(self._menu, 1 + (not self._second.isHidden()))

    def _add_steps(self, menu: QMenu, first: int) -> None:
        for number, kind in list(enumerate(self._kinds))[first:]:
            action = QAction(tr(kind.step), menu)
            action.triggered.connect(lambda _checked=False, n=number: self._choose(n))
            menu.addAction(action)

    def _choose(self, number: int) -> None:
        self.chosen.emit(self._kinds[number].name)
