"""The edits of own fields on a form."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from camdesk.domain.own_fields import OwnField, kept, typed
from camdesk.gui.forms.form_body import FormBody
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.kit.edits import ChoiceBox, MoneyEdit, NumberEdit, TextEdit
from camdesk.text.i18n import tr


class OwnEdits:
    """Adds the own fields of a table to a form, and reads them back as the register keeps them."""

    def __init__(self, form: FormBody, fields: tuple[OwnField, ...]) -> None:
        self._fields = fields
        if fields:
            form.add_heading(tr("Own fields"))
        for one in fields:
            form.add(one.column, one.name, edit_of_own(one))

    def shown(self, facts: Mapping[str, object]) -> dict[str, object]:
        """Facts that were read, as the edits take them."""
        return {one.column: typed(one, _text(facts.get(one.column))) for one in self._fields}

    def before(self, facts: Mapping[str, object]) -> dict[str, object]:
        """Facts that were read, as `stated` gives them where nobody typed."""
        return self.stated(self.shown(facts))

    def stated(self, values: Mapping[str, object]) -> dict[str, object]:
        """What the edits say, as the register keeps it; FieldError for what does not fit."""
        return {
            one.column: kept(one, values[one.column])
            for one in self._fields
            if one.column in values
        }


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def edit_of_own(one: OwnField) -> QWidget:
    """The edit for an own field."""
    match one.kind:
        case "number":
            return NumberEdit(at_least=None)
        case "date":
            return PartialDateEdit()
        case "money":
            return MoneyEdit()
        case "choice":
            return ChoiceBox([(choice, choice) for choice in one.choices])
    return TextEdit()
