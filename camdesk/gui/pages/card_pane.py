"""A list with a card beside it; where that is too narrow, the card is a drawer over the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from camdesk.gui.kit.buttons import IconButton
from camdesk.gui.kit.theme import current
from camdesk.gui.kit.tokens import Space
from camdesk.text.i18n import tr

NARROW = 1040  # below this the card lies over the list
CARD_WIDTH = 360
LEAST_CARD = 300
LEAST_LIST = 420


class CardPane(QWidget):
    """Holds `listing` and `card`; both live on when the room changes."""

    resized = Signal()  # by the clerk: worth remembering
    drawer_closed = Signal()

    def __init__(self, listing: QWidget, card: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.narrow_below = NARROW
        self._card = card
        self._drawer = _Drawer(self)
        self._drawer.closed.connect(self.close_drawer)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.splitterMoved.connect(lambda _at, _index: self.resized.emit())
        listing.setMinimumWidth(LEAST_LIST)
        card.setMinimumWidth(LEAST_CARD)
        self._splitter.addWidget(listing)
        self._splitter.addWidget(card)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._card_width = CARD_WIDTH
        self._narrow = False
        self._placed = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)
        card.installEventFilter(self)

    @property
    def narrow(self) -> bool:
        """Whether the card is a drawer."""
        return self._narrow

    @property
    def card_shown(self) -> bool:
        """Whether the card is to be seen."""
        return not self._narrow or not self._drawer.isHidden()

    def card_width(self) -> int:
        """Width of the card beside the list, to be remembered."""
        return self._card_width if self._narrow else self._card.width()

    def set_card_width(self, width: int) -> None:
        """Give the card its width beside the list."""
        self._card_width = max(LEAST_CARD, width)
        self._share()

    def open_card(self) -> None:
        """Bring the card to the front and give it the keyboard."""
        if self._narrow:
            self._drawer.show()
            self._drawer.raise_()
        (_first_stop(self._card) or self._card).setFocus(Qt.FocusReason.OtherFocusReason)

    def close_drawer(self) -> bool:
        """Close the card where it is a drawer; False where there is nothing to close."""
        if not self._narrow or self._drawer.isHidden():
            return False
        self._drawer.hide()
        self.drawer_closed.emit()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.narrow_below
        if narrow != self._narrow:
            self._set_narrow(narrow)
        self._share()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and watched is self._card:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                if not self.close_drawer():
                    self.drawer_closed.emit()  # back to the list
                return True
        return super().eventFilter(watched, event)

    def _set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        if narrow:
            if self._placed:
                self._card_width = max(LEAST_CARD, self._card.width())
            self._drawer.take(self._card)
        else:
            self._drawer.hide()
            self._splitter.addWidget(self._card)
            self._card.show()

    def _share(self) -> None:
        if self._narrow:
            width = min(self.width() - Space.XXL, max(self._card_width, CARD_WIDTH))
            self._drawer.setGeometry(self.width() - width, 0, width, self.height())
        elif self.width() > 0:
            if self._placed and self._splitter.sizes()[1] > 0:
                self._card_width = self._card.width()
            self._placed = True
            self._splitter.setSizes([self.width() - self._card_width - 1, self._card_width])


class _Drawer(QFrame):
    """The card over the right part of the list, with a way to close it."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(Space.S, Space.XS, Space.S, 0)
        bar.addStretch(1)
        bar.addWidget(IconButton("close", tr("Close"), self.closed.emit))
        layout.addLayout(bar)
        self._layout = layout
        self.hide()

    def take(self, card: QWidget) -> None:
        """Hold the card."""
        self._layout.addWidget(card, 1)
        card.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(current().surface))
        painter.fillRect(0, 0, 1, self.height(), QColor(current().line_strong))


def _first_stop(widget: QWidget) -> QWidget | None:
    """The first thing in `widget` that the Tab key would reach."""
    at = widget.nextInFocusChain()
    while at is not None and at is not widget and widget.isAncestorOf(at):
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisible() and at.isEnabled():
            return at
        at = at.nextInFocusChain()
    return None
