"""The card of many cameras: how many in which state, and which steps how many of them can take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from camdesk.domain.lifecycle import KINDS, STATES
from camdesk.gui.asking import ask
from camdesk.gui.cards.head import Head
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.labels import Label, StateLabel, tip
from camdesk.gui.kit.theme import tabular
from camdesk.gui.kit.tokens import Space
from camdesk.gui.session import Session
from camdesk.store.selection import Selection, summary
from camdesk.text.formats import number_text
from camdesk.text.i18n import ntr, tr

if TYPE_CHECKING:
    from camdesk.gui.context import Context


class ManyCard(QWidget):
    """What can be said of, and done with, a selection of cameras.

    `key` tells its questions from those of such a card on another page.
    """

    loaded = Signal()

    def __init__(
        self, session: Session, context: Context, key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._key = f"{key} of many"
        self._session = session
        self._context = context
        self._cameras: Sequence[int] = ()
        self._counted = False  # whether the buttons are those of the cameras
        self._offer_soon = False
        self._head = Head()
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, Space.M, Space.L)
        self._rows.setSpacing(Space.S)
        self.buttons: dict[str, Button] = {}
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._body)
        scroll.viewport().setAutoFillBackground(False)
        self._body.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.L, Space.S, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self._head)
        layout.addWidget(scroll, 1)

    def show_cameras(self, cameras: Sequence[int]) -> None:
        """Show `cameras`; what stood there stays until they are counted."""
        self._cameras = cameras
        self._counted = self._offer_soon = False
        self._head.show_title(_title(len(cameras)), tr("Counting…"))
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        cameras = self._cameras
        ask(
            self,
            self._session,
            self._key,
            lambda connection: summary(connection, cameras),
            self._show,
        )

    def record_step(self, kind: str = "") -> None:
        """Open the form of a step for the cameras; without a kind, offer the steps in a menu."""
        if not kind:
            if self._counted:
                self._offer()
            else:
                self._offer_soon = True
            return
        from camdesk.gui.forms.step_form import StepForm

        StepForm.for_many(self._session, self._context, KINDS[kind], self._cameras, self).open()

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, button in self.buttons.items():
            action = QAction(button.text(), menu)
            action.setEnabled(button.isEnabled())
            action.triggered.connect(lambda _checked=False, kind=name: self.record_step(kind))
            menu.addAction(action)
        menu.popup(self._head.mapToGlobal(self._head.rect().bottomLeft()))

    def _show(self, selection: Selection) -> None:
        self._head.show_title(_title(selection.cameras), "")
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.buttons = {}
        for state, count in selection.states:
            facts = STATES[state]
            label = StateLabel(tr(facts.label), facts.tone)
            self._rows.addWidget(_number_line(label, number_text(count)))
        self._rows.addSpacing(Space.S)
        self._rows.addWidget(Label(tr("Record for all that can take it"), "heading", wrap=True))
        for number, (name, count) in enumerate(selection.steps):
            able = "" if count == selection.cameras else number_text(count)
            self._rows.addWidget(self._step_line(name, able, number == 0))
        self._rows.addStretch(1)
        self._counted = True
        self.loaded.emit()
        if self._offer_soon:
            self._offer_soon = False
            self._offer()

    def _step_line(self, kind: str, able: str, primary: bool) -> QWidget:
        """A step, and how many can take it where that is not all."""
        button = Button(tr(KINDS[kind].step), lambda: self.record_step(kind), primary=primary)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if self._session.read_only:
            button.setEnabled(False)
            tip(button, tr("The register is open for reading only."))
        self.buttons[kind] = button
        line = _number_line(button, able)
        if able:
            explained = tr("{able} can take it", able=able)
            button.setAccessibleDescription(explained)
            tip(line, explained)
        return line


def _number_line(what: QWidget, number: str) -> QWidget:
    """Something, and at the right how many."""
    made = QWidget()
    figure = Label(number)
    figure.setFont(tabular(figure.font()))
    figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    figure.setMinimumWidth(figure.fontMetrics().horizontalAdvance("0 000"))
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(Space.S)
    layout.addWidget(what, 1)
    layout.addWidget(figure)
    return made


def _title(count: int) -> str:
    return ntr("{count} camera", "{count} cameras", count, count=number_text(count))
