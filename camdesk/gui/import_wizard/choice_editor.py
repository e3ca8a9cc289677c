"""Typing into a cell of which the register knows what may stand there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QCompleter,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)

from camdesk.gui.fuzzy import distance
from camdesk.gui.import_wizard.grid import GridDelegate
from camdesk.gui.kit.picker import Answer, Option, Picker
from camdesk.gui.models.table_model import Index
from camdesk.text.closeness import suggest
from camdesk.text.i18n import tr

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OFFERED = 200
_WIDEST = 160  # an editor in a narrow cell reaches over its right edge

Choices = list[tuple[str, str]]
"""Pairs of value and label."""


class ChoicePicker(Picker):
    """Finds one of a few values by its label."""

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        self._choices = choices
        super().__init__(self._find, parent=parent)

    def show_value(self, value: str) -> None:
        """Show a value, silently."""
        place = next((at for at, (one, _) in enumerate(self._choices) if one == value), None)
        self.set_option(None if place is None else Option(place, self._choices[place][1]))

    def chosen_value(self) -> str | None:
        """The value chosen; None for an empty line or a text that was not chosen."""
        option = self.option()
        if option is not None:
            return self._choices[option.id][0]
        typed = self.text().strip().casefold()
        return next((value for value, label in self._choices if label.casefold() == typed), None)

    def offer_near(self, text: str) -> None:
        """Show what is likest to `text` first; none of it stands ready to be chosen unasked."""
        near = suggest(text, [label for _, label in self._choices])
        first = [at for at, (_, label) in enumerate(self._choices) if label in near]
        others = [at for at in range(len(self._choices)) if at not in first]
        options = [Option(at, self._choices[at][1]) for at in (*first, *others)[:_OFFERED]]
        self._list.offer(options, "", tr("Nothing found"), first=False)

    def take_enter(self, event: QKeyEvent) -> bool:
        """Choose what stands ready in the list; whether something did."""
        before = self.option()
        if self.options():
            self.keyPressEvent(event)
        return self.option() is not None and self.option() is not before

    def _find(self, text: str, answer: Answer) -> None:
        ranked = [
            (far if text else 0, place)
            for place, (_, label) in enumerate(self._choices)
            if (far := distance(text, label)) is not None
        ]
        answer([Option(place, self._choices[place][1]) for _, place in sorted(ranked)[:_OFFERED]])


class EditorDelegate(GridDelegate):
    """Enter, or a choice, is an answer: the cell is left at once."""

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter takes what was typed now: Qt's own way waits, and passes the key on."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and event.key() in _ENTER and isinstance(editor, QLineEdit):  # type: ignore[attr-defined]
            # What is chosen from the list is taken by `follow`.
            chosen = isinstance(editor, ChoicePicker) and editor.take_enter(event)  # type: ignore[arg-type]
            if not chosen:
                self.take(editor)
            event.accept()  # or the table would have the key too
            return True
        return super().eventFilter(editor, event)

    def follow(self, picker: ChoicePicker) -> None:
        """Take what is chosen in `picker` as soon as it is."""
        picker.changed.connect(lambda: self.take(picker) if picker.option() else None)

    def take(self, line: QLineEdit) -> None:
        """The text of the editor is the answer."""
        self.commitData.emit(line)
        self.closeEditor.emit(line, QAbstractItemDelegate.EndEditHint.NoHint)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        rect = option.rect
        editor.setGeometry(rect.adjusted(0, 0, max(0, _WIDEST - rect.width()), 0))


def completed(line: QLineEdit, choices: Choices) -> QLineEdit:
    """The same line, which also offers what is known; anything else may be typed."""
    if choices:
        completer = QCompleter([label for _, label in choices], line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        line.setCompleter(completer)
    return line
