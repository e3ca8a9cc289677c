"""First step: the file, how it was read, and the first rows as they came out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from camdesk.gui.import_wizard.grid import Grid
from camdesk.gui.kit.edits import ChoiceBox
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.importing.encodings import ENCODINGS
from camdesk.importing.reader import DELIMITERS, Reading, Row, Table
from camdesk.text.i18n import ntr, tr

PREVIEW = 200  # rows shown
_MOST_HEADER_ROWS = 20


class ReadingStep(QWidget):
    """Shows a table as it was read; `changed` carries another reading that the clerk wants."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading: Reading | None = None
        names = {",": tr("comma"), ";": tr("semicolon"), "\t": tr("tab"), "|": tr("bar")}
        self.encoding = ChoiceBox([(name, name) for name in ENCODINGS], unknown=None)
        self.delimiter = ChoiceBox(
            [(sign, f"{names[sign]}  {sign.strip()}") for sign in DELIMITERS], unknown=None
        )
        self.header_row = ChoiceBox(
            [(0, tr("no header")), *((n, str(n)) for n in range(1, _MOST_HEADER_ROWS + 1))],
            unknown=None,
        )
        self.preview = Grid(tr("The first rows of the table"))
        self.remark = Label(role="muted", wrap=True)
        choices = QHBoxLayout()
        choices.setSpacing(Space.M)
        for label, box in (
            (tr("Encoding"), self.encoding),
            (tr("Columns parted by"), self.delimiter),
            (tr("Header in row"), self.header_row),
        ):
            box.setAccessibleName(label)
            box.changed.connect(self._change)
            column = QVBoxLayout()
            column.setSpacing(Space.XS)
            column.addWidget(Label(label, "muted"))
            column.addWidget(box)
            choices.addLayout(column)
        choices.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addLayout(choices)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self.remark)

    def show_table(self, table: Table, rows: list[Row], odd: int, total: int) -> None:
        """Show the first `rows` of a table of `total`, of which `odd` do not fit the grid."""
        self._reading = table.reading
        self.encoding.set_value(table.reading.encoding)
        self.delimiter.set_value(table.reading.delimiter)
        self.header_row.set_value(table.reading.header_row)
        self.preview.show_grid(
            [tr("Row"), *table.columns], [[str(row.number), *row.cells] for row in rows]
        )
        remark = ntr("{n} row below the header.", "{n} rows below the header.", total)
        if odd:
            remark += " " + ntr(
                "{n} row does not fit the columns; its reason is shown in the last step.",
                "{n} rows do not fit the columns; their reasons are shown in the last step.",
                odd,
            )
        self.remark.setText(remark)

    def _change(self) -> None:
        if self._reading is not None:
            self.changed.emit(
                replace(
                    self._reading,
                    encoding=str(self.encoding.value()),
                    delimiter=str(self.delimiter.value()),
                    header_row=int(str(self.header_row.value())),
                )
            )


def look_at(path: Path, reading: Reading | None) -> tuple[Table, list[Row], int, int]:
    """The table at `path` (read as `reading` says, if given), its first rows, how many rows do
    not fit the grid and how many there are in all."""
    from camdesk.importing.reader import open_table

    table = open_table(path) if reading is None else open_table(path, change=lambda _: reading)
    first: list[Row] = []
    odd = total = 0
    for row in table.rows():
        total += 1
        odd += row.oddity is not None
        if len(first) < PREVIEW:
            first.append(row)
    return table, first, odd, total
