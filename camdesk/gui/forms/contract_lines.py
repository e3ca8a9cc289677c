"""The lines of a contract inside its form: model, quantity, unit, price of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from camdesk.domain.lifecycle import UNITS
from camdesk.gui.contract_operations import SaidLine
from camdesk.gui.forms.field_controls import WholeEdit
from camdesk.gui.forms.parts_lines import PartsEdit, PartsLine
from camdesk.gui.forms.references import ReferencePicker
from camdesk.gui.kit.edits import ChoiceBox, MoneyEdit
from camdesk.gui.kit.tokens import CONTROL_HEIGHT
from camdesk.gui.operations import Fact
from camdesk.gui.session import Session
from camdesk.store.books import Found
from camdesk.store.contracts import Line
from camdesk.text.i18n import tr

# Pixels; the rest of a line is for the model.
_QUANTITY, _UNIT, _PRICE = 76, 130, 130
_LEAST_WIDTH = 620


class ContractLinesEdit(PartsEdit):
    """Lines under each other. A line that the register has can be corrected, not taken away."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: dict[PartsLine, Line] = {}
        heads = (
            (tr("Model"), 0),
            (tr("Quantity"), _QUANTITY),
            (tr("Unit"), _UNIT),
            (tr("Price of one"), _PRICE),
            ("", CONTROL_HEIGHT),
        )
        super().__init__(heads, _LEAST_WIDTH)
        self.more.setText(tr("One more line"))

    def make_line(self) -> PartsLine:
        """An empty line."""
        price = MoneyEdit()
        price.setPlaceholderText("")
        units = [(unit, tr(label)) for unit, label in UNITS.items()]
        return PartsLine(
            (
                (tr("Model"), ReferencePicker(self._session, "model"), 0),
                (tr("Quantity"), WholeEdit(), _QUANTITY),
                (tr("Unit"), ChoiceBox(units, "camera", unknown=None), _UNIT),
                (tr("Price of one"), price, _PRICE),
            )
        )

    def is_empty(self, line: PartsLine) -> bool:
        """Whether nothing was said in `line`."""
        model, quantity, _, price = line.typed()
        return line not in self._rows and not model and not quantity and not price

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show the lines that the register has, silently."""
        self.set_value(None)
        self._rows = {}
        for number, line in enumerate(lines):
            if number:
                self._put(self.make_line())
            self._fill(self.lines[-1], line)

    def value(self) -> tuple[SaidLine, ...]:
        """New lines, and what differs in the others; KnownError for a line without a quantity."""
        highest = max((line.position or 0 for line in self._rows.values()), default=0)
        said = []
        for line in self.filled():
            row = self._rows.get(line)
            facts = _facts(line)
            if row is None:
                highest += 1
                said.append(SaidLine(None, {"position": highest, **facts}))
            elif changed := {n: f for n, f in facts.items() if f != _said_before(row)[n]}:
                said.append(SaidLine(row.id, changed))
        return tuple(said)

    def total(self) -> int | None:
        """The sum of all lines in tiyn; None where a quantity or a price is not said."""
        total = 0
        for line in self.filled():
            facts = _facts(line)
            quantity, price = facts["quantity"], facts["unit_price"]
            if not isinstance(price, int) or not isinstance(quantity, int):
                return None
            total += quantity * price
        return total if self.filled() else None

    def _fill(self, line: PartsLine, row: Line) -> None:
        model, quantity, unit, price = line.edits
        found = None if row.model is None else Found(row.model, row.name or "", "")
        cast("ReferencePicker", model).set_value(found)
        cast("WholeEdit", quantity).set_value(row.quantity)
        cast("ChoiceBox", unit).set_value(row.unit)
        cast("MoneyEdit", price).set_value(row.unit_price)
        line.remove.setEnabled(False)
        line.remove.setToolTip(tr("A line of the register stays; undo the entry that made it."))
        self._rows[line] = row


def _facts(line: PartsLine) -> dict[str, Fact]:
    model, _, unit, price = line.edits
    return {
        "model": cast("ReferencePicker", model).value(),
        "quantity": line.how_many(),
        "unit": str(cast("ChoiceBox", unit).value()),
        "unit_price": cast("MoneyEdit", price).value(),
    }


def _said_before(row: Line) -> dict[str, object]:
    return {
        "model": row.model,
        "quantity": row.quantity,
        "unit": row.unit,
        "unit_price": row.unit_price,
    }
