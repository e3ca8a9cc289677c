"""The fields of a form of the register: all their values at once, and whether any was touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from camdesk.domain.errors import KnownError
from camdesk.gui.forms.field_controls import typed
from camdesk.gui.kit.form import FieldRow, Form
from camdesk.text.formats import advice, said

LABEL_WIDTH = 150
LEAST_WIDTH = 500


class FormBody(Form):
    """Fields under each other, labels at the left; each keeps its error until it is changed."""

    changed = Signal(str)  # the field's name
    grew = Signal()  # a field takes more or less room

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(LABEL_WIDTH, parent)
        self.setMinimumWidth(LEAST_WIDTH)
        self._fields: dict[str, FieldRow] = {}

    def add(
        self, name: str, label: str, control: QWidget, *, required: bool = False, hint: str = ""
    ) -> FieldRow:
        """Put a field at the end."""
        row = super().add(name, label, control, required=required, hint=hint)
        self._fields[name] = row
        self.edit(name).changed.connect(lambda: self.changed.emit(name))
        if hasattr(control, "resized"):
            control.resized.connect(self.grew)
        return row

    def edit(self, name: str) -> Any:  # noqa: ANN401 - a widget that is an Edit
        """The widget of a field."""
        return self.control(name)

    def has(self, name: str) -> bool:
        """Whether there is a field of that name."""
        return name in self._fields

    def in_order(self) -> tuple[str, ...]:
        """The names of the fields, from the top."""
        return tuple(self.names())

    def set_shown(self, name: str, shown: bool) -> None:
        """Show or hide a field."""
        self.row(name).setVisible(shown)

    def set_error(self, name: str, error: KnownError | None) -> None:
        """Say beside a field what is wrong with it, or that nothing is."""
        text = "" if error is None else f"{said(error)} {advice(error)}".strip()
        self.row(name).show_error(text)

    def values(self) -> dict[str, object] | None:
        """The values of all fields; None where one is wrong or missing, which is then said."""
        if not self.check():
            return None
        return {name: self.value(name) for name in self.names()}

    def typed(self) -> dict[str, object]:
        """What stands in every field, readable or not."""
        return {name: typed(self.control(name)) for name in self.names()}

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show values in the fields that have them, silently."""
        for name, value in values.items():
            if self.has(name):
                self.edit(name).set_value(value)

    def focus(self, name: str) -> None:
        """Put the cursor into a field, and the field into sight."""
        self.control(name).setFocus(Qt.FocusReason.OtherFocusReason)
        above = self.parent()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parent()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(self.row(name))

    def remove_fields(self, names: Iterable[str]) -> None:
        """Take fields away."""
        for name in names:
            self.remove(name)
            del self._fields[name]
