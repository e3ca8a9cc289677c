"""A field that finds one of many things as the clerk types: a site, an organisation, a camera."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from camdesk.domain.errors import N_, KnownError
from camdesk.gui.kit import icons
from camdesk.gui.kit.checked import flag, trouble
from camdesk.gui.kit.icons import Ink
from camdesk.gui.kit.option_list import Option, OptionList
from camdesk.text.i18n import tr

__all__ = ["Option", "Picker"]

PAUSE_MS = 120  # after the last key, before the register is asked


Answer = Callable[[list[Option]], None]
Search = Callable[[str, Answer], None]


class Picker(QLineEdit):
    """Searches while one types: `search(text, answer)` calls `answer(options)` when it has any.

    Answers to older questions are dropped. `create(text)`, where given, is offered as the last
    entry; it may call `set_option` when it is done. Emits `changed` when another one is chosen.
    """

    changed = Signal()

    def __init__(
        self,
        search: Search,
        *,
        create: Callable[[str], None] | None = None,
        create_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._search = search
        self._create = create
        self._create_text = create_text
        self._option: Option | None = None
        self._question = 0
        self._list = OptionList(self)
        self._list.chosen.connect(self._chosen)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._glass = self.addAction(
            icons.icon("search", Ink.MUTED), QLineEdit.ActionPosition.TrailingPosition
        )
        self.setPlaceholderText(tr("start typing"))
        self.textEdited.connect(self._edited)

    def value(self) -> int | None:
        """The id of what is chosen, None for an empty line; KnownError for a text left over."""
        if self._option is None and self.text().strip():
            raise KnownError(
                N_("“{text}” was not chosen from the list."),
                N_("Choose an entry of the list, or empty the field."),
                text=self.text().strip(),
            )
        return self._option.id if self._option else None

    def option(self) -> Option | None:
        """What is chosen."""
        return self._option

    def set_option(self, option: Option | None) -> None:
        """Choose `option`, silently."""
        self._option = option
        self.setText(option.title if option else "")
        self.setCursorPosition(0)
        self.setAccessibleDescription(option.subtitle if option else "")
        flag(self, False)
        self.close_list()

    def error(self) -> str:
        """Why there is no value; empty where there is one, or nothing is said."""
        return trouble(self.value)

    def options(self) -> list[Option]:
        """The entries in the open list."""
        return self._list.options() if self._list.isVisible() else []

    def close_list(self) -> None:
        """Close the list, and drop answers still to come."""
        self._question += 1
        self._pause.stop()
        self._list.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._list.isVisible():
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self._list.step(key)
                return
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._list.choose_current():
                return
            if key == Qt.Key.Key_Escape:
                self.close_list()
                return
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_F4):
            self._ask()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close_list()
        flag(self, bool(self.error()))

    def _edited(self) -> None:
        flag(self, False)
        had = self._option is not None
        self._option = None
        self.setAccessibleDescription("")
        self._pause.start()
        if had or not self.text().strip():
            self.changed.emit()

    def _ask(self) -> None:
        self._pause.stop()
        self._question += 1
        question = self._question
        # A chosen title is no question: show the neighbours of nothing instead.
        text = "" if self._option is not None else self.text().strip()

        def answer(options: list[Option]) -> None:
            if question == self._question:  # the field was not left, nor asked again
                self._show(options)

        self._search(text, answer)

    def _show(self, options: list[Option]) -> None:
        create = ""
        if self._create is not None:
            text = self.text().strip() if self._option is None else ""
            named = tr("Create “{name}”…", name=text) if text else ""
            create = named or self._create_text or tr("Create…")
        self._list.offer(options, create, tr("Nothing found"))

    def _chosen(self, option: Option | None) -> None:
        if option is not None:
            self.set_option(option)
            self.changed.emit()
            return
        text = self.text().strip() if self._option is None else ""
        self.close_list()
        if self._create is not None:
            self._create(text)
