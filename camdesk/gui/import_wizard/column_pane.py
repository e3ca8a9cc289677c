"""What one column means, in full: its field, the order of its dates, its words, its rule."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.import_wizard import target_labels
from camdesk.gui.import_wizard.constant_edit import ConstantEdit
from camdesk.gui.import_wizard.meaning import Line, Meaning
from camdesk.gui.import_wizard.visible_text import visible
from camdesk.gui.import_wizard.words_table import ROWS, TEXT, WordsModel, WordsTable
from camdesk.gui.kit.buttons import Button
from camdesk.gui.kit.edits import ChoiceBox
from camdesk.gui.kit.labels import ElidedLabel, Label
from camdesk.gui.kit.picker import Answer, Picker
from camdesk.gui.kit.tokens import Space
from camdesk.importing.fields import RULES, Target
from camdesk.importing.values import (
    ORDER_LABELS,
    ORDERS,
    Order,
    date_in_order,
    needs_order,
    numeric_date,
)
from camdesk.text.formats import date_text
from camdesk.text.i18n import ntr, tr

_SAMPLES = 4
_EXAMPLES = 8


class ColumnPane(QWidget):
    """`changed` says that the column means something else now; `done` that the field is chosen."""

    changed = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meaning: Meaning | None = None
        self._row = -1
        self.title = ElidedLabel("", "heading")
        self.field = Picker(self._find)
        self.field.setAccessibleName(tr("What the column means"))
        self.field.setPlaceholderText(tr("— left aside —"))
        self.field.changed.connect(self._choose)
        self.rule = ChoiceBox((), unknown=None)
        self.rule.setAccessibleName(tr("What a different value means"))
        self.rule.changed.connect(self._choose_rule)
        self.order = ChoiceBox(_orders(), unknown=tr("order of the date?"))
        self.order.setAccessibleName(tr("Order of the dates"))
        self.order.changed.connect(self._choose_order)
        self.constant = ConstantEdit()
        self.constant.changed.connect(self.changed)
        self.samples = Label("", "muted", wrap=True)
        self.model = WordsModel(self)
        self.words = WordsTable(self.model)
        self.accept_button = Button(tr("Take all suggestions"), self.words.accept_all, flat=True)
        self.model.said.connect(self._word_said)
        self._rule_label = Label(tr("If the register says something else"), "muted")
        self._order_label = Label(tr("Order of the dates"), "muted")
        self._words_label = Label("", "heading")
        self._words_hint = Label(
            tr("Space takes a suggestion, Enter chooses, Delete takes a meaning back."),
            "muted",
            wrap=True,
        )
        self._lay_out()

    def show_column(self, meaning: Meaning, row: int) -> None:
        """Show a column of the table."""
        self._meaning, self._row = meaning, row
        line = meaning.lines[row]
        constant = line.constant is not None
        self.title.setText(tr("The same in all rows") if constant else visible(line.column))
        self.constant.show_line(meaning, line)
        self.constant.setVisible(constant and line.target is not None)
        offered = self._targets()
        self.field.set_option(
            None
            if line.target is None
            else target_labels.option(offered, meaning.targets[line.target], {})
        )
        self._show_rule(line)
        self._show_order(line)
        self._show_words(line)

    def choose_field(self) -> None:
        """Give the keyboard to the field, its text ready to be typed over."""
        self.field.setFocus()
        self.field.selectAll()

    def _targets(self) -> list[Target]:
        assert self._meaning is not None
        fed = self._meaning.fed()
        return target_labels.offered(self._meaning.targets, self._meaning.purpose, fed)

    def _find(self, text: str, answer: Answer) -> None:
        assert self._meaning is not None
        here = self._meaning.lines[self._row].column
        fed_by = {
            line.target: line.column
            for line in self._meaning.lines
            if line.target is not None and line.column != here
        }
        answer(target_labels.options(self._targets(), text, fed_by))

    def _choose(self) -> None:
        if self._meaning is None:
            return
        option = self.field.option()
        if option is None and self.field.text().strip():
            return  # somebody is still typing
        targets = self._targets()
        name = targets[option.id].name if option is not None else None
        self._meaning.choose(self._row, name)
        self.show_column(self._meaning, self._row)
        self.changed.emit()
        if option is not None:
            self.done.emit()

    def _choose_rule(self) -> None:
        line = self._line()
        for rule in RULES:
            if line is not None and self._meaning is not None and rule == self.rule.value():
                self._meaning.set_rule(line, rule)
        self.changed.emit()

    def _choose_order(self) -> None:
        line = self._line()
        if line is None:
            return
        line.order = next((one for one in ORDERS if one == self.order.value()), None)
        self._show_order(line)
        self.changed.emit()

    def _word_said(self) -> None:
        line = self._line()
        if line is not None:
            self._count_words(line)
        self.changed.emit()

    def _line(self) -> Line | None:
        return self._meaning.lines[self._row] if self._meaning is not None else None

    def _show_rule(self, line: Line) -> None:
        assert self._meaning is not None
        choices = self._meaning.rule_choices(line)
        self.rule.set_choices([(rule, tr(RULES[rule])) for rule in choices])
        self.rule.set_value(self._meaning.rule(line))
        for part in (self.rule, self._rule_label):
            part.setVisible(bool(choices))

    def _show_order(self, line: Line) -> None:
        assert self._meaning is not None
        is_date = self._meaning.is_date(line)
        asked = self._meaning.asks_order(line)
        self.order.set_value(line.order)
        for part in (self.order, self._order_label):
            part.setVisible(asked)
        texts = [] if line.constant is not None else list(self._meaning.texts_of(line))
        if is_date:
            shown = _telling(texts)[:_SAMPLES]
            said = "\n".join(f"{visible(text, 40)} → {_read(text, line.order)}" for text in shown)
        else:
            said = "\n".join(visible(text, 60) for text in texts[:_EXAMPLES])
        self.samples.setText(said)
        self.samples.setVisible(not self._meaning.has_words(line) and bool(said))

    def _show_words(self, line: Line) -> None:
        assert self._meaning is not None
        has_words = self._meaning.has_words(line) and line.constant is None
        if has_words:
            self.model.show_line(self._meaning, line)
            for column, width in ((TEXT, 136), (ROWS, 64)):
                self.words.setColumnWidth(column, width)
            if self.model.count():
                self.words.go_to(0)
            self._count_words(line)
        for part in (self.words, self._words_label, self._words_hint):
            part.setVisible(has_words)
        if not has_words:
            self.accept_button.hide()

    def _count_words(self, line: Line) -> None:
        assert self._meaning is not None
        unknown = len(self._meaning.unknown(line))
        self._words_label.setText(
            ntr("{n} word without a meaning", "{n} words without a meaning", unknown)
            if unknown
            else tr("What the words stand for")
        )
        self.accept_button.setVisible(bool(self.model.suggestions()))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._words_label, 1)
        head.addWidget(self.accept_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        layout.addWidget(self.title)
        layout.addWidget(self.field)
        layout.addWidget(self.constant)
        layout.addWidget(self._rule_label)
        layout.addWidget(self.rule)
        layout.addWidget(self._order_label)
        layout.addWidget(self.order)
        layout.addWidget(self.samples)
        layout.addLayout(head)
        layout.addWidget(self.words, 1)
        layout.addWidget(self._words_hint)
        layout.addStretch(0)


def _orders() -> tuple[tuple[Order, str], ...]:
    return tuple((order, tr(label)) for order, label in ORDER_LABELS.items())


def _telling(texts: list[str]) -> list[str]:
    """Dates in which day and month could be mistaken go before the others."""

    def plain(text: str) -> bool:
        numbers = numeric_date(text)
        return numbers is None or any(int(one) > 12 for one in numbers[:2])

    return sorted(texts, key=plain)


def _read(text: str, order: Order | None) -> str:
    """What is made of the text of a date."""
    if order is None and numeric_date(text) is not None and needs_order(text):
        return tr("day or month first?")
    try:
        return date_text(date_in_order(text, order or "ymd"))
    except KnownError:
        return tr("no date")
