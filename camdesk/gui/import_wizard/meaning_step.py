"""Second step: what the table is, what each column means, and what its words stand for."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from camdesk.gui.import_wizard.column_pane import ColumnPane
from camdesk.gui.import_wizard.columns_model import COLUMN, DIFFERS, EXAMPLES, MEANS, ColumnsModel
from camdesk.gui.import_wizard.grid import GridView
from camdesk.gui.import_wizard.meaning import Meaning
from camdesk.gui.import_wizard.meaning_head import MeaningHead
from camdesk.gui.import_wizard.register_words import RegisterWords
from camdesk.gui.import_wizard.remembered import Widths
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.labels import Line
from camdesk.gui.kit.tokens import Space
from camdesk.importing.fields import TARGETS, Target
from camdesk.importing.mapping import Mapping
from camdesk.store.stock_takes import Take
from camdesk.text.i18n import tr

_PANE = 400
_WIDTHS = {COLUMN: 170, EXAMPLES: 210, MEANS: 260}
_NARROW = {COLUMN: 150, EXAMPLES: 150, MEANS: 230}  # with a rule beside them
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_TYPING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class MeaningStep(QWidget):
    """Edits a Mapping for one table; `changed` says that it is another one now."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meaning = Meaning((), {})
        self.takes: Sequence[Take] = ()
        self._fitted = False
        self.head = MeaningHead()
        self.model = ColumnsModel(self.meaning, self)
        self.columns = GridView(self.model, tr("Columns of the table"))
        self.columns.installEventFilter(self)
        self.widths = Widths(self.columns, str, "import-columns")
        self.columns.horizontalHeader().setStretchLastSection(True)
        self.constant_button = Button(
            tr("Say something of all rows…"), self.add_constant, icon="plus", flat=True
        )
        self.pane = ColumnPane()
        self.pane.setFixedWidth(_PANE)
        self._lay_out()
        self.head.purpose_changed.connect(self._purpose_changed)
        self.head.changed.connect(self._told)
        self.columns.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self.pane.changed.connect(self._told)
        self.pane.done.connect(self._next_column)

    def show_table(
        self,
        columns: Sequence[str],
        texts: MappingOf[str, MappingOf[str, int]],
        mapping: Mapping,
        targets: MappingOf[str, Target] = TARGETS,
        words: RegisterWords | None = None,
        takes: Sequence[Take] = (),
    ) -> None:
        """Show `mapping` over a table whose columns hold `texts`."""
        self.meaning = Meaning(columns, texts, targets, words or RegisterWords())
        self.takes = takes
        self.show_mapping(mapping)

    def show_mapping(self, mapping: Mapping) -> None:
        """Show another mapping over the same table."""
        self.meaning.take(mapping)
        self.model.show_meaning(self.meaning)
        self.head.show_meaning(self.meaning, self.takes)
        self._fit()
        if self.meaning.lines:
            self.columns.go_to(self._first_in_trouble())
        self._show_current()

    def show_texts(self, texts: MappingOf[str, MappingOf[str, int]]) -> None:
        """The whole file was read: every text with its count."""
        self.meaning.texts = texts
        self.model.refresh()
        self._show_current()

    def mapping(self) -> Mapping:
        """The mapping as the clerk has it."""
        return self.meaning.mapping()

    def show_column(self, column: str) -> None:
        """Come to a column of the table."""
        row = [line.column for line in self.meaning.lines].index(column)
        self.columns.go_to(row)

    def add_constant(self) -> None:
        """Say something that is the same in all rows and stands in no column."""
        row = self.meaning.add_constant()
        self.model.show_meaning(self.meaning)
        self.columns.go_to(row)
        self.pane.choose_field()

    def _drop(self) -> None:
        """Leave the current column aside, or say no more of all rows."""
        row = self.columns.currentIndex().row()
        if row >= 0:
            self.meaning.drop(row)
            self.model.show_meaning(self.meaning)
            self.columns.go_to(min(row, len(self.meaning.lines) - 1))
            self._told()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, F2 or a letter goes from the list of columns to the field of the current one."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & _TYPING
            if plain and event.key() == Qt.Key.Key_Delete:
                self._drop()
                return True
            letter = event.text().isprintable() and event.text().strip()
            if plain and (event.key() in _ENTER or letter):
                self.pane.choose_field()
                if letter:
                    self.pane.field.clear()
                    self.pane.field.insert(event.text())
                    self.pane.field.textEdited.emit(event.text())
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        panes = QHBoxLayout()
        panes.setSpacing(Space.L)
        left = QVBoxLayout()
        left.setSpacing(Space.XS)
        left.addWidget(self.columns, 1)
        left.addWidget(self.constant_button, alignment=Qt.AlignmentFlag.AlignLeft)
        panes.addLayout(left, 1)
        panes.addWidget(Line(vertical=True))
        panes.addWidget(self.pane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.L)
        layout.addWidget(self.head)
        layout.addLayout(panes, 1)

    def _fit(self) -> None:
        compares = any(self.meaning.rule_choices(line) for line in self.meaning.lines)
        if self.columns.isColumnHidden(DIFFERS) == compares or not self._fitted:
            self.columns.setColumnHidden(DIFFERS, not compares)
            for column, width in (_NARROW if compares else _WIDTHS).items():
                self.columns.setColumnWidth(column, width)
            self.widths.apply()
        self._fitted = True

    def _first_in_trouble(self) -> int:
        rows = range(len(self.meaning.lines))
        return next((row for row in rows if self.model.trouble(row)), 0)

    def _show_current(self) -> None:
        row = self.columns.currentIndex().row()
        if 0 <= row < len(self.meaning.lines):
            self.pane.show_column(self.meaning, row)

    def _purpose_changed(self) -> None:
        self._fit()
        self._show_current()
        self._told()

    def _told(self) -> None:
        self.head.refresh()
        self.model.refresh()
        self.changed.emit()

    def _next_column(self) -> None:
        """A field was chosen: on to the next column, the keyboard in the list."""
        row = self.columns.currentIndex().row()
        if self.pane.constant.edit is not None:
            self.pane.constant.edit.setFocus()
            return
        if not self.pane.model.count() and row + 1 < len(self.meaning.lines):
            self.columns.go_to(row + 1)
        self.columns.setFocus()
