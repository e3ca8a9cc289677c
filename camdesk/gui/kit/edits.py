"""Fields for sums, numbers and choices; each knows "not said" apart from zero and no."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from camdesk.domain.errors import N_, KnownError
from camdesk.domain.money import parse_money
from camdesk.gui.kit.checked import flag, trouble
from camdesk.text.formats import UNKNOWN, money_text_local
from camdesk.text.i18n import language, tr


class CheckedEdit(QLineEdit):
    """A line whose text must mean something; `changed` comes at every edit."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textEdited.connect(self._edited)
        self.editingFinished.connect(self._finished)

    def value(self) -> object:
        """What the text means; raises KnownError where it means nothing."""
        raise NotImplementedError

    def error(self) -> str:
        """Why the text means nothing; empty where it is all right."""
        return trouble(self.value)

    def _edited(self) -> None:
        flag(self, False)
        self.changed.emit()

    def _finished(self) -> None:
        flag(self, bool(self.error()))


class TextEdit(CheckedEdit):
    """One line of text; empty is None."""

    def __init__(self, value: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_value(value)

    def value(self) -> str | None:
        """The text without the white space around it."""
        return self.text().strip() or None

    def set_value(self, value: str | None) -> None:
        """Show `value`, silently."""
        self.setText(value or "")
        self.setCursorPosition(0)


class MoneyEdit(CheckedEdit):
    """A sum in tenge as people write it; its value is in tiyn."""

    def __init__(self, value: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(tr("sum in tenge"))
        self.set_value(value)

    def value(self) -> int | None:
        """The sum in tiyn, None for an empty line or a dash."""
        text = self.text().strip()
        return None if text in {"", "-", "–", UNKNOWN} else parse_money(text)

    def set_value(self, value: int | None) -> None:
        """Show `value`, silently."""
        self.setText("" if value is None else money_text_local(value))

    def _finished(self) -> None:
        super()._finished()
        if not self.error():
            self.set_value(self.value())


class NumberEdit(CheckedEdit):
    """A decimal number, kept as the text that was typed with a point: `2.50`."""

    def __init__(
        self,
        value: str | None = None,
        *,
        whole: bool = False,
        at_least: int | None = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._whole = whole
        self._at_least = at_least
        self.set_value(value)

    def value(self) -> str | None:
        """The number with a decimal point; None for an empty line or a dash."""
        text = self.text().strip()
        if text in {"", "-", "–", UNKNOWN}:
            return None
        bare = "".join(text.split()).replace("\u00a0", "").replace(",", ".")
        try:
            number = Decimal(bare)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or "e" in bare.casefold() or "_" in bare:
            raise KnownError(
                N_("“{text}” is not a number."), N_("Write it like 12 or 2,5."), text=text
            )
        if self._whole and number != number.to_integral_value():
            raise KnownError(
                N_("“{text}” is not a whole number."), N_("Write it without decimals."), text=text
            )
        if self._at_least is not None and number < self._at_least:
            raise KnownError(
                N_("{text} is too small."), N_("The least is {least}."),
                text=text, least=self._at_least,
            )  # fmt: skip
        return bare

    def number(self) -> int | None:
        """The value of a whole number."""
        value = self.value()
        return None if value is None else int(Decimal(value))

    def set_value(self, value: str | int | None) -> None:
        """Show `value`, silently."""
        text = "" if value is None else str(value)
        self.setText(text if language() == "en" else text.replace(".", ","))


class NoteEdit(QPlainTextEdit):
    """Several lines of text; Tab goes on to the next field."""

    changed = Signal()

    def __init__(self, value: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(72)
        self.set_value(value)
        self.textChanged.connect(self.changed)

    def value(self) -> str | None:
        """The text without the white space around it."""
        return self.toPlainText().strip() or None

    def set_value(self, value: str | None) -> None:
        """Show `value`."""
        self.setPlainText(value or "")


class ChoiceBox(QComboBox):
    """One of `choices`, pairs of value and text, or nothing said where `unknown` is a text."""

    changed = Signal()

    def __init__(
        self,
        choices: Sequence[tuple[Any, str]],
        value: object = None,
        *,
        unknown: str | None = UNKNOWN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values: list[object] = []
        self._unknown = unknown
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(16)
        self.set_choices(choices)
        self.set_value(value)
        self.activated.connect(lambda _: self.changed.emit())

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer other choices, silently; the first of them is chosen."""
        self.clear()
        self._values.clear()
        if self._unknown is not None:
            self._add(None, self._unknown)
        for choice, text in choices:
            self._add(choice, text)

    def value(self) -> object:
        """The chosen value; None where nothing is said."""
        row = self.currentIndex()
        return self._values[row] if row >= 0 else None

    def set_value(self, value: object) -> None:
        """Choose `value`, silently; nothing is chosen where it is not offered."""
        row = self._values.index(value) if value in self._values else -1
        if row < 0 and None in self._values:
            row = self._values.index(None)
        self.setCurrentIndex(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and None in self._values:
            self.set_value(None)
            self.changed.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the form; it must not change an answer on its way

    def _add(self, value: object, text: str) -> None:
        self._values.append(value)
        self.addItem(text)


class YesNoBox(ChoiceBox):
    """Yes, no, or unknown."""

    def __init__(self, value: bool | None = None, parent: QWidget | None = None) -> None:
        super().__init__(
            ((True, tr("Yes")), (False, tr("No"))), value, unknown=tr("Unknown"), parent=parent
        )

    def value(self) -> bool | None:
        """The answer."""
        answer = super().value()
        return answer if isinstance(answer, bool) else None
