"""The different texts of a column with what each stands for: unknown ones first."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyleOptionViewItem,
    QWidget,
)

from camdesk.gui.import_wizard.choice_editor import ChoicePicker, EditorDelegate
from camdesk.gui.import_wizard.grid import GridView
from camdesk.gui.import_wizard.meaning import Line, Meaning
from camdesk.gui.import_wizard.register_words import (
    RegisterWords,
    means,
    must_be_known,
    sorted_words,
)
from camdesk.gui.import_wizard.visible_text import visible
from camdesk.gui.kit.theme import current
from camdesk.gui.models.table_model import Index, TableModel
from camdesk.text.formats import number_text
from camdesk.text.i18n import tr

TEXT, ROWS, STANDS_FOR = range(3)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_TYPING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class WordsModel(TableModel):
    """Texts, how often they stand in the column, and the register's words for them."""

    said = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("In the table"), tr("Rows"), tr("Stands for")), parent)
        self._meaning: Meaning | None = None
        self._target = ""
        self._texts: list[str] = []
        self._counts: dict[str, int] = {}
        self._labels: dict[str, str] = {}
        self._suggested: dict[str, tuple[str, str] | None] = {}
        self.choices: list[tuple[str, str]] = []

    def show_line(self, meaning: Meaning, line: Line) -> None:
        """Show the words of a column."""
        self.beginResetModel()
        self._meaning, self._target = meaning, line.target or ""
        self._counts = dict(meaning.texts_of(line))
        self.choices = meaning.words.choices(self._target)
        self._labels = dict(self.choices)
        self._suggested = {}
        self._texts = sorted_words(self._words, self._target, self._counts, self._values)
        self.endResetModel()

    def text(self, row: int) -> str:
        """The word of a row, as it stands in the table."""
        return self._texts[row]

    def value(self, row: int) -> str:
        """What it stands for; empty where nothing is said."""
        return means(self._words, self._target, self._texts[row], self._values)

    def suggestion(self, row: int) -> tuple[str, str] | None:
        """What was probably meant by a word without a meaning: a value and its label."""
        text = self._texts[row]
        if self.value(row):
            return None
        if text not in self._suggested:
            self._suggested[text] = self._words.suggestion(self._target, text)
        return self._suggested[text]

    def say(self, row: int, value: str | None) -> None:
        """The word of a row stands for `value`."""
        assert self._meaning is not None
        self._meaning.say(self._target, self._texts[row], value)
        self.dataChanged.emit(self.index(row, 0), self.index(row, STANDS_FOR))
        self.said.emit()

    def accept(self, row: int) -> None:
        """Take what is suggested for a row."""
        suggested = self.suggestion(row)
        if suggested is not None:
            self.say(row, suggested[0])

    def suggestions(self) -> list[int]:
        """The rows for which something is suggested."""
        return [row for row in range(len(self._texts)) if self.suggestion(row) is not None]

    def count(self) -> int:
        return len(self._texts)

    def cell(self, row: int, column: int) -> str:
        if column == TEXT:
            return visible(self._texts[row])
        if column == ROWS:
            return number_text(self._counts[self._texts[row]])
        value = self.value(row)
        if value:
            return self._labels.get(value, value)
        suggested = self.suggestion(row)
        if suggested is not None:
            return tr("{word}?", word=suggested[1])
        return tr("— refuse the row —") if must_be_known(self._target) else tr("a new name")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.isValid() and role == Qt.ItemDataRole.ForegroundRole:
            if index.column() == ROWS:
                return QColor(current().muted)
            if index.column() == STANDS_FOR and not self.value(index.row()):
                colours = current()
                return QColor(colours.error if must_be_known(self._target) else colours.muted)
            return None
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == STANDS_FOR else flags

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        return _RIGHT if column == ROWS else super().alignment(column)

    @property
    def _words(self) -> RegisterWords:
        return self._meaning.words if self._meaning is not None else RegisterWords()

    @property
    def _values(self) -> dict[str, str]:
        if self._meaning is None:
            return {}
        return self._meaning.values.get(self._target, {})


class WordsTable(GridView):
    """F2, Enter or a letter chooses; Space takes the suggestion, Delete takes a meaning back."""

    def __init__(self, model: WordsModel, parent: QWidget | None = None) -> None:
        super().__init__(model, tr("Words of the column"), parent)
        self._words = model
        self.setItemDelegate(_Chooser(model, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.horizontalHeader().setStretchLastSection(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        plain = not event.modifiers() & _TYPING
        if not index.isValid() or not plain:
            super().keyPressEvent(event)
        elif key in _ENTER:
            self.edit(self._words.index(index.row(), STANDS_FOR))
        elif key == Qt.Key.Key_Space:
            self._words.accept(index.row())
            self._step()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._words.say(index.row(), None)
        elif event.text() and event.text().isprintable():
            self.edit(self._words.index(index.row(), STANDS_FOR))
            editor = self.indexWidget(self._words.index(index.row(), STANDS_FOR))
            if isinstance(editor, ChoicePicker):
                editor.clear()
                QCoreApplication.sendEvent(editor, event)
        else:
            super().keyPressEvent(event)

    def accept_all(self) -> None:
        """Take every suggestion."""
        for row in self._words.suggestions():
            self._words.accept(row)

    def _step(self) -> None:
        row = self.currentIndex().row() + 1
        if row < self._words.count():
            self.go_to(row, STANDS_FOR)


class _Chooser(EditorDelegate):
    """A line in the cell that finds a value as one types."""

    def __init__(self, model: WordsModel, view: WordsTable) -> None:
        super().__init__(view)
        self._model = model

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        picker = ChoicePicker(self._model.choices, parent)
        picker.setAccessibleName(tr("Meaning of {text}", text=self._model.text(index.row())))
        self.follow(picker)
        return picker

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, ChoicePicker):
            editor.show_value(self._model.value(index.row()))
            editor.selectAll()

    def setModelData(self, editor: QWidget, _model: object, index: Index) -> None:
        if isinstance(editor, ChoicePicker):
            self._model.say(index.row(), editor.chosen_value())
