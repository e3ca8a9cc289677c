"""How a file is read, as a row of choices: what was detected stands there and can be overruled."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from camdesk.gui.import_wizard.survey import Wish
from camdesk.gui.kit.edits import ChoiceBox
from camdesk.gui.kit.labels import Label
from camdesk.gui.kit.tokens import Space
from camdesk.importing.dialect import BLANKS, WIDE_BLANKS
from camdesk.importing.encodings import ENCODINGS
from camdesk.importing.reader import DELIMITERS, Reading
from camdesk.text.i18n import tr

_STEPS: dict[int, int] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_MOST_ROWS = 2_000_000_000


class RowNumber(QLineEdit):
    """The number of a row, or a word in its place for 0; Up and Down count."""

    changed = Signal()

    def __init__(self, zero: str, least: int = 0, most: int = _MOST_ROWS) -> None:
        super().__init__()
        self._least, self._most, self._value = least, most, least
        self.setPlaceholderText(zero)
        self.editingFinished.connect(self._typed)

    def value(self) -> int:
        """The number."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show a number, silently."""
        self._value = value
        self.setText(str(value) if value else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            self._take(self._value + step)

    def _typed(self) -> None:
        text = self.text().strip()
        self._take(int(text) if text.isdecimal() else self._least)

    def _take(self, value: int) -> None:
        value = min(max(value, self._least), self._most)
        told = value != self._value
        self.set_value(value)
        if told:
            self.changed.emit()


class ReadingChoices(QWidget):
    """`changed` carries the Wish of a clerk who overrules something."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading: Reading | None = None
        self._given: dict[str, str] = {}
        self.encoding = ChoiceBox((), unknown=None)
        self.delimiter = ChoiceBox((), unknown=None)
        self.quote = ChoiceBox([('"', '"'), ("'", "'"), ("", tr("none"))], unknown=None)
        self.escape = ChoiceBox([("", tr("doubled")), ("\\", tr("backslash"))], unknown=None)
        self.sheet = ChoiceBox((), unknown=None)
        self.area = QLineEdit()
        self.area.setPlaceholderText(tr("whole sheet"))
        self.header_row = RowNumber(tr("none"))
        self.header_rows = RowNumber("", least=1, most=20)
        self.last_row = RowNumber(tr("to the end"))
        self._columns: dict[QWidget, QWidget] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        for label, control, width in self._controls():
            row.addWidget(self._labelled(label, control, width))
        row.addStretch(1)
        for control in (self.sheet, self.area):
            self._columns[control].hide()
        self._connect()

    def show_reading(
        self, reading: Reading, sheets: tuple[str, ...], *, overruled: bool = False
    ) -> None:
        """Show how the file was read, silently; where it was `overruled`, that stays wished."""
        self._reading = None
        if not overruled:
            self._given = {}
        encodings = [*ENCODINGS, *({reading.encoding} - set(ENCODINGS))]
        self.encoding.set_choices([(name, name) for name in encodings])
        self.encoding.set_value(reading.encoding)
        signs = [*DELIMITERS, *({reading.delimiter} - set(DELIMITERS))]
        self.delimiter.set_choices([(sign, delimiter_name(sign)) for sign in signs])
        self.delimiter.set_value(reading.delimiter)
        self.quote.set_value(reading.quote)
        self.escape.set_value(reading.escape)
        self.sheet.set_choices([(name, name) for name in sheets])
        self.sheet.set_value(reading.sheet)
        self.area.setText(reading.area)
        self.header_row.set_value(reading.header_row)
        self.header_rows.set_value(reading.header_rows)
        self.last_row.set_value(reading.last_row)
        self.header_rows.setEnabled(reading.header_row > 0)
        workbook = bool(reading.sheet)
        of_text: tuple[QWidget, ...] = (self.encoding, self.delimiter, self.quote, self.escape)
        of_book: tuple[QWidget, ...] = (self.sheet, self.area)
        for control in of_text:
            self._columns[control].setVisible(not workbook)
        for control in of_book:
            self._columns[control].setVisible(workbook)
        self._reading = reading

    def _controls(self) -> tuple[tuple[str, QWidget, int], ...]:
        return (
            (tr("Encoding"), self.encoding, 140),
            (tr("Columns parted by"), self.delimiter, 180),
            (tr("Quotes"), self.quote, 90),
            (tr("Quotes in cells"), self.escape, 150),
            (tr("Sheet"), self.sheet, 220),
            (tr("Range"), self.area, 140),
            (tr("Header in row"), self.header_row, 112),
            (tr("Rows of header"), self.header_rows, 112),
            (tr("Last row"), self.last_row, 130),
        )

    def _labelled(self, text: str, control: QWidget, width: int) -> QWidget:
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        label = Label(text, "muted")
        label.setBuddy(control)
        control.setAccessibleName(text)
        control.setFixedWidth(width)
        control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout.addWidget(label)
        layout.addWidget(control)
        self._columns[control] = column
        return column

    def wish_rows(self, header_row: int, header_rows: int, last_row: int) -> None:
        """Where the header and the end of the table are; the rest stays as it is."""
        self.changed.emit(Wish(dict(self._given), (header_row, header_rows, last_row)))

    def _connect(self) -> None:
        for name, box in (
            ("encoding", self.encoding),
            ("delimiter", self.delimiter),
            ("quote", self.quote),
            ("escape", self.escape),
            ("sheet", self.sheet),
        ):
            box.changed.connect(lambda n=name, b=box: self._give(n, str(b.value())))
        self.area.editingFinished.connect(
            lambda: self._give("area", self.area.text().strip().upper())
        )
        for spin in (self.header_row, self.header_rows, self.last_row):
            spin.changed.connect(self._change_rows)

    def _give(self, name: str, value: str) -> None:
        """The clerk says so; what else there is to detect is detected anew."""
        if self._reading is None or getattr(self._reading, name) == value:
            return
        if name == "sheet":
            self._given.pop("area", None)  # a range of another sheet
        self._given[name] = value
        self.changed.emit(Wish(dict(self._given)))

    def _change_rows(self) -> None:
        if self._reading is not None:
            rows = self.header_row.value(), self.header_rows.value(), self.last_row.value()
            self.wish_rows(*rows)


def delimiter_name(sign: str) -> str:
    """What parts the columns, in words and as a sign."""
    names = {
        ",": tr("comma"),
        ";": tr("semicolon"),
        "\t": tr("tab"),
        "|": tr("bar"),
        ":": tr("colon"),
        " ": tr("space"),
        BLANKS: tr("spaces"),
        WIDE_BLANKS: tr("wide gaps"),
        ", ": tr("comma and space"),
        "; ": tr("semicolon and space"),
    }
    if sign in names:
        return f"{names[sign]}  {sign}" if len(sign.strip()) == len(sign) == 1 else names[sign]
    return sign if sign.isprintable() else f"U+{ord(sign[0]):04X}"
