"""Second step: what each column means, and what the words in it stand for."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from camdesk.domain.lifecycle import STATES, UNITS
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.kit.edits import ChoiceBox
from camdesk.gui.kit.labels import ElidedLabel, Label
from camdesk.gui.kit.tokens import Space
from camdesk.importing.fields import KEYS, TARGETS, Target
from camdesk.importing.mapping import Mapping
from camdesk.importing.proposal import decided_order, known_values
from camdesk.importing.reader import Table
from camdesk.importing.values import ORDERS, Order
from camdesk.text.i18n import tr

_EXAMPLES = 3
_CHOICE_WIDTH = 200  # the longest meanings in three languages fit
_MOST_VALUES = 60
_TRANSLATED = ("state", "connected", "unit")


class MeaningStep(QWidget):
    """Edits a Mapping for one table; `changed` says that it is another one now."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._targets = TARGETS
        self._texts: MappingOf[str, Sequence[str]] = {}
        self._values: dict[str, dict[str, str]] = {}
        self._fields: dict[str, ChoiceBox] = {}
        self._orders: dict[str, ChoiceBox] = {}
        self._columns: tuple[str, ...] = ()
        self.as_of = PartialDateEdit()
        self.as_of.setAccessibleName(tr("The table speaks of the day"))
        self.as_of.changed.connect(self.changed)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._side = QScrollArea(widgetResizable=True)
        self._side.setFrameShape(QFrame.Shape.NoFrame)
        panes = QHBoxLayout()
        panes.setSpacing(Space.XXL)
        panes.addWidget(self._area, 3)
        panes.addWidget(self._side, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addLayout(panes, 1)

    def show_mapping(
        self,
        table: Table,
        mapping: Mapping,
        texts: MappingOf[str, Sequence[str]],
        targets: MappingOf[str, Target] = TARGETS,
    ) -> None:
        """Show `mapping` over a table whose columns hold `texts` (the different ones, sorted)."""
        self._targets = targets
        self._columns = table.columns
        self._texts = texts
        self._values = {name: dict(some) for name, some in mapping.values.items()}
        self._fields, self._orders = {}, {}
        self._show_columns(mapping)
        self._show_values()

    def mapping(self) -> Mapping:
        """The mapping as the clerk has it."""
        columns = {
            column: str(box.value())
            for column, box in self._fields.items()
            if box.value() is not None
        }
        orders: dict[str, Order] = {
            column: order
            for column, box in self._orders.items()
            if column in columns and self._targets[columns[column]].kind == "date"
            for order in ORDERS
            if order == box.value()
        }
        values = {name: some for name, some in self._values.items() if name in columns.values()}
        keys = tuple(key for key in KEYS if key in columns.values())[:1]
        return Mapping(columns, values, orders, keys)

    def _show_columns(self, mapping: Mapping) -> None:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, Space.M, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        for place, text in enumerate((tr("Column"), tr("Examples"), tr("Means"))):
            grid.addWidget(Label(text, "heading"), 0, place)
        targets = [(target.name, tr(target.label)) for target in self._targets.values()]
        for row, column in enumerate(self._columns, 1):
            box = ChoiceBox(targets, mapping.columns.get(column), unknown=tr("— left aside —"))
            box.setAccessibleName(tr("Meaning of the column {column}", column=column))
            box.changed.connect(lambda c=column: self._choose(c))
            self._fields[column] = box
            examples = ElidedLabel(" · ".join(self._texts.get(column, ())[:_EXAMPLES]), "muted")
            examples.setMinimumWidth(120)
            grid.addWidget(ElidedLabel(column), row, 0)
            grid.addWidget(examples, row, 1)
            order = ChoiceBox(
                (
                    ("dmy", tr("day, month, year")),
                    ("mdy", tr("month, day, year")),
                    ("ymd", tr("year, month, day")),
                ),
                mapping.orders.get(column),
                unknown=tr("order of the date?"),
            )
            order.setAccessibleName(tr("Order of the dates in {column}", column=column))
            order.changed.connect(self.changed)
            self._orders[column] = order
            means = QVBoxLayout()
            means.setSpacing(Space.XS)
            means.addWidget(box)
            means.addWidget(order)
            grid.addLayout(means, row, 2)
            self._follow(column)
        grid.setColumnMinimumWidth(0, 110)
        grid.setColumnMinimumWidth(2, _CHOICE_WIDTH)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 3)
        grid.setRowStretch(len(self._columns) + 1, 1)
        self._area.setWidget(body)

    def _choose(self, column: str) -> None:
        """Another meaning was chosen: a field is fed by one column, and its words are looked at."""
        target = self._fields[column].value()
        for other, box in self._fields.items():
            if other != column and target is not None and box.value() == target:
                box.set_value(None)
                self._follow(other)
        if target in _TRANSLATED:
            self._values[str(target)] = known_values(str(target), self._texts.get(column, ()))
        if target is not None and self._targets[str(target)].kind == "date":
            self._orders[column].set_value(decided_order(self._texts.get(column, ())))
        self._follow(column)
        self._show_values()
        self.changed.emit()

    def _follow(self, column: str) -> None:
        target = self._fields[column].value()
        is_date = target is not None and self._targets[str(target)].kind == "date"
        self._orders[column].setVisible(is_date)

    def _show_values(self) -> None:
        body = QWidget()
        layout = QGridLayout(body)
        layout.setContentsMargins(0, 0, Space.M, 0)
        layout.setHorizontalSpacing(Space.M)
        layout.setVerticalSpacing(Space.S)
        layout.addWidget(Label(tr("The table speaks of the day"), "heading"), 0, 0, 1, 2)
        self.as_of.setParent(body)
        layout.addWidget(self.as_of, 1, 0, 1, 2)
        row = 2
        for column, box in self._fields.items():
            target = box.value()
            if target in _TRANSLATED:
                title = tr("Words in “{column}”", column=column)
                layout.setRowMinimumHeight(row, Space.M)
                layout.addWidget(Label(title, "heading"), row + 1, 0, 1, 2)
                row = self._add_words(layout, row + 2, str(target), self._texts.get(column, ()))
        layout.setColumnMinimumWidth(1, _CHOICE_WIDTH)
        layout.setColumnStretch(0, 1)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(row, 1)
        self._side.setWidget(body)
        self.as_of.show()

    def _add_words(self, layout: QGridLayout, row: int, target: str, texts: Sequence[str]) -> int:
        for text in texts[:_MOST_VALUES]:
            box = ChoiceBox(
                _meanings(target),
                self._values.get(target, {}).get(text),
                unknown=tr("— refuse the row —"),
            )
            box.setAccessibleName(tr("Meaning of {text}", text=text))
            box.changed.connect(lambda t=target, word=text, b=box: self._say(t, word, b.value()))
            layout.addWidget(ElidedLabel(text), row, 0)
            layout.addWidget(box, row, 1)
            row += 1
        return row

    def _say(self, target: str, text: str, value: object) -> None:
        words = self._values.setdefault(target, {})
        if value is None:
            words.pop(text, None)
        else:
            words[text] = str(value)
        self.changed.emit()


def _meanings(target: str) -> list[tuple[str, str]]:
    if target == "state":
        return [(state.value, tr(facts.label)) for state, facts in STATES.items()]
    if target == "unit":
        return [(unit, tr(label)) for unit, label in UNITS.items()]
    return [("yes", tr("Yes")), ("no", tr("No"))]


def different_texts(table: Table, limit: int = 10_000) -> dict[str, list[str]]:
    """The different texts of each column in the first `limit` rows: a few hundred at the most."""
    seen: dict[str, dict[str, None]] = {column: {} for column in table.columns}
    for row in table.rows(limit):
        for column, cell in zip(table.columns, row.cells, strict=False):
            if (text := cell.strip()) and (len(seen[column]) < 500 or text in seen[column]):
                seen[column][text] = None
    return {column: list(texts) for column, texts in seen.items()}
