"""What the whole table says where no column says it: a programme, a holder, what happened."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from camdesk.gui.import_wizard.choice_editor import ChoicePicker, completed
from camdesk.gui.import_wizard.meaning import Line, Meaning
from camdesk.gui.import_wizard.register_words import must_be_known
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.text.i18n import tr


class ConstantEdit(QWidget):
    """A line for the text; where the register knows the words, one of them is found."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meaning: Meaning | None = None
        self._line: Line | None = None
        self.edit: QLineEdit | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(Space.XS)
        self._layout.addWidget(Label(tr("In every row"), "muted"))

    def show_line(self, meaning: Meaning, line: Line) -> None:
        """Show what is said of every row."""
        self._meaning, self._line = meaning, line
        if self.edit is not None:
            self.edit.hide()
            self.edit.deleteLater()
            self.edit = None
        if line.constant is None or line.target is None:
            return
        choices = meaning.words.choices(line.target)
        if must_be_known(line.target):
            picker = ChoicePicker(choices)
            picker.show_value(meaning.values.get(line.target, {}).get(line.constant, line.constant))
            picker.changed.connect(self._choose)
            self.edit = picker
        else:
            self.edit = completed(QLineEdit(line.constant), choices)
            self.edit.textChanged.connect(self._say)
        self.edit.setAccessibleName(tr("In every row"))
        self._layout.addWidget(self.edit)

    def _choose(self) -> None:
        picker = self.edit
        if not isinstance(picker, ChoicePicker) or self._meaning is None or self._line is None:
            return
        option, value = picker.option(), picker.chosen_value()
        if option is None or value is None or self._line.target is None:
            self._say("")
            return
        if value != option.title:
            self._meaning.say(self._line.target, option.title, value)
        self._say(option.title)

    def _say(self, text: str) -> None:
        if self._line is not None:
            self._line.constant = text.strip()
            self.changed.emit()
