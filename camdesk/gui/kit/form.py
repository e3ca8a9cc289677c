"""Forms: a label, a control, and what is wrong with it right beneath."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from camdesk.gui.kit.icons import Ink
from camdesk.gui.kit.labels import IconLabel, Label, restyle
from camdesk.gui.kit.tokens import Space
from camdesk.text.i18n import tr


class FieldRow(QWidget):
    """One field of a form. The error has an icon and words, not only a colour."""

    def __init__(
        self,
        label: str,
        control: QWidget,
        *,
        required: bool = False,
        hint: str = "",
        label_width: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.control = control
        self.required = required
        self._hint = hint
        shown = f"{label} *" if required else label
        self._label = Label(shown, "muted", wrap=label_width > 0)
        self._label.setBuddy(control)
        control.setAccessibleName(label)
        self._icon = IconLabel("error", Ink.ERROR, 14)
        self._said = Label("", "error", wrap=True)
        self._hint_label = Label(hint, "muted", wrap=True)
        self._build(label_width)
        self.show_error("")

    def error(self) -> str:
        """What is said to be wrong."""
        return self._said.text()

    def set_hint(self, text: str) -> None:
        """Say something gentle beneath the field; a text of trouble goes before it."""
        self._hint = text
        self._hint_label.setText(text)
        self.show_error(self.error())

    def hint(self) -> str:
        """What is gently said beneath the field."""
        return self._hint

    def show_error(self, text: str) -> None:
        """Say what is wrong with the field; an empty text takes it back."""
        self._said.setText(text)
        self._said.setVisible(bool(text))
        self._icon.setVisible(bool(text))
        self._hint_label.setVisible(bool(self._hint) and not text)
        self.control.setAccessibleDescription(text or self._hint)
        for part in (self.control, self.control.focusProxy()):
            if part is not None:
                restyle(part, "invalid", bool(text))

    def _build(self, label_width: int) -> None:
        trouble = QHBoxLayout()
        trouble.setSpacing(Space.XS)
        trouble.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        trouble.addWidget(self._said, 1)
        field = QVBoxLayout()
        field.setSpacing(Space.XS)
        field.addWidget(self.control)
        field.addLayout(trouble)
        field.addWidget(self._hint_label)
        whole: QHBoxLayout | QVBoxLayout
        if label_width:
            whole = QHBoxLayout(self)
            whole.setSpacing(Space.M)
            self._label.setFixedWidth(label_width)
            self._label.setContentsMargins(0, Space.S, 0, 0)
            whole.addWidget(self._label, alignment=Qt.AlignmentFlag.AlignTop)
        else:
            whole = QVBoxLayout(self)
            whole.setSpacing(Space.XS)
            whole.addWidget(self._label)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(field, 1)


class Form(QWidget):
    """Fields one below the other, by name. Labels stand above, or left where given a width."""

    def __init__(self, label_width: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, FieldRow] = {}
        self._label_width = label_width
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self._column.addStretch(1)

    def add(
        self,
        name: str,
        label: str,
        control: QWidget,
        *,
        required: bool = False,
        hint: str = "",
    ) -> FieldRow:
        """Put a field at the end. A control with `value()` and `error()` can be checked."""
        row = FieldRow(label, control, required=required, hint=hint, label_width=self._label_width)
        self._rows[name] = row
        self._put(row)
        changed = getattr(control, "changed", None)
        if changed is not None:
            # The trouble is taken back while the clerk corrects it.
            changed.connect(lambda *_: row.show_error(""))
        return row

    def remove(self, name: str) -> None:
        """Take a field away."""
        row = self._rows.pop(name)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def add_heading(self, text: str) -> QLabel:
        """Put a heading over the fields that follow."""
        heading = Label(text, "heading")
        heading.setContentsMargins(0, Space.S if self._rows else 0, 0, 0)
        self._put(heading)
        return heading

    def row(self, name: str) -> FieldRow:
        """The field of that name."""
        return self._rows[name]

    def control(self, name: str) -> QWidget:
        """The control of that name."""
        return self._rows[name].control

    def names(self) -> Iterator[str]:
        """The names of the fields, from the top."""
        return iter(self._rows)

    def value(self, name: str) -> object:
        """What the field says; raises KnownError where it says nothing that can be read."""
        ask: Callable[[], object] = getattr(self._rows[name].control, "value")  # noqa: B009
        return ask()

    def show_error(self, name: str, text: str) -> None:
        """Say what is wrong with a field, and go there if it is the first one wrong."""
        self._rows[name].show_error(text)
        if text:
            self._go_to_first_error()

    def clear_errors(self) -> None:
        """Take back everything that was said to be wrong."""
        for row in self._rows.values():
            row.show_error("")

    def check(self) -> bool:
        """Ask every control whether it can be read and is filled in; go to the first one wrong."""
        for row in self._rows.values():
            row.show_error(_trouble(row))
        self._go_to_first_error()
        return not any(row.error() for row in self._rows.values())

    def _put(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)

    def _go_to_first_error(self) -> None:
        wrong = next((row for row in self._rows.values() if row.error()), None)
        if wrong is None:
            return
        wrong.control.setFocus(Qt.FocusReason.OtherFocusReason)
        above: QObject | None = self
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parent()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(wrong)


def _trouble(row: FieldRow) -> str:
    error: Callable[[], str] | None = getattr(row.control, "error", None)
    value: Callable[[], object] | None = getattr(row.control, "value", None)
    said = error() if error is not None else ""
    if not said and row.required and value is not None and value() is None:
        return tr("This is needed.")
    return said
