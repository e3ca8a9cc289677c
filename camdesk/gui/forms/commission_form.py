"""A commission that the entry of the form behind will make, with the order that appointed it."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from camdesk.domain.dates import PartialDate
from camdesk.domain.errors import N_
from camdesk.domain.validation import FieldError
from camdesk.gui.forms.small_forms import DraftForm
from camdesk.gui.kit.date_edit import PartialDateEdit
from camdesk.gui.kit.edits import NoteEdit, TextEdit
from camdesk.gui.operations import Fact, NewRow
from camdesk.gui.session import Session
from camdesk.text.i18n import tr


class CommissionForm(DraftForm):
    """Its name, the order that appointed it, the chair and the members."""

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(session, tr("New commission"), parent)
        self.form.add("name", tr("Name"), TextEdit(name or None), required=True)
        self.form.add("number", tr("Order no."), TextEdit())
        self.form.add("date", tr("Date of the order"), PartialDateEdit())
        self.form.add("chair", tr("Chair"), TextEdit())
        self.form.add("members", tr("Members"), NoteEdit(), hint=tr("One on each line."))

    def submit(self, values: dict[str, object]) -> None:
        """Hand the commission over."""
        name = cast("str | None", values["name"])
        if name is None:
            self.refuse(FieldError("name", N_("“{name}” is missing."), name=tr("Name")))
            return
        facts: dict[str, Fact] = {
            "name": name,
            "document": _order(values),
            "chair": cast("str | None", values["chair"]),
            "members": _members(cast("str | None", values["members"])),
        }
        self.hand_over(NewRow("commission", facts, name))


def _order(values: dict[str, object]) -> NewRow | None:
    """The order, where anything is said of it."""
    number, day = cast("str | None", values["number"]), values["date"]
    if number is None and day is None:
        return None
    issued_on = day.edtf if isinstance(day, PartialDate) else None
    return NewRow("document", {"kind": tr("Order"), "number": number, "issued_on": issued_on})


def _members(text: str | None) -> str | None:
    """One on each line, without empty lines."""
    lines = [line.strip() for line in (text or "").splitlines()]
    return "\n".join(line for line in lines if line) or None
