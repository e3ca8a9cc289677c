"""Chips of the journal that are no checklist: a span of days, one camera."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.asking import ask, while_alive
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.chips import Chip
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.picker import Option, Picker
from camdesk.gui.kit.popup import Popup
from camdesk.gui.kit.tokens import Space
from camdesk.gui.session import Session
from camdesk.store import books
from camdesk.store.tables import Value
from camdesk.text.formats import day_text
from camdesk.text.i18n import tr

_WIDTH = 300
Values = tuple[Value, ...]


class PopupChip(Chip):
    """A chip with a popup of its own; `picked` says the filter's values, empty for no filter."""

    picked = Signal(object)

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.changed.connect(self._let_go)

    def open(self) -> None:
        """Show the popup."""
        panel, focus = self.panel()
        panel.open(focus)

    def panel(self) -> tuple[Popup, QWidget]:
        """What opens below the chip, and what in it takes the keyboard."""
        raise NotImplementedError

    def show_values(self, values: Values, text: str) -> None:
        """Show what is chosen, silently."""
        self.set_values([(values, text)] if values else [])
        self.set_value([values] if values else [])

    def _let_go(self, chosen: set[object]) -> None:
        if not chosen:
            self.picked.emit(())


class DaysChip(PopupChip):
    """Days from and to, both included; either may be left open."""

    def __init__(self) -> None:
        super().__init__(tr("Days"))
        self._values: Values = ()
        self._popup_of_days: Popup | None = None
        self.first = PartialDateEdit()
        self.last = PartialDateEdit()

    def panel(self) -> tuple[Popup, QWidget]:
        popup = self._popup_of_days
        if popup is None:
            popup = self._popup_of_days = self._build()
        return popup, self.first

    def show_value(self, values: Values) -> None:
        """Show two ISO days, or nothing."""
        self._values = tuple(values)
        ends = [day_text(date.fromisoformat(str(day))) if day else "…" for day in values]
        self.show_values(self._values, " – ".join(ends))

    def _build(self) -> Popup:
        popup = Popup(self)
        popup.setFixedWidth(_WIDTH)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        for row, (text, field) in enumerate(((tr("From"), self.first), (tr("To"), self.last))):
            field.line.setPlaceholderText(tr("any"))
            field.setAccessibleName(text)
            field.line.returnPressed.connect(self._apply)
            grid.addWidget(Label(text, "muted"), row, 0)
            grid.addWidget(field, row, 1)
        popup.column.addLayout(grid)
        popup.column.addWidget(Button(tr("Show"), self._apply, primary=True))
        return popup

    def _apply(self) -> None:
        try:
            first, last = self.first.value(), self.last.value()
        except KnownError:
            return  # the field says what is wrong with it
        days = (first.first.isoformat() if first else None, last.last.isoformat() if last else None)
        if self._popup_of_days is not None:
            self._popup_of_days.hide()
        self.picked.emit(days if any(days) else ())


class CameraChip(PopupChip):
    """One camera, found by its number or address."""

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Camera"))
        self._session = session
        self._titles: dict[Value, str] = {}
        self._popup_of_camera: Popup | None = None
        self.picker = Picker(self._search)
        self.picker.setAccessibleName(tr("Camera"))
        self.picker.setPlaceholderText(tr("number or address"))
        self.picker.changed.connect(self._apply)

    def panel(self) -> tuple[Popup, QWidget]:
        popup = self._popup_of_camera
        if popup is None:
            popup = self._popup_of_camera = Popup(self)
            popup.setFixedWidth(_WIDTH)
            popup.column.addWidget(self.picker)
        return popup, self.picker

    def show_value(self, values: Values) -> None:
        """Show a camera's id, or nothing."""
        if values and values[0] not in self._titles:
            camera = int(str(values[0]))
            ask(
                self,
                self._session,
                "journal/camera",
                lambda connection: books.title(connection, "camera", camera),
                lambda title: self._learn(camera, title),
            )
        self.show_values(tuple(values), self._titles.get(values[0], "…") if values else "")

    def _learn(self, camera: int, title: str) -> None:
        self._titles[camera] = title
        self.show_values((camera,), title)

    def _search(self, text: str, answer: Any) -> None:  # noqa: ANN401 - the picker's own type
        def show(found: list[books.Found]) -> None:
            answer([Option(one.id, one.title, one.subtitle) for one in found])

        self._session.read(
            "journal/cameras",
            lambda connection: books.find(connection, "camera", text),
            while_alive(self, show),
        )

    def _apply(self) -> None:
        option = self.picker.option()
        if option is None:
            return
        self._titles[option.id] = option.title
        if self._popup_of_camera is not None:
            self._popup_of_camera.hide()
        self.picked.emit((option.id,))
